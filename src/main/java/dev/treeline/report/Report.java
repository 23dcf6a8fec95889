package dev.treeline.report;

import dev.treeline.drift.Constraints;
import dev.treeline.drift.DataLoss;
import dev.treeline.drift.Finding;
import dev.treeline.drift.Findings;
import dev.treeline.drift.LimitFinding;
import dev.treeline.drift.Profile;
import dev.treeline.drift.SageMakerCheck;
import dev.treeline.drift.State;
import dev.treeline.drift.Statistics;
import dev.treeline.drift.WindowCounts;
import java.util.List;

/// Everything that one run of the monitor found, ready to be written in any form.
///
/// Nothing in it comes from a clock: the same captures and the same baseline give the same bytes.
///
/// @param run what was looked at
/// @param profile the baseline
/// @param counts the window in the baseline's cells
/// @param findings Treeline's verdict
/// @param statistics the window in SageMaker's terms
/// @param constraints what SageMaker's rules compare it with
/// @param sagemaker the verdict of SageMaker's rules
/// @param alarm what counts for [#violations()]
/// @param limits what users set limits for
/// @param dataLoss whether as much was captured as should have been
/// @param origins who answered
public record Report(
    Run run,
    Profile profile,
    WindowCounts counts,
    Findings findings,
    Statistics statistics,
    Constraints constraints,
    SageMakerCheck sagemaker,
    Alarm alarm,
    List<LimitFinding> limits,
    DataLoss dataLoss,
    Origins origins) {
  /// Keeps the list.
  public Report {
    limits = List.copyOf(limits);
  }

  /// A report for which nobody decided anything, and that knows of no invocations.
  ///
  /// @param rule whose verdict counts
  public Report(
      Run run,
      Profile profile,
      WindowCounts counts,
      Findings findings,
      Statistics statistics,
      Constraints constraints,
      SageMakerCheck sagemaker,
      Rule rule) {
    this(
        run,
        profile,
        counts,
        findings,
        statistics,
        constraints,
        sagemaker,
        Alarm.by(rule),
        List.of(),
        DataLoss.NOT_JUDGED,
        Origins.NONE);
  }

  /// Whose rules say that something has changed.
  public enum Rule {
    /// Effect, threshold and significance, and the checks of data quality.
    TREELINE("treeline"),
    /// The constraints of `constraints.json`.
    SAGEMAKER("sagemaker");

    private final String label;

    Rule(String label) {
      this.label = label;
    }

    /// The word in `report.json` and in `TREELINE_VERDICT`.
    public String label() {
      return label;
    }
  }

  /// Whose verdict counts.
  public Rule rule() {
    return alarm.rule();
  }

  /// What the exit status and the alarm go by: for Treeline, drifted features and outputs, failed
  /// checks, broken limits and lost data; for SageMaker, the entries of
  /// `constraint_violations.json`. Columns whose change was accepted, and those that users only
  /// want to be warned of, are left out.
  public long violations() {
    return switch (rule()) {
      case TREELINE -> driftViolations() + heardChecks() + (dataLoss.violated() ? 1 : 0);
      case SAGEMAKER -> driftViolations();
    };
  }

  /// Those of the [#violations()] that say that the data are others than the training data: for
  /// Treeline drifted features and outputs and broken limits, for SageMaker all.
  public long driftViolations() {
    return switch (rule()) {
      case TREELINE ->
          heardOutputs()
              + heardDrifted().size()
              + limits.stream().filter(l -> l.violated() && alarm.hears(l.name())).count();
      case SAGEMAKER ->
          sagemaker.violations().stream().filter(v -> alarm.hears(v.featureName())).count();
    };
  }

  /// The drifted features that the alarm goes by.
  public List<Finding> heardDrifted() {
    return findings.drifted().stream().filter(f -> alarm.hears(f.name())).toList();
  }

  /// How many failed checks of data quality the alarm goes by.
  public long heardChecks() {
    return findings.violations().stream().filter(check -> alarm.hears(check.name())).count();
  }

  private long heardOutputs() {
    return findings.predictions().stream()
        .filter(f -> f.state() == State.DRIFTED && alarm.hears(f.name()))
        .count();
  }

  /// Outputs of the model that drifted.
  public long driftedOutputs() {
    return findings.predictions().stream().filter(f -> f.state() == State.DRIFTED).count();
  }

  /// `report.json`.
  public String json() {
    return ReportFile.write(this);
  }

  /// `report.html` of a run of which nothing else is known.
  public String html() {
    return html(Background.NONE);
  }

  /// `report.html`.
  ///
  /// @param background what the page shows beside this run; of its history only what was before
  public String html(Background background) {
    return Html.of(PageWriter.page(this, background));
  }

  /// A table for a terminal, without colour; every line ends in `\n`.
  public String table() {
    return TextTable.of(this, Paint.NONE);
  }

  /// The same table with the colours that every terminal has.
  public String coloured() {
    return TextTable.of(this, Paint.ANSI);
  }
}
