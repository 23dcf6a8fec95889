package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Lines of metrics against the rules of CloudWatch's embedded metric format, in our own words: its
/// specification lists members, lengths and units.
class EmfLinesTest {
  private static final Instant NOW = Instant.parse("2026-02-01T00:20:00Z");
  private static final Set<String> UNITS = Set.of("Count", "None", "Percent", "Seconds");

  private static List<String> lines(List<Metric> metrics) {
    return EmfLine.lines("Treeline", "iris", "drift", NOW, metrics);
  }

  /// Checks one line by the specification.
  ///
  /// @return names of its metrics
  private static Set<String> valid(String line) throws IOException {
    assertThat(line.length()).isLessThan(256 * 1024);
    JsonNode root = new ObjectMapper().readTree(line);
    JsonNode aws = root.path("_aws");
    assertThat(aws.path("Timestamp").isIntegralNumber()).isTrue();
    assertThat(aws.path("CloudWatchMetrics").size()).isEqualTo(1);
    JsonNode directive = aws.path("CloudWatchMetrics").get(0);
    assertThat(directive.path("Namespace").textValue()).matches("[ -~]{1,1024}");
    JsonNode dimensions = directive.path("Dimensions");
    assertThat(dimensions.size()).isBetween(1, 30);
    for (JsonNode set : dimensions) {
      assertThat(set.size()).isBetween(1, 30);
      set.forEach(
          name -> assertThat(root.path(name.textValue()).textValue()).matches("[ -~]{1,1024}"));
    }
    Set<String> names = new HashSet<>();
    assertThat(directive.path("Metrics").size()).isBetween(1, 100);
    for (JsonNode metric : directive.path("Metrics")) {
      String name = metric.path("Name").textValue();
      assertThat(name).matches("[ -~]{1,1024}");
      assertThat(names.add(name)).as("%s once", name).isTrue();
      assertThat(UNITS).contains(metric.path("Unit").textValue());
      assertThat(root.path(name).isNumber()).isTrue();
      assertThat(Math.abs(root.path(name).doubleValue())).isLessThan(0x1p360);
    }
    return names;
  }

  @Test
  void everyHundredMetricsAreALine() throws IOException {
    List<Metric> metrics = new ArrayList<>();
    IntStream.range(0, 250).forEach(i -> metrics.add(new Metric("m" + i, "Count", i)));
    metrics.add(7, new Metric("none", "None", Double.NaN));

    List<String> lines = lines(metrics);

    assertThat(lines).hasSize(3);
    Set<String> all = new HashSet<>();
    for (String line : lines) {
      all.addAll(valid(line));
    }
    assertThat(all).hasSize(250).doesNotContain("none");
  }

  @Test
  void nothingToSayIsNoLine() {
    assertThat(lines(List.of())).isEmpty();
    assertThat(lines(List.of(new Metric("x", "None", Double.POSITIVE_INFINITY)))).isEmpty();
  }

  @Test
  void aggregatesOfARunAreOneValidLine() throws IOException {
    Report report = Samples.report(900, Samples.Fault.SEVERAL);
    List<String> lines = lines(Metrics.of(report, NOW));

    assertThat(lines).hasSize(1);
    assertThat(valid(lines.getFirst()))
        .contains("DriftedFeatures", "MaxDriftScore", "RowsAnalyzed", "MonitorLagSeconds")
        .hasSizeBetween(9, 13);
  }

  @Test
  void sageMakersMetricsAreOfTheNamedAndOfThoseThatDriftedFurthest() throws IOException {
    Report report = Samples.report(900, Samples.Fault.SEVERAL);
    var named = new SageMakerMetrics.Choice(Set.of("hour"), 1);

    List<Metric> metrics = SageMakerMetrics.of(report, named);

    assertThat(metrics)
        .extracting(Metric::name)
        .containsExactlyInAnyOrder(
            "feature_baseline_drift_hour",
            "feature_non_null_hour",
            "feature_baseline_drift_distance",
            "feature_non_null_distance");
    assertThat(metrics)
        .filteredOn(m -> m.name().equals("feature_baseline_drift_distance"))
        .allMatch(m -> m.value() > 0.1);
    valid(lines(metrics).getFirst());
  }

  @Test
  void featureThatNoMetricCanBeNamedAfterIsLeftOut() {
    Report report = HostileSample.report();
    Set<String> all = Set.copyOf(HostileSample.TEXTS);

    List<Metric> metrics = SageMakerMetrics.of(report, new SageMakerMetrics.Choice(all, 9));

    assertThat(metrics).isNotEmpty().allMatch(m -> m.name().matches("[ -~]{1,1024}"));
    assertThat(lines(metrics)).allMatch(line -> !line.contains("\n"));
  }
}
