package dev.treeline.report;

import dev.treeline.drift.Finding;
import dev.treeline.drift.QualityFinding;
import dev.treeline.drift.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A run as text for a terminal: a line of facts, a table, what failed, and the verdict last, where
/// the eye is. Captured text is shown without control characters, so that it cannot move the
/// cursor.
final class TextTable {
  private static final int LONGEST_NAME = 28;

  private TextTable() {}

  static String of(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add(facts(report));
    lines.add("");
    lines.add(row("state", "feature", "effect", "threshold", "q", "n", "why"));
    Stream.concat(
            report.findings().predictions().stream(),
            Words.worstFirst(report.findings().features()).stream())
        .map(TextTable::row)
        .forEach(lines::add);
    List<QualityFinding> failed = report.findings().violations();
    if (!failed.isEmpty()) {
      lines.add("");
      lines.add("  data checks that failed");
      failed.forEach(
          f ->
              lines.add(
                  "    "
                      + name(f.name())
                      + ": "
                      + Words.check(f.check())
                      + ": "
                      + Plain.text(Words.found(f))));
    }
    List<Violation> violations = report.sagemaker().violations();
    if (!violations.isEmpty()) {
      lines.add("");
      lines.add("  SageMaker's rules");
      violations.forEach(
          v ->
              lines.add(
                  "    "
                      + name(v.featureName())
                      + ": "
                      + v.check().label()
                      + ": "
                      + Plain.text(v.description())));
    }
    skipped(report.run(), lines);
    lines.add("");
    lines.add(Words.headline(report));
    return String.join("\n", lines) + "\n";
  }

  private static void skipped(Run run, List<String> lines) {
    if (!run.skipped().isEmpty()) {
      lines.add("");
      lines.add("  left out");
    }
    for (Skipped skipped : run.skipped()) {
      lines.add("    " + Figures.count(skipped.count()) + " " + skipped.reason());
      skipped.places().stream().limit(3).forEach(place -> lines.add("      " + Plain.text(place)));
    }
  }

  private static String facts(Report report) {
    Run run = report.run();
    String facts =
        "%s/%s  %s  %s from %s in %s"
            .formatted(
                Plain.text(run.endpoint()),
                Plain.text(run.schedule()),
                Words.window(run.window()),
                Figures.things(report.findings().rows(), "row"),
                Figures.things(run.lines(), "line"),
                Figures.things(run.files(), "file"));
    return run.duplicates() == 0
        ? facts
        : facts + ", " + Figures.things(run.duplicates(), "duplicate") + " passed over";
  }

  private static String row(Finding finding) {
    return row(
        Words.state(finding.state()),
        name(finding.name()),
        Figures.effect(finding.effect()),
        Figures.effect(finding.threshold()),
        Figures.chance(finding.q()),
        Figures.count(finding.n()),
        Plain.text(finding.reason()));
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "  %-15s  %-28s  %7s  %9s  %7s  %9s  %s", cells)
        .stripTrailing();
  }

  private static String name(String name) {
    String plain = Plain.text(name);
    return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME - 1) + "…";
  }
}
