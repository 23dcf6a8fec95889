package dev.treeline.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.treeline.sketch.Intervals;
import dev.treeline.sketch.KllSketch;
import dev.treeline.sketch.WeightedItems;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The expectations of six other projects' test suites, `cases.json`, by kind. A kind that is not
/// listed fails; one that Treeline does not compute says so.
class PeerCasesTest {
  private static final JsonNode CASES = Resources.json("cases.json");

  /// Kinds that Treeline does not compute, so that nothing can be compared.
  private static final Set<String> NOT_COMPUTED =
      Set.of(
          // Tests and distances that it does not offer.
          "mann_whitney_u one-sided p",
          "t_test p (equal var)",
          "anderson_darling k-sample p",
          "g_test p",
          "energy_distance shift +5",
          "total variation distance (exact) ; project asserts permutation p",
          "normalized absolute difference (counts / combined total)",
          "normalized absolute difference",
          "bhattacharyya",
          "histogram intersection normalised complement = total variation",
          // Binnings of other projects: intervals are frozen here and never rebucketed.
          "jensen_shannon_divergence base 2 (NOT square-rooted), histograms rebucketed on the union"
              + " of edges with uniform spread",
          "jsd NaN-only feature against itself",
          "jsd",
          "jsd point mass vs wide bucket: a zero-width bucket is its own bucket",
          "jsd empty histogram",
          "jensen_shannon distance base 2; Doane bins on reference + overflow bin",
          // Raw W1 is not reported, only W1 over IQR/1.349 on frozen cells: DistancesTest.
          "wasserstein-1",
          "wasserstein-1 (not normalised)",
          "wasserstein-1 weighted",
          // Model quality has tests of its own; the ranks of attributions are not judged.
          "binary classification from confusion matrix rows=actual cols=predicted",
          "ndcg of baseline attributions in the live order");

  record Case(String id, String kind, JsonNode input, JsonNode expected, double tolerance) {
    @Override
    public String toString() {
      return id;
    }
  }

  static Stream<Case> cases() {
    return StreamSupport.stream(CASES.spliterator(), false)
        .map(
            one ->
                new Case(
                    one.get("id").asText(),
                    one.get("kind").asText(),
                    one.get("input"),
                    one.get("expected"),
                    one.get("abs_tol").asDouble()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void distanceEqualsThePeers(Case one) {
    switch (one.kind()) {
      case "linf_categorical_simple", "linf categorical", "linf categorical, disjoint tails" ->
          check(one, SageMakerDistance.categorical(current(one), baseline(one)));
      case "linf_categorical_robust c=1.8" -> check(one, robust(one, SageMakerDistance.ROBUST_C));
      case "linf_categorical_robust alpha=0.003" ->
          check(one, robust(one, Math.sqrt(-Math.log(0.003 / 2) / 2)));
      case "linf_numerical_simple (KS D)" ->
          check(one, SageMakerDistance.numeric(sketch(one, "current"), sketch(one, "baseline")));
      case "linf_numerical_robust c=1.8" ->
          check(
              one,
              SageMakerDistance.robust(
                  SageMakerDistance.numeric(sketch(one, "current"), sketch(one, "baseline")),
                  4,
                  4,
                  SageMakerDistance.ROBUST_C));
      case "chi_square statistic with category regrouping (expected<5 in >20% of cells -> merge two"
              + " smallest; 2 cells: <10)" ->
          check(one, SageMakerDistance.chiSquared(current(one), baseline(one)).statistic());
      case "chi_square p_value with category regrouping (expected<5 in >20% of cells -> merge two"
              + " smallest; 2 cells: <10)",
          "chi_square p (expected = baseline scaled to current n; no contingency)",
          "chi_square p, baseline doubled" ->
          check(one, SageMakerDistance.chiSquared(current(one), baseline(one)).p());
      case "psi natural log, pre-binned counts, no smoothing" ->
          check(one, Distances.psi(shares(one, "baseline_counts"), shares(one, "current_counts")));
      case "jsd categorical base 2" -> {
        double[][] both = union(one);
        check(one, Distances.jensenShannon(both[0], both[1]));
      }
      case "jensen_shannon distance base 2, quasi-continuous" -> {
        double[][] both = union(one);
        check(one, Math.sqrt(Distances.jensenShannon(both[0], both[1])));
      }
      case "hellinger categorical" -> {
        double[][] both = union(one);
        check(one, Distances.hellinger(both[0], both[1]));
      }
      case "hellinger quasi-continuous" -> {
        double[][] both = union(sameAs(one));
        check(one, Distances.hellinger(both[0], both[1]));
      }
      case "hellinger 10 equal-width bins over pooled range" -> {
        double[][] both = pooledBins(one);
        check(one, Distances.hellinger(both[0], both[1]));
      }
      case "psi 10 equal-width bins" -> {
        double[][] both = pooledBins(one);
        check(one, Distances.psi(both[0], both[1]));
      }
      case "ks_2samp asymp" -> {
        double[] baseline = Resources.column(one.input().get("baseline_file").asText());
        double[] current = Resources.column(one.input().get("current_file").asText());
        assertThat(ks(current, baseline).statistic())
            .isCloseTo(one.expected().get("D").asDouble(), within(1e-6)); // compared as float32
      }
      case "ks_2samp two-sided asymptotic (kstwo.sf(D, round(nm/(n+m))))" -> {
        double d = one.expected().get("D").asDouble();
        assertThat(Kolmogorov.twoSample(d, 10_000, 11_000))
            .isCloseTo(one.expected().get("p").asDouble(), within(1e-11));
      }
      case "ks_2samp two-sided exact" -> checkStatistic(one);
      // Other answers by decision: two empty sides have no distance (NaN), an empty bin costs half
      // a count, intervals are frozen and never rebucketed.
      case "linf both empty" ->
          assertThat(SageMakerDistance.categorical(Map.of(), Map.of())).isNaN();
      case "psi 10 equal-width bins over pooled range; empty bin -> smallest positive double" ->
          assertThat(Distances.psi(pooledBins(one)[0], pooledBins(one)[1])).isInfinite();
      default -> assertThat(NOT_COMPUTED).as(one.kind()).contains(one.kind());
    }
  }

  @Test
  void noCaseIsLeftOutInSilence() {
    assertThat(cases()).hasSize(65);
    assertThat(cases().filter(one -> NOT_COMPUTED.contains(one.kind()))).hasSize(29);
    assertThat(cases().map(Case::kind)).containsAll(NOT_COMPUTED);
  }

  private static void check(Case one, double value) {
    if (one.expected().isNull()) {
      assertThat(value).isNaN();
    } else {
      assertThat(value)
          .isCloseTo(one.expected().asDouble(), within(Math.max(1e-15, one.tolerance())));
    }
  }

  private static double robust(Case one, double c) {
    Map<String, Long> current = current(one);
    Map<String, Long> baseline = baseline(one);
    return SageMakerDistance.robust(
        SageMakerDistance.categorical(current, baseline), total(current), total(baseline), c);
  }

  private static double total(Map<String, Long> counts) {
    return counts.values().stream().mapToDouble(Long::doubleValue).sum();
  }

  private static Map<String, Long> current(Case one) {
    return counts(one.input().get("current"));
  }

  private static Map<String, Long> baseline(Case one) {
    return counts(one.input().get("baseline"));
  }

  /// Counts as they are; shares, as some suites have them, in tenths.
  private static Map<String, Long> counts(JsonNode node) {
    var counts = new LinkedHashMap<String, Long>();
    boolean areShares = node.valueStream().anyMatch(value -> value.asDouble() % 1 != 0);
    node.properties()
        .forEach(
            one ->
                counts.put(
                    one.getKey(), Math.round(one.getValue().asDouble() * (areShares ? 10 : 1))));
    return counts;
  }

  private static WeightedItems sketch(Case one, String side) {
    var sketch = new KllSketch(4, 0.64);
    for (double value : Resources.doubles(one.input().get(side))) {
      sketch.add(value);
    }
    return sketch.items();
  }

  private static double[] shares(Case one, String side) {
    return Distances.shares(Resources.doubles(one.input().get(side)));
  }

  private static Case sameAs(Case one) {
    String id = one.input().get("same_as").asText();
    return cases().filter(other -> other.id().equals(id)).findFirst().orElseThrow();
  }

  private static double[][] union(Case one) {
    Map<String, Long> baseline = baseline(one);
    Map<String, Long> current = current(one);
    var keys = new TreeSet<>(baseline.keySet());
    keys.addAll(current.keySet());
    return new double[][] {shares(keys, baseline), shares(keys, current)};
  }

  private static double[] shares(Set<String> keys, Map<String, Long> counts) {
    return Distances.shares(
        keys.stream().mapToDouble(key -> counts.getOrDefault(key, 0L)).toArray());
  }

  private static double[][] pooledBins(Case one) {
    double[] baseline = Resources.column(one.input().get("baseline_file").asText());
    double[] current = Resources.column(one.input().get("current_file").asText());
    double low = Math.min(min(baseline), min(current));
    double high = Math.max(max(baseline), max(current));
    return new double[][] {bins(baseline, low, high), bins(current, low, high)};
  }

  private static double[] bins(double[] values, double low, double high) {
    double[] bins = new double[10];
    for (double value : values) {
      bins[Math.min(9, (int) ((value - low) / (high - low) * 10))]++;
    }
    return Distances.shares(bins);
  }

  private static double min(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  private static Comparison ks(double[] current, double[] baseline) {
    double[] cuts =
        Stream.of(current, baseline, new double[] {-1e9})
            .flatMapToDouble(Arrays::stream)
            .map(x -> (float) x)
            .sorted()
            .distinct()
            .toArray();
    var intervals = Intervals.of(cuts);
    return Comparison.of(
        intervals,
        TailsTest.count(intervals, current),
        TailsTest.count(intervals, baseline),
        Comparison.Design.NONE);
  }

  /// The exact p of a small sample is not computed; D is.
  private static void checkStatistic(Case one) {
    JsonNode x = one.input().get("x");
    JsonNode y = one.input().get("y");
    if (x.isArray() && y.isArray()) {
      assertThat(ks(Resources.doubles(x), Resources.doubles(y)).statistic())
          .isCloseTo(one.expected().get("D").asDouble(), within(1e-12));
    }
  }
}
