package dev.treeline.report;

import java.util.Locale;

/// Numbers as a reader wants them: three significant figures, no false precision, the same text on
/// every machine. What is not a number reads `–`.
final class Figures {
  private static final String NONE = "–";

  private Figures() {}

  /// Three significant figures, plain between 0.001 and 10 million, otherwise with an exponent.
  static String of(double value) {
    if (!Double.isFinite(value)) {
      return infinite(value);
    }
    double size = Math.abs(value);
    if (value == 0) {
      return "0";
    }
    if (size < 0.001 || size >= 1e7) {
      return trimmed(String.format(Locale.ROOT, "%.2e", value));
    }
    int decimals = Math.clamp((long) (2 - Math.floor(Math.log10(size))), 0, 5);
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return decimals == 0 ? text : text.replaceFirst("\\.?0+$", "");
  }

  /// A chance: three decimals, and never 0.
  static String chance(double p) {
    if (Double.isNaN(p)) {
      return NONE;
    }
    return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
  }

  /// An effect or a bar for it: three decimals.
  static String effect(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : infinite(value);
  }

  /// A share as a percentage.
  static String percent(double share) {
    if (!Double.isFinite(share)) {
      return infinite(share);
    }
    double percent = share * 100;
    if (percent == 0) {
      return "0 %";
    }
    if (Math.abs(percent) < 0.01) {
      return "< 0.01 %";
    }
    String text = String.format(Locale.ROOT, Math.abs(percent) < 1 ? "%.2f" : "%.1f", percent);
    return text.replaceFirst("\\.?0+$", "") + " %";
  }

  /// A count with its thousands set apart.
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// A number of things, with the right word: `1 feature`, `3 features`.
  static String things(long count, String one) {
    return count(count) + " " + (count == 1 ? one : one + "s");
  }

  private static String trimmed(String exponent) {
    return exponent.replaceFirst("\\.?0*e", "e").replaceFirst("e\\+?(-?)0*(\\d)", "e$1$2");
  }

  private static String infinite(double value) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    return value > 0 ? "∞" : "−∞";
  }
}
