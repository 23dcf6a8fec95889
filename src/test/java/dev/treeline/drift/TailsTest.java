package dev.treeline.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.treeline.sketch.Intervals;
import dev.treeline.sketch.Values;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Tails, tables and distances against SciPy; the recipe is `src/test/python/drift/goldens.py`.
class TailsTest {
  private static final JsonNode SCIPY = Resources.json("treeline.scipy", "scipy.json");
  private static final JsonNode GOLDEN = Resources.json("golden_computed.json");

  @Test
  void kolmogorovEqualsScipyOnEveryBranch() {
    for (JsonNode one : SCIPY.get("kolmogorov")) {
      double d = one.get(0).asDouble();
      long n = one.get(1).asLong();
      double golden = one.get(2).asDouble();
      double p = Kolmogorov.survival(d, n);
      double leftOutByScipy = n > 100_000 ? 2 * Math.exp(-8 * n * d * d) : 0;
      assertThat(p).as("d %s, n %d", d, n).isCloseTo(golden, within(5e-10 + leftOutByScipy));
      assertThat(p).as("d %s, n %d", d, n).isCloseTo(golden, within(5e-4 * golden + 1e-300));
    }
  }

  @Test
  void kolmogorovEqualsTheSharedGoldens() {
    GOLDEN
        .get("kstwo_sf(D,n) exact one-sample two-sided, used with n=round(nm/(n+m))")
        .properties()
        .forEach(
            one -> {
              String[] key = one.getKey().split(",", -1);
              double p = Kolmogorov.survival(Double.parseDouble(key[0]), Long.parseLong(key[1]));
              assertThat(p).as(one.getKey()).isCloseTo(one.getValue().asDouble(), within(1e-11));
            });
  }

  @Test
  void chiSquareTailEqualsScipy() {
    for (Map.Entry<String, JsonNode> one : GOLDEN.get("chi2_sf(x,df)").properties()) {
      String[] key = one.getKey().split(",", -1);
      double p = Comparison.chiSquareTail(Double.parseDouble(key[0]), Integer.parseInt(key[1]));
      assertThat(p).as(one.getKey()).isCloseTo(one.getValue().asDouble(), withinPercentage(1e-9));
    }
  }

  @Test
  void twoSamplesInTheirOwnCellsEqualScipy() {
    for (JsonNode one : SCIPY.get("two_samples")) {
      double[] window = Resources.doubles(one.get("window"));
      double[] baseline = Resources.doubles(one.get("baseline"));
      double[] cuts =
          Arrays.stream(new double[][] {window, baseline, {-99}})
              .flatMapToDouble(Arrays::stream)
              .map(x -> x + 0.0) // -0.0 and 0.0 are one cut
              .sorted()
              .distinct()
              .toArray();
      var intervals = Intervals.of(cuts);
      Comparison comparison =
          Comparison.of(
              intervals,
              count(intervals, window),
              count(intervals, baseline),
              Comparison.Design.NONE);
      double d = one.get("d").asDouble();
      double size = (double) window.length * baseline.length / (window.length + baseline.length);
      assertThat(comparison.statistic()).isCloseTo(d, within(1e-15));
      assertThat(comparison.p()).isCloseTo(one.get("p").asDouble(), within(1e-11));
      assertThat(comparison.effect())
          .isCloseTo(Math.sqrt(Math.max(0, d * d - Math.PI * Math.PI / 12 / size)), within(1e-14));
    }
  }

  @Test
  void tablesEqualScipy() {
    for (JsonNode one : SCIPY.get("tables")) {
      long[] window = Resources.longs(one.get("window"));
      long[] baseline = Resources.longs(one.get("baseline"));
      var values = Values.ofNumbers(IntStream.range(0, window.length).asDoubleStream().toArray());
      Comparison comparison = Comparison.of(values, window, baseline, Comparison.Design.NONE);
      assertThat(comparison.cells()).isEqualTo(one.get("df").asInt() + 1);
      assertThat(comparison.statistic())
          .isCloseTo(one.get("chi2").asDouble(), withinPercentage(1e-11));
      assertThat(comparison.p()).isCloseTo(one.get("p").asDouble(), withinPercentage(1e-8));
      assertThat(comparison.effect()).isCloseTo(one.get("effect").asDouble(), within(1e-13));
      double[] p = Distances.shares(Arrays.stream(baseline).asDoubleStream().toArray());
      double[] q = Distances.shares(Arrays.stream(window).asDoubleStream().toArray());
      assertThat(Distances.jensenShannon(p, q)).isCloseTo(one.get("js").asDouble(), within(1e-14));
      assertThat(Distances.hellinger(p, q))
          .isCloseTo(one.get("hellinger").asDouble(), within(1e-14));
      assertThat(Distances.psi(p, q)).isCloseTo(one.get("psi").asDouble(), within(1e-13));
      assertThat(Distances.largestDifference(p, q))
          .isCloseTo(one.get("linf").asDouble(), within(1e-15));
    }
  }

  @Test
  void wilsonLowerBoundEqualsScipy() {
    for (JsonNode one : SCIPY.get("wilson")) {
      double k = one.get(0).asDouble();
      double n = one.get(1).asDouble();
      assertThat(new Proportion(k / n, n).lowerBound())
          .isCloseTo(one.get(2).asDouble(), within(1e-12));
    }
  }

  @Test
  void significanceOfAShareIsTheExactBinomialTail() {
    for (double limit : new double[] {0.005, 0.01, 0.2, 0.5, 0.9}) {
      for (int n : new int[] {1, 2, 7, 40}) {
        for (int k = 1; k <= n; k++) {
          double expected = (double) k / n <= limit ? 1 : tail(k, n, limit);
          assertThat(new Proportion((double) k / n, n).p(limit))
              .as("%d of %d against %s", k, n, limit)
              .isCloseTo(expected, withinPercentage(1e-9));
        }
      }
    }
  }

  /// P(X >= k), summed term by term.
  private static double tail(int k, int n, double p) {
    double tail = 0;
    for (int x = n; x >= k; x--) {
      double term = Math.pow(p, x) * Math.pow(1 - p, n - x);
      for (int i = 1; i <= x; i++) {
        term *= (double) (n - x + i) / i;
      }
      tail += term;
    }
    return tail;
  }

  @Test
  void oneValueProvesNoMoreThanItsLimit() {
    assertThat(new Proportion(1, 1).p(0.01)).isCloseTo(0.01, within(1e-15));
  }

  @Test
  void shareOfNothingProvesNothing() {
    var nothing = new Proportion(0, 0);
    assertThat(nothing.lowerBound()).isZero();
    assertThat(nothing.p(0.01)).isEqualTo(1);
  }

  @Test
  void benjaminiHochbergEqualsScipyAndTheSharedGolden() {
    for (JsonNode one : SCIPY.get("discovery")) {
      double[] q = FalseDiscovery.adjust(Resources.doubles(one.get("p")));
      assertThat(q).containsExactly(Resources.doubles(one.get("q")), within(1e-15));
    }
    JsonNode shared = GOLDEN.get("benjamini_hochberg");
    assertThat(FalseDiscovery.adjust(Resources.doubles(shared.get("p"))))
        .containsExactly(Resources.doubles(shared.get("adjusted")), within(1e-12));
  }

  @Test
  void testsThatWereNotMadeDoNotCount() {
    assertThat(FalseDiscovery.adjust(new double[] {0.01, Double.NaN, 0.02}))
        .containsExactly(0.02, Double.NaN, 0.02);
    assertThat(FalseDiscovery.adjust(new double[0])).isEmpty();
  }

  @Test
  void halfACountMakesPsiFinite() {
    JsonNode shared = GOLDEN.get("psi_smoothing_variants");
    double[] b = Resources.doubles(shared.get("baseline"));
    double[] c = Resources.doubles(shared.get("current"));
    assertThat(Distances.psiOfCounts(b, c))
        .isCloseTo(shared.get("jeffreys_half_count").asDouble(), within(1e-15));
    double[] p = Distances.shares(b);
    double[] q = Distances.shares(c);
    assertThat(Distances.psi(p, q)).isInfinite();
    assertThat(Math.sqrt(Distances.jensenShannon(p, q)))
        .isCloseTo(shared.get("js_distance_base2").asDouble(), within(1e-15));
    assertThat(Distances.hellinger(p, q))
        .isCloseTo(shared.get("hellinger").asDouble(), within(1e-15));
    assertThat(Distances.largestDifference(p, q))
        .isCloseTo(shared.get("linf").asDouble(), within(1e-15));
  }

  static long[] count(Intervals intervals, double[] values) {
    long[] counts = new long[intervals.cells()];
    for (double value : values) {
      counts[intervals.cellOf(value)]++;
    }
    return counts;
  }
}
