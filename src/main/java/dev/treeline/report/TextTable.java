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

  private final Report report;
  private final Paint paint;
  private final List<String> lines = new ArrayList<>();

  private TextTable(Report report, Paint paint) {
    this.report = report;
    this.paint = paint;
  }

  static String of(Report report, Paint paint) {
    return new TextTable(report, paint).write();
  }

  private String write() {
    lines.add(facts(report));
    lines.add("");
    String heads = row("state", "feature", "effect", "threshold", "q", "n", "why");
    lines.add(paint.head(heads));
    Stream.concat(
            report.findings().predictions().stream(),
            Words.worstFirst(report.findings().features()).stream())
        .map(this::row)
        .forEach(lines::add);
    checks();
    notes();
    violations();
    skipped(report.run());
    lines.add("");
    lines.add(verdict());
    return String.join("\n", lines) + "\n";
  }

  private String verdict() {
    String headline = Words.headline(report);
    return report.findings().violations().isEmpty() && !Words.isBeyondDrift(report)
        ? paint.of(report.findings().state(), headline)
        : paint.bad(headline);
  }

  private void checks() {
    List<QualityFinding> failed = report.findings().violations();
    if (!failed.isEmpty()) {
      lines.add("");
      lines.add(paint.head("  data checks that failed"));
    }
    for (QualityFinding f : failed) {
      String check = paint.bad(Words.check(f.check()));
      lines.add("    " + name(f.name()) + ": " + check + ": " + Plain.text(Words.found(f)));
    }
  }

  private void notes() {
    List<String> notes = Origins.notes(report);
    if (!notes.isEmpty()) {
      lines.add("");
      notes.forEach(note -> lines.add("  " + Plain.text(note)));
    }
  }

  private void violations() {
    List<Violation> violations = report.sagemaker().violations();
    if (!violations.isEmpty()) {
      lines.add("");
      lines.add(paint.head("  SageMaker's rules"));
    }
    for (Violation v : violations) {
      String found = v.check().label() + ": " + Plain.text(v.description());
      lines.add("    " + name(v.featureName()) + ": " + found);
    }
  }

  private void skipped(Run run) {
    if (!run.skipped().isEmpty()) {
      lines.add("");
      lines.add(paint.head("  left out"));
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

  private String row(Finding finding) {
    String state = Words.state(finding.state());
    String row =
        row(
            state,
            name(Words.name(finding, report)),
            Figures.effect(finding.effect()),
            Figures.effect(finding.threshold()),
            Figures.chance(finding.q()),
            Figures.count(finding.n()),
            Plain.text(finding.reason()));
    return "  " + paint.of(finding.state(), state) + row.substring(2 + state.length());
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
