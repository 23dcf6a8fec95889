package dev.treeline.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GaussLegendreTest {

  @Test
  void fewPointsIntegrateLongPathsAsWell() {
    for (int features : new int[] {1, 4, 7, 24, 30, 50, 120, 400, 1000, 5000}) {
      var rule = new GaussLegendre(GaussLegendre.count(features));
      for (int a = 0; a < features; a = a < 40 ? a + 1 : a + a / 16) {
        int b = features - 1 - a;
        double sum = 0;
        double exact = 1.0 / features; // B(a+1, b+1), built up factor by factor
        for (int i = 1; i <= b; i++) {
          exact *= (double) i / (a + i);
        }
        for (int k = 0; k < rule.points.length; k++) {
          double t = rule.points[k];
          sum += rule.weights[k] * Math.pow(t, a) * Math.pow(1 - t, b);
        }
        assertThat(sum).as("t^%d (1-t)^%d", a, b).isCloseTo(exact, within(1e-12));
      }
    }
  }
}
