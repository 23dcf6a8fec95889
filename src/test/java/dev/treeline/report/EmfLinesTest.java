package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Lines of metrics against the rules of CloudWatch's embedded metric format, in our own words: its
/// specification lists members, lengths and units, of which `emf.schema.json` holds most.
class EmfLinesTest {
  private static final Instant NOW = Instant.parse("2026-02-01T00:20:00Z");
  private static final JsonSchema SCHEMA =
      JsonSchema.of(Path.of("src/test/resources/report/emf.schema.json"));

  private static List<String> lines(List<Metric> metrics) {
    return new EmfLine("Treeline", "iris", "drift", NOW).lines(metrics);
  }

  /// Checks one line by the specification, of which `emf.schema.json` is what a schema can say.
  ///
  /// @return names of its metrics
  private static Set<String> valid(String line) throws IOException {
    assertThat(line.length()).isLessThan(256 * 1024);
    JsonNode root = new ObjectMapper().readTree(line);
    assertThat(SCHEMA.problems(root)).isEmpty();
    JsonNode directive = root.at("/_aws/CloudWatchMetrics/0");
    for (JsonNode set : directive.path("Dimensions")) {
      set.forEach(
          name -> assertThat(SCHEMA.problems("dimension", root.path(name.textValue()))).isEmpty());
    }
    Set<String> names = new HashSet<>();
    for (JsonNode metric : directive.path("Metrics")) {
      String name = metric.path("Name").textValue();
      assertThat(names.add(name)).as("%s once", name).isTrue();
      assertThat(SCHEMA.problems("value", root.path(name))).as(name).isEmpty();
    }
    return names;
  }

  @Test
  void schemaSeesEachKindOfFault() throws IOException {
    String line = lines(List.of(new Metric("m", "Count", 1))).getFirst();

    assertThat(SCHEMA.problems(line)).isEmpty();
    assertThat(SCHEMA.problems(line.replace("\"Timestamp\":", "\"Time\":")))
        .contains("$._aws.Timestamp is absent");
    assertThat(SCHEMA.problems(line.replace("Count", "Counts"))).hasSize(1);
    assertThat(SCHEMA.problems(line.replace("\"Treeline\"", "\"\""))).hasSize(1);
    assertThat(SCHEMA.problems(line.replace("{\"Name\":\"m\",\"Unit\":\"Count\"}", "")))
        .containsExactly("$._aws.CloudWatchMetrics[0].Metrics has 0 elements");
    JsonNode text = new ObjectMapper().readTree("\"1\"");
    assertThat(SCHEMA.problems("value", text)).isNotEmpty();
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
    List<Spread> spreads = SageMakerMetrics.spreads(report, named);
    assertThat(spreads)
        .extracting(Spread::name)
        .containsExactly("feature_data_distance", "feature_data_hour");
    assertThat(spreads.getLast().count()).isEqualTo(900);
    assertThat(spreads.getLast().min()).isGreaterThanOrEqualTo(5);
    assertThat(new EmfLine("n", "iris", "drift", NOW).spreads(spreads))
        .singleElement()
        .satisfies(line -> assertThat(valid(line)).hasSize(2));
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
