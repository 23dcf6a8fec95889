package dev.treeline.report;

import dev.treeline.drift.Finding;
import dev.treeline.drift.LimitFinding;
import dev.treeline.drift.QualityFinding;
import dev.treeline.drift.State;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The sentences that the page and the terminal share.
final class Words {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int EXAMPLES = 3;
  private static final int LONGEST = 40;

  private Words() {}

  /// The state as a reader sees it.
  static String state(State state) {
    return switch (state) {
      case STABLE -> "stable";
      case DRIFTED -> "drifted";
      case INSUFFICIENT -> "too little data";
      case VARIABLE -> "too variable";
    };
  }

  /// A model version as a reader sees it; untrusted text.
  static String version(String name) {
    return name.isEmpty() ? "unknown" : cut(name);
  }

  /// A feature or an output as a reader sees it: with the model version where each is judged by
  /// itself; untrusted text.
  static String name(Finding finding, Report report) {
    return isOfOneOfSeveral(finding, report)
        ? finding.name() + ", model " + version(finding.modelVersion())
        : finding.name();
  }

  static boolean isOfOneOfSeveral(Finding finding, Report report) {
    return report.findings().isSplit() && report.findings().predictions().contains(finding);
  }

  /// What failed, in words.
  static String check(QualityFinding.Check check) {
    return switch (check) {
      case MISSING -> "missing values";
      case OUT_OF_RANGE -> "out of range";
      case NEGATIVE -> "negative values";
      case UNSEEN -> "unseen values";
      case TYPE -> "wrong type";
      case ALL_MISSING -> "no value at all";
      case CONSTANT -> "one value only";
    };
  }

  /// What a failed check found, with a few of the values concerned; untrusted text.
  static String found(QualityFinding check) {
    String values =
        check.examples().stream()
            .limit(EXAMPLES)
            .map(e -> "“" + cut(e.value()) + "” × " + Figures.count(e.count()))
            .collect(Collectors.joining(", "));
    return values.isEmpty() ? check.reason() : check.reason() + "; among them " + values;
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  /// The window, to the minute.
  static String window(Window window) {
    if (!window.hasFrom() && !window.hasTo()) {
      return "all time";
    }
    String from = window.hasFrom() ? MINUTE.format(window.from()) : "the first line";
    String to = window.hasTo() ? MINUTE.format(window.to()) : "the last line";
    return from + " to " + to + " UTC";
  }

  /// The verdict in one line.
  static String headline(Report report) {
    long drifted = report.findings().drifted().size();
    long features = report.findings().features().size();
    long quality = report.findings().violations().size();
    String checks = quality == 0 ? "" : Figures.things(quality, "data check") + " failed";
    Coverage coverage = Coverage.of(report);
    String first =
        switch (report.findings().state()) {
          case DRIFTED -> drifted(drifted, features, prediction(report)) + unless(coverage);
          case STABLE ->
              coverage.isWhole()
                  ? "Stable: nothing moved more than the training data itself does"
                  : "Stable as far as this window tells" + unless(coverage);
          case INSUFFICIENT -> insufficient(report);
          case VARIABLE -> "Too variable for a verdict at this window length";
        };
    return Stream.of(first, checks, limits(report), quiet(report))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /// Whether something is wrong that no distribution shows: captures are lost, a limit is broken.
  static boolean isBeyondDrift(Report report) {
    return !limits(report).isEmpty();
  }

  private static String limits(Report report) {
    long broken = report.limits().stream().filter(LimitFinding::violated).count();
    String limits = broken == 0 ? "" : Figures.things(broken, "limit") + " of yours broken";
    String lost = report.dataLoss().violated() ? "captured data lost" : "";
    return limits.isEmpty() || lost.isEmpty() ? limits + lost : limits + "; " + lost;
  }

  /// Drifted columns of which the alarm says nothing.
  private static String quiet(Report report) {
    List<String> quiet =
        Stream.concat(
                report.findings().drifted().stream(), report.findings().predictions().stream())
            .filter(f -> f.state() == State.DRIFTED && !report.alarm().hears(f.name()))
            .map(f -> name(f, report))
            .distinct()
            .toList();
    return quiet.isEmpty() ? "" : "no alarm for " + Advice.names(quiet);
  }

  private static String insufficient(Report report) {
    String rows = Figures.things(report.findings().rows(), "row");
    List<String> lost = report.findings().lost().stream().map(f -> name(f, report)).toList();
    return lost.isEmpty()
        ? "Too little data for a verdict: " + rows
        : "No verdict: not one value of " + Advice.names(lost) + " in " + rows;
  }

  private static String unless(Coverage coverage) {
    return coverage.isWhole() ? "" : "; " + coverage.text();
  }

  /// The prediction that drifted, by the models that gave it where each is judged; empty when none
  /// did.
  private static String prediction(Report report) {
    List<String> versions =
        report.findings().predictions().stream()
            .filter(f -> f.state() == State.DRIFTED)
            .map(f -> "model " + version(f.modelVersion()))
            .distinct()
            .toList();
    if (versions.isEmpty()) {
      return "";
    }
    return report.findings().isSplit()
        ? "the prediction of " + Advice.names(versions)
        : "the prediction";
  }

  private static String drifted(long drifted, long features, String prediction) {
    String inputs = drifted + " of " + Figures.things(features, "feature");
    if (prediction.isEmpty()) {
      return "Drifted: " + inputs;
    }
    return drifted == 0
        ? "Drifted: " + prediction + ", but no feature"
        : "Drifted: " + inputs + " and " + prediction;
  }

  /// Findings in the order in which a reader wants them: drifted first, then by how near they came
  /// to their threshold.
  static List<Finding> worstFirst(List<Finding> findings) {
    return findings.stream()
        .sorted(
            Comparator.comparingInt((Finding f) -> rank(f.state()))
                .thenComparing(Comparator.comparingDouble(Words::score).reversed()))
        .toList();
  }

  private static int rank(State state) {
    return switch (state) {
      case DRIFTED -> 0;
      case VARIABLE -> 1;
      case INSUFFICIENT -> 2;
      case STABLE -> 3;
    };
  }

  private static double score(Finding finding) {
    double score = finding.effect() / finding.threshold();
    return Double.isNaN(score) ? -1 : score;
  }
}
