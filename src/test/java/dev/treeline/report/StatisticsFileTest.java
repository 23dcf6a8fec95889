package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.treeline.drift.ColumnStatistics;
import dev.treeline.drift.Constraints;
import dev.treeline.drift.Statistics;
import dev.treeline.sketch.ColumnSketch;
import dev.treeline.sketch.Tally;
import dev.treeline.sketch.ValueType;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsFileTest {
  private static final Pattern DEVIATION = Pattern.compile("\"std_dev\" : ([^,]+),");

  /// The real analyzer's input, counted by us.
  private static Statistics ofRealTable() throws IOException {
    List<String> lines = Fixtures.text("data_quality/baseline_dataset.csv").lines().toList();
    List<ColumnSketch> columns = Stream.generate(ColumnSketch::forBaseline).limit(6).toList();
    for (String line : lines) {
      String[] cells = line.split(",", -1);
      for (int i = 0; i < cells.length; i++) {
        columns.get(i).addNumber(Double.parseDouble(cells[i]), false);
      }
    }
    List<String> names = IntStream.range(0, 6).mapToObj(i -> "_c" + i).toList();
    return Statistics.of(lines.size(), names, columns);
  }

  @Test
  void realTableGivesTheRealFileByteForByteExceptRoundedDeviations() throws IOException {
    String expected = Fixtures.text("data_quality/statistics.json");
    String written = StatisticsFile.write(ofRealTable());

    assertThat(DEVIATION.matcher(written).replaceAll("S"))
        .isEqualTo(DEVIATION.matcher(expected).replaceAll("S"));
  }

  @Test
  void deviationsOfTheRealFileAgreeToFifteenDigits() throws IOException {
    Matcher expected = DEVIATION.matcher(Fixtures.text("data_quality/statistics.json"));
    Matcher written = DEVIATION.matcher(StatisticsFile.write(ofRealTable()));

    int compared = 0;
    while (expected.find() && written.find()) {
      double truth = Double.parseDouble(expected.group(1));
      assertThat(Double.parseDouble(written.group(1))).isCloseTo(truth, within(truth * 1e-15));
      compared++;
    }
    assertThat(compared).isEqualTo(6);
  }

  @Test
  void realFileReadsAndWritesBackToItself() throws IOException {
    String text = Fixtures.text("data_quality/statistics.json");

    assertThat(StatisticsFile.write(StatisticsFile.read(text))).isEqualTo(text);
  }

  @Test
  void realTableSuggestsTheRealConstraints() throws IOException {
    assertThat(ConstraintsFile.write(Constraints.suggest(ofRealTable())))
        .isEqualTo(Fixtures.text("data_quality/constraints.json"));
  }

  @Test
  void handTrimmedStringColumnIsRead() throws IOException {
    Statistics statistics = StatisticsFile.read(Fixtures.text("legacy/statistics.json"));

    assertThat(statistics.rows()).isEqualTo(418);
    ColumnStatistics.Text message = (ColumnStatistics.Text) statistics.columns().getFirst();
    assertThat(message.type()).isEqualTo(ValueType.STRING);
    assertThat(message.distinct()).isEqualTo(1);
    assertThat(message.categories())
        .singleElement()
        .satisfies(c -> assertThat(c.count()).isEqualTo(418));
  }

  @Test
  void newerAndUnknownKeysArePassedOver() {
    Statistics statistics =
        StatisticsFile.read(
            """
            {"version": 0.0, "extra": [1], "dataset": {"item_count": 4}, "features": [
             {"name": "a", "inferred_type": "Integral", "numerical_statistics": {
               "common": {"num_present": 3, "num_missing": 1}, "mean": 2.0, "sum": 6.0,
               "std_dev": 0.5, "min": 1.0, "max": 3.0, "approximate_num_distinct_values": 3,
               "completeness": 0.75}},
             {"name": "b", "inferred_type": "Unknown"}]}
            """);

    ColumnStatistics.Numeric a = (ColumnStatistics.Numeric) statistics.columns().getFirst();
    assertThat(a.tally()).isEqualTo(new Tally(1, 3, 0, 0));
    assertThat(a.distinct()).isEqualTo(3);
    assertThat(a.buckets()).isEmpty();
    assertThat(a.sketch().count()).isZero();
    assertThat(statistics.columns().getLast().tally()).isEqualTo(Tally.EMPTY);
  }

  @Test
  void columnWithoutFiniteNumbersWritesNanAsTextAndReadsBack() {
    ColumnSketch column = ColumnSketch.forWindow();
    column.addNumber(Double.POSITIVE_INFINITY, false);
    String text = StatisticsFile.write(Statistics.of(1, List.of("x"), List.of(column)));

    assertThat(text).contains("\"mean\" : \"NaN\"");
    assertThat(StatisticsFile.write(StatisticsFile.read(text))).isEqualTo(text);
  }

  @Test
  void textColumnReadsBackEqual() {
    ColumnSketch column = ColumnSketch.forWindow();
    List.of("TX", "CA", "TX", "<script>").forEach(column::addText);
    column.addMissing();
    Statistics statistics = Statistics.of(5, List.of("state"), List.of(column));

    assertThat(StatisticsFile.read(StatisticsFile.write(statistics))).isEqualTo(statistics);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | statistics.json $: found [], expected an object",
        "{\"features\": 3} | statistics.json $.features: found 3, expected an array",
        "{\"features\": []} | statistics.json $.dataset: found nothing",
        "{\"features\": [{\"name\": \"a\"}]} | $.features[0].inferred_type: found nothing",
        "{\"features\": [{\"name\": \"a\", \"inferred_type\": \"Date\"}]} | found \"Date\"",
        "{\"features\": [{\"name\": \"a\", \"inferred_type\": \"Integral\"}]} | numerical_statistics",
        "{\"a\": 1} x | line 1, column"
      })
  void damageIsNamedWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> StatisticsFile.read(text))
        .isInstanceOf(ReportFormatException.class)
        .hasMessageContaining(message);
  }
}
