package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.drift.Finding;
import dev.treeline.drift.Findings;
import dev.treeline.drift.State;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {
  /// A quiet window whose findings get these states, features first, in order.
  private static Report report(State... states) {
    return report(6000, states);
  }

  /// @param baselineRows what the baseline has of each
  private static Report report(long baselineRows, State... states) {
    Report quiet = Samples.report(900, Samples.Fault.NONE);
    Findings findings = quiet.findings();
    List<Finding> all = new ArrayList<>();
    Stream.concat(findings.features().stream(), findings.predictions().stream())
        .forEach(f -> all.add(with(f, baselineRows, states[all.size()])));
    int features = findings.features().size();
    return new Report(
        quiet.run(),
        quiet.profile(),
        quiet.counts(),
        new Findings(
            findings.rows(),
            findings.bodies(),
            all.subList(0, features),
            all.subList(features, all.size()),
            findings.quality()),
        quiet.statistics(),
        quiet.constraints(),
        quiet.sagemaker(),
        quiet.rule());
  }

  private static Finding with(Finding f, long baselineRows, State state) {
    return new Finding(
        f.name(),
        f.type(),
        f.test(),
        state,
        f.effect(),
        f.cap(),
        f.threshold(),
        f.thresholdBlock(),
        f.statistic(),
        f.p(),
        f.q(),
        f.n(),
        f.nEffective(),
        baselineRows,
        f.cells(),
        f.measures(),
        f.reason(),
        f.modelVersion());
  }

  private static final State S = State.STABLE;
  private static final State V = State.VARIABLE;
  private static final State I = State.INSUFFICIENT;
  private static final State D = State.DRIFTED;

  @Test
  void windowInWhichAllWasJudgedHasNothingToDo() {
    Report report = report(S, S, S, S, S, S, S);

    assertThat(Words.headline(report))
        .isEqualTo("Stable: nothing moved more than the training data itself does");
    assertThat(Advice.of(report)).containsExactly("Nothing to do.");
  }

  @Test
  void tooLittleDataForSomeIsSaidInTheHeadlineAndLeavesSomethingToDo() {
    Report report = report(S, I, S, V, S, I, S);

    assertThat(Words.headline(report))
        .isEqualTo(
            "Stable as far as this window tells; 4 of 7 judged; 1 too variable, 2 too little"
                + " data");
    assertThat(report.table()).endsWith(Words.headline(report) + "\n");
    assertThat(Advice.of(report))
        .doesNotContain("Nothing to do.")
        .first()
        .asString()
        .startsWith("Too little data to tell whether carrier, score moved");
  }

  @Test
  void tooVariableFeaturesAreNamedBesideNothingToDo() {
    Report report = report(V, S, S, S, S, S, S);

    assertThat(Words.headline(report))
        .isEqualTo("Stable as far as this window tells; 6 of 7 judged; 1 too variable");
    assertThat(Advice.of(report))
        .hasSize(2)
        .contains("Nothing to do.")
        .last()
        .asString()
        .startsWith("Whether distance moved cannot be told");
  }

  @Test
  void tooFewRequestsAreWaitedForAndTooSmallABaselineIsNot() {
    assertThat(Advice.of(report(200, I, I, I, I, I, I, I)))
        .first()
        .asString()
        .endsWith("choose a longer window, or wait for more requests.");
    assertThat(Advice.of(report(199, I, I, I, I, I, I, I)))
        .first()
        .asString()
        .endsWith("make one from more rows; more requests do not help.");
  }

  @Test
  void driftDoesNotHideWhatCouldNotBeJudged() {
    assertThat(Words.headline(report(D, S, I, S, S, S, S)))
        .isEqualTo("Drifted: 1 of 5 features; 6 of 7 judged; 1 too little data");
  }

  @Test
  void skippedTextIsOneLineWithoutControlCharacters() {
    Skipped skipped =
        new Skipped("input cannot be decoded", 2, List.of("a\u001b[31m\nb\u2028\u202ec", "d"));

    assertThat(skipped.text()).isEqualTo("2 × input cannot be decoded, first in a [31m b  c");
    assertThat(new Skipped("line holds no input", 1, List.of()).text())
        .isEqualTo("1 × line holds no input");
  }
}
