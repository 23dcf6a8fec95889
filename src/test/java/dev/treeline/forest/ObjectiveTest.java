package dev.treeline.forest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObjectiveTest {

  @Test
  void ofEqualMarginsTheFirstClassWins() {
    assertThat(linked(Objective.SOFTMAX, 1, 3, 3, 2)).containsExactly(1);
    assertThat(linked(Objective.SOFTMAX, -0.0f, 0)).containsExactly(0);
  }

  @Test
  void probabilitiesSumToOneHoweverFarTheMargins() {
    assertThat(linked(Objective.SOFTPROB, 1000, 1000, -1000)).containsExactly(0.5f, 0.5f, 0);
  }

  @Test
  void aSteepMarginIsACertainProbability() {
    assertThat(linked(Objective.LOGISTIC, 1000)).containsExactly(1);
    assertThat(linked(Objective.LOGISTIC, -1000)[0]).isPositive().isLessThan(1e-38f);
    assertThat(linked(Objective.LOGISTIC, Float.NaN)).containsExactly(Float.NaN);
  }

  @Test
  void everyTargetOfALogisticModelIsItsOwnQuestion() {
    assertThat(linked(Objective.LOGISTIC, 0, 1000)).containsExactly(0.5f, 1);
  }

  private static float[] linked(Objective objective, float... margins) {
    float[] predictions = new float[objective.outputs(margins.length)];
    objective.link(margins, margins.length, predictions);
    return predictions;
  }
}
