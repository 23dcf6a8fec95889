package dev.treeline.drift;

import java.util.Locale;

/// Verdicts in plain words.
final class Words {
  private Words() {}

  static String reason(
      State state, Comparison comparison, double q, Threshold threshold, Drift.Judged column) {
    String effect = number(comparison.effect());
    return switch (state) {
      case INSUFFICIENT -> tooFew(comparison, column);
      case DRIFTED ->
          "effect %s is above %s, and chance explains it with q = %s"
              .formatted(effect, threshold.words(), number(q));
      case VARIABLE ->
          ("effect %s is below %s, but the training data varies so much from block to block that"
                  + " no smaller change could be told")
              .formatted(effect, threshold.words());
      case STABLE ->
          comparison.effect() > threshold.value()
              ? "effect %s is above %s, but chance may explain it: q = %s"
                  .formatted(effect, threshold.words(), number(q))
              : "effect %s is within %s".formatted(effect, threshold.words());
    };
  }

  private static String tooFew(Comparison comparison, Drift.Judged column) {
    long enough = column.rule().enough();
    long present = column.window().present();
    if (comparison.m() < Drift.ENOUGH) {
      return "the baseline has %d present values, %d are needed"
          .formatted(comparison.m(), Drift.ENOUGH);
    }
    if (comparison.n() >= enough) {
      return String.format(
          Locale.ROOT,
          "%d values that came together are worth %.1f, too few for two cells to be compared",
          comparison.n(),
          comparison.nEffective());
    }
    if (present >= enough) {
      return "%d of %d present values are known to the baseline, %d are needed"
          .formatted(comparison.n(), present, enough);
    }
    return "the window has %d present values, %d are needed".formatted(comparison.n(), enough);
  }

  /// A share as people read it: `12.3 %`.
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /// Three significant digits.
  static String number(double x) {
    return x == 0 || Math.abs(x) >= 0.001
        ? String.format(Locale.ROOT, "%.3f", x)
        : String.format(Locale.ROOT, "%.1e", x);
  }
}
