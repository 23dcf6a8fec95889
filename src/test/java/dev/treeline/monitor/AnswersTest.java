package dev.treeline.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.capture.CaptureLine.Side;
import dev.treeline.drift.Profile;
import dev.treeline.drift.ProfileBuilder;
import dev.treeline.drift.ProfileBuilder.NamedSketch;
import dev.treeline.sketch.ColumnSketch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final String JSON = "application/json";

  /// Each row as score, class and values.
  private static List<List<Object>> answers(boolean oneOutput, String type, String body)
      throws Body.Unreadable {
    return new Answers(oneOutput)
        .of(Body.of(Side.of(type, body.getBytes(StandardCharsets.UTF_8)))).stream()
            .map(
                a ->
                    List.<Object>of(
                        a.of(Outputs.SCORE),
                        a.of(Outputs.CLASS),
                        IntStream.range(0, a.width()).mapToObj(a::value).toList()))
            .toList();
  }

  private static List<Object> answer(double score, double decided, Double... values) {
    return List.of(score, decided, List.of(values));
  }

  @Test
  void repliesOfEveryShapeHoldTheirOutputs() throws Body.Unreadable {
    assertThat(answers(true, "text/csv; charset=utf-8", "0.25\n0.75\n"))
        .containsExactly(answer(0.25, 0, 0.25), answer(0.75, 1, 0.75));
    assertThat(answers(false, JSON, "{\"predictions\": [{\"score\": [0.1, 0.9]}]}"))
        .containsExactly(answer(0.9, 1, 0.1, 0.9));
    assertThat(answers(true, JSON, "{\"predictions\": [0.25, 0.5]}"))
        .containsExactly(answer(0.25, 0, 0.25), answer(0.5, 0, 0.5));
  }

  @Test
  void secondOfTwoProbabilitiesIsTheScoreOfAModelWithOneOutput() throws Body.Unreadable {
    String body = "{\"predictions\": [{\"predicted_label\": 0, \"probabilities\": [0.9, 0.1]}]}";

    assertThat(answers(true, JSON, body)).containsExactly(answer(0.1, 0, 0.1));
    assertThat(answers(false, JSON, body)).containsExactly(answer(0.9, 0, 0.9, 0.1));
    assertThat(answers(true, JSON, "[{\"raw_scores\": [0.25, 0.75]}]"))
        .containsExactly(answer(0.75, 1, 0.75));
  }

  @Test
  void probabilityOfAModelWithOneOutputIsItsScore() throws Body.Unreadable {
    assertThat(answers(true, JSON, "[{\"probability\": 0.2}]"))
        .containsExactly(answer(0.2, 0, 0.2));
  }

  @Test
  void winnersProbabilityAloneLeavesTheClassMissing() throws Body.Unreadable {
    assertThat(answers(false, JSON, "[{\"probability\": 0.7}]"))
        .containsExactly(answer(0.7, Double.NaN, 0.7));
    assertThat(answers(false, JSON, "[{\"predicted_label\": 2, \"probability\": 0.7}]"))
        .containsExactly(answer(0.7, 2, 0.7));
  }

  @Test
  void predictedLabelAloneLeavesTheScoreMissing() throws Body.Unreadable {
    assertThat(answers(true, JSON, "[{\"predicted_label\": 1}]"))
        .containsExactly(answer(Double.NaN, 1, 1.0));
    assertThat(answers(false, JSON, "[{\"predicted_label\": 2}]"))
        .containsExactly(answer(Double.NaN, 2, 2.0));
  }

  @Test
  void quotedListOfACsvReplyIsTheProbabilities() throws Body.Unreadable {
    assertThat(answers(true, "text/csv", "1,\"[0.4, 0.6]\"\n0,\"[0.9, 0.1]\""))
        .containsExactly(answer(0.6, 1, 0.6), answer(0.1, 0, 0.1));
    assertThat(answers(false, "text/csv", "1,\"[0, 1, 2]\",\"[0.2, 0.5, 0.3]\""))
        .containsExactly(answer(0.5, 1, 0.2, 0.5, 0.3));
    assertThatThrownBy(() -> answers(true, "text/csv", "1,\"[0, 1]\""))
        .isInstanceOf(Body.Unreadable.class)
        .hasMessageContaining("found text \"[0, 1]\"");
  }

  @Test
  void rowsOfOneReplyAreAsWideAsItsFirst() {
    assertThatThrownBy(() -> answers(false, JSON, "{\"predictions\": [[0.1, 0.9], [0.3]]}"))
        .isInstanceOf(Body.Unreadable.class)
        .hasMessage("output row 2: found 1 values, expected 2 as in row 1");
  }

  @Test
  void replyWithoutNumbersIsUnreadable() {
    assertThatThrownBy(() -> answers(true, "text/csv", "setosa"))
        .isInstanceOf(Body.Unreadable.class)
        .hasMessage("output row 1: found text \"setosa\", expected a number");
    assertThatThrownBy(() -> answers(true, JSON, "[{\"id\": 1}]"))
        .isInstanceOf(Body.Unreadable.class)
        .hasMessageContaining("expected one of them");
    assertThatThrownBy(() -> answers(true, "text/html", "<p>")).isInstanceOf(Body.Unreadable.class);
  }

  @Test
  void baselineShowsWhetherTheModelHasOneOutput() {
    assertThat(Answers.hasOneOutput(profile(new double[] {0.1}, new double[] {0.9}))).isTrue();
    assertThat(Answers.hasOneOutput(profile(new double[] {0.9, 0.1}, new double[] {0.4, 0.6})))
        .isFalse();
    assertThat(
            Answers.hasOneOutput(
                profile(new double[] {0.4, 0.3, 0.3}, new double[] {0.1, 0.3, 0.6})))
        .isFalse();
  }

  private static Profile profile(double[]... outputs) {
    ColumnSketch score = ColumnSketch.forBaseline();
    ColumnSketch decided = ColumnSketch.forBaseline();
    for (double[] row : outputs) {
      score.addNumber(Outputs.of(Outputs.SCORE, row), false);
      decided.addNumber(Outputs.of(Outputs.CLASS, row), true);
    }
    ProfileBuilder builder =
        ProfileBuilder.of(
            List.of(),
            List.of(
                new NamedSketch(Outputs.SCORE, score), new NamedSketch(Outputs.CLASS, decided)));
    for (int i = 0; i < outputs.length; i++) {
      builder.block(ProfileBuilder.chunk(i, outputs.length));
      builder.addPrediction(0, Outputs.of(Outputs.SCORE, outputs[i]));
      builder.addPrediction(1, Outputs.of(Outputs.CLASS, outputs[i]));
      builder.endRow();
    }
    return builder.profile("rows");
  }
}
