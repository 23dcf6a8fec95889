package dev.treeline.report;

import dev.treeline.drift.Drift;
import dev.treeline.drift.Finding;
import dev.treeline.drift.LimitFinding;
import dev.treeline.drift.QualityFinding;
import dev.treeline.drift.State;
import java.util.ArrayList;
import java.util.List;

/// What to do after reading the verdict, a sentence each.
final class Advice {
  private static final int NAMED = 5;
  private static final String NOTHING = "Nothing to do.";

  private Advice() {}

  static List<String> of(Report report) {
    List<String> advice = new ArrayList<>();
    List<Finding> drifted = Words.worstFirst(report.findings().drifted());
    switch (report.findings().state()) {
      case DRIFTED -> drifted(report, drifted, advice);
      case STABLE -> stable(Coverage.of(report), advice);
      case INSUFFICIENT -> advice.add(insufficient(report));
      case VARIABLE ->
          advice.add(
              "The training data moves as much from block to block as this window does from all of"
                  + " it: choose a longer window, and blocks as long, for a verdict.");
    }
    if (!report.findings().violations().isEmpty()) {
      advice.removeIf(sentence -> sentence.equals(NOTHING));
      advice.add(
          "Look at the failed data checks first: a changed unit, a new code or a broken join"
              + " upstream shows there before it shows in the model's quality.");
    }
    report.limits().stream()
        .filter(LimitFinding::violated)
        .forEach(
            limit -> advice.add("Your limit for " + limit.name() + ": " + limit.reason() + "."));
    if (report.dataLoss().violated()) {
      advice.add("Captured data is incomplete: " + report.dataLoss().reason() + ".");
    }
    report.alarm().accepted().forEach(accepted -> advice.add(accepted(accepted)));
    hidden(report, advice);
    advice.addAll(Origins.notes(report));
    if (report.run().skippedCount() > 0) {
      advice.add(
          Figures.things(report.run().skippedCount(), "captured line or row")
                  .replace("line or rows", "lines or rows")
              + " could not be counted; the reasons and first places are under “Left out”.");
    }
    return advice;
  }

  /// How to read values that stand as tokens.
  private static void hidden(Report report, List<String> advice) {
    List<String> hidden =
        report.findings().violations().stream()
            .filter(check -> !check.examples().isEmpty())
            .map(QualityFinding::name)
            .filter(name -> !report.profile().disclosure().shows(name))
            .distinct()
            .toList();
    if (!hidden.isEmpty()) {
      advice.add(
          "Values of "
              + names(hidden)
              + " stand as tokens; a baseline made with --show and these names lets reports show"
              + " them.");
    }
  }

  private static String accepted(Accepted accepted) {
    String who = accepted.who().isEmpty() ? "" : " by " + accepted.who();
    return "A change of %s is accepted until %s%s: %s"
        .formatted(accepted.feature(), accepted.until(), who, accepted.reason());
  }

  private static String insufficient(Report report) {
    List<String> lost = report.findings().lost().stream().map(f -> Words.name(f, report)).toList();
    if (!lost.isEmpty()) {
      return "Find out why "
          + names(lost)
          + " can no longer be read from what is captured; nothing can be said of it until then.";
    }
    String needed =
        "A verdict needs " + Drift.ENOUGH + " present values of a feature on both sides: ";
    return NextVerdict.isPossible(report.findings())
        ? needed + "choose a longer window, or wait for more requests."
        : needed + "the baseline has fewer, so make one from more rows; more requests do not help.";
  }

  private static void stable(Coverage coverage, List<String> advice) {
    if (coverage.insufficient().isEmpty()) {
      advice.add(NOTHING);
    } else {
      advice.add(
          "Too little data to tell whether "
              + names(coverage.insufficient())
              + " moved: their lines below say why; a longer window may tell.");
    }
    if (!coverage.variable().isEmpty()) {
      advice.add(
          "Whether "
              + names(coverage.variable())
              + " moved cannot be told at this window length: the training data moves as much by"
              + " itself from block to block.");
    }
  }

  static String names(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more" : first;
  }

  private static void drifted(Report report, List<Finding> drifted, List<String> advice) {
    if (drifted.isEmpty()) {
      advice.add(
          "The inputs look as before, the answers do not: check which model version answered, and"
              + " whether a combination of features is new.");
      return;
    }
    advice.add(
        "Start with "
            + names(drifted.stream().map(Finding::name).toList())
            + ": find out whether the source changed (units, codes, a join) or the world did.");
    advice.add(prediction(report));
  }

  private static String prediction(Report report) {
    List<Finding> outputs = report.findings().predictions();
    if (report.driftedOutputs() > 0) {
      return "The prediction moved too, so decisions are affected now: if the change is real,"
          + " retrain on recent data and make a new baseline.";
    }
    if (!outputs.isEmpty() && outputs.stream().allMatch(o -> o.state() == State.STABLE)) {
      return "The prediction has not moved, so there is time; if the change is real and stays, make"
          + " a new baseline.";
    }
    return "Whether the prediction moved with them cannot be told from this window: look at the"
        + " model's quality; if the change is real and stays, retrain and make a new baseline.";
  }
}
