package dev.treeline.forest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinkTest {

  @Test
  void ofEqualMarginsTheFirstClassWins() {
    assertThat(linked(Link.SOFTMAX, 1, 3, 3, 2)).containsExactly(1);
    assertThat(linked(Link.SOFTMAX, -0.0f, 0)).containsExactly(0);
  }

  @Test
  void probabilitiesSumToOneHoweverFarTheMargins() {
    assertThat(linked(Link.SOFTPROB, 1000, 1000, -1000)).containsExactly(0.5f, 0.5f, 0);
  }

  @Test
  void aSteepMarginIsACertainProbability() {
    assertThat(linked(Link.LOGISTIC, 1000)).containsExactly(1);
    assertThat(linked(Link.LOGISTIC, -1000)[0]).isPositive().isLessThan(1e-38f);
    assertThat(linked(Link.LOGISTIC, Float.NaN)).containsExactly(Float.NaN);
  }

  @Test
  void everyTargetOfALogisticModelIsItsOwnQuestion() {
    assertThat(linked(Link.LOGISTIC, 0, 1000)).containsExactly(0.5f, 1);
  }

  private static float[] linked(Link link, float... margins) {
    float[] predictions = new float[link.outputs(margins.length)];
    link.apply(margins, 0, margins.length, predictions, 0);
    return predictions;
  }
}
