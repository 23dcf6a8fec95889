package dev.treeline.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The real analyzer's output for a real table: 100 rows, 6 columns.
class SageMakerGoldenTest {
  @Test
  void columnsEqualTheRealStatistics() throws IOException {
    List<ColumnSketch> columns = columns();
    JsonNode features = json().get("features");
    assertThat(columns).hasSize(features.size());
    for (int i = 0; i < columns.size(); i++) {
      ColumnSketch column = columns.get(i);
      JsonNode golden = features.get(i).get("numerical_statistics");
      assertThat(column.type().label()).isEqualTo(features.get(i).get("inferred_type").asText());
      assertThat(column.tally().present()).isEqualTo(golden.at("/common/num_present").asLong());
      assertThat(column.tally().missing()).isEqualTo(golden.at("/common/num_missing").asLong());
      NumberSummary numbers = column.numbers();
      assertThat(numbers.mean()).isEqualTo(golden.get("mean").asDouble());
      assertThat(numbers.sum()).isEqualTo(golden.get("sum").asDouble());
      assertThat(numbers.min()).isEqualTo(golden.get("min").asDouble());
      assertThat(numbers.max()).isEqualTo(golden.get("max").asDouble());
      assertThat(numbers.deviation())
          .isCloseTo(golden.get("std_dev").asDouble(), withinPercentage(1e-13));
      assertThat(column.kll().buckets(numbers.min(), numbers.max()))
          .isEqualTo(buckets(golden.at("/distribution/kll/buckets")));
      JsonNode data = golden.at("/distribution/kll/sketch/data");
      assertThat(column.kll().data()).hasSize(data.size());
      assertThat(column.kll().data().getFirst()).isEqualTo(doubles(data.get(0)));
    }
  }

  private static List<KllSketch.Bucket> buckets(JsonNode golden) {
    var buckets = new ArrayList<KllSketch.Bucket>();
    for (JsonNode bucket : golden) {
      buckets.add(
          new KllSketch.Bucket(
              bucket.get("lower_bound").asDouble(),
              bucket.get("upper_bound").asDouble(),
              bucket.get("count").asLong()));
    }
    return buckets;
  }

  private static double[] doubles(JsonNode array) {
    double[] doubles = new double[array.size()];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = array.get(i).asDouble();
    }
    return doubles;
  }

  private static List<ColumnSketch> columns() throws IOException {
    var columns = new ArrayList<ColumnSketch>();
    try (InputStream in = open("baseline_dataset.csv")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", 0)) {
        String[] cells = line.strip().split(",", -1);
        for (int i = 0; i < cells.length; i++) {
          if (columns.size() == i) {
            columns.add(ColumnSketch.forBaseline());
          }
          columns.get(i).addNumber(Double.parseDouble(cells[i]), !cells[i].contains("."));
        }
      }
    }
    return columns;
  }

  private static JsonNode json() throws IOException {
    try (InputStream in = open("statistics.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(SageMakerGoldenTest.class.getResourceAsStream("/sketch/" + name));
  }
}
