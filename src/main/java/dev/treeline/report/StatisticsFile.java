package dev.treeline.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treeline.drift.ColumnStatistics;
import dev.treeline.drift.Statistics;
import dev.treeline.sketch.KllSketch;
import dev.treeline.sketch.Tally;
import dev.treeline.sketch.ValueCounts;
import dev.treeline.sketch.ValueType;
import java.io.IOException;
import java.util.List;

/// `statistics.json`, as SageMaker Model Monitor writes it: order of keys, layout and numbers.
///
/// `approximate_num_distinct_values` and `completeness`, which some of its versions add, are read
/// over and not written.
public final class StatisticsFile {
  /// The file's name.
  public static final String NAME = "statistics.json";

  private StatisticsFile() {}

  /// The file's text, without a line end.
  public static String write(Statistics statistics) {
    return Json.object(
        json -> {
          json.writeNumberField("version", 0.0);
          json.writeObjectFieldStart("dataset");
          json.writeNumberField("item_count", statistics.rows());
          json.writeEndObject();
          json.writeArrayFieldStart("features");
          for (ColumnStatistics column : statistics.columns()) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            json.writeStringField("inferred_type", column.type().label());
            switch (column) {
              case ColumnStatistics.Numeric numeric -> numeric(json, numeric);
              case ColumnStatistics.Text text -> text(json, text);
            }
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void common(JsonGenerator json, Tally tally) throws IOException {
    json.writeObjectFieldStart("common");
    json.writeNumberField("num_present", tally.present());
    json.writeNumberField("num_missing", tally.missing());
    json.writeEndObject();
  }

  private static void numeric(JsonGenerator json, ColumnStatistics.Numeric column)
      throws IOException {
    json.writeObjectFieldStart("numerical_statistics");
    common(json, column.tally());
    Json.number(json, "mean", column.mean());
    Json.number(json, "sum", column.sum());
    Json.number(json, "std_dev", column.deviation());
    Json.number(json, "min", column.min());
    Json.number(json, "max", column.max());
    json.writeObjectFieldStart("distribution");
    json.writeObjectFieldStart("kll");
    json.writeArrayFieldStart("buckets");
    for (KllSketch.Bucket bucket : column.buckets()) {
      json.writeStartObject();
      json.writeNumberField("lower_bound", bucket.low());
      json.writeNumberField("upper_bound", bucket.high());
      json.writeNumberField("count", (double) bucket.count());
      json.writeEndObject();
    }
    json.writeEndArray();
    sketch(json, column.sketch());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void sketch(JsonGenerator json, KllSketch sketch) throws IOException {
    json.writeObjectFieldStart("sketch");
    json.writeObjectFieldStart("parameters");
    json.writeNumberField("c", sketch.c());
    json.writeNumberField("k", (double) sketch.k());
    json.writeEndObject();
    json.writeArrayFieldStart("data");
    for (double[] level : sketch.data()) {
      json.writeArray(level, 0, level.length);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, ColumnStatistics.Text column) throws IOException {
    json.writeObjectFieldStart("string_statistics");
    common(json, column.tally());
    json.writeNumberField("distinct_count", (double) column.distinct());
    if (!column.categories().isEmpty()) {
      json.writeObjectFieldStart("distribution");
      json.writeObjectFieldStart("categorical");
      json.writeArrayFieldStart("buckets");
      for (ValueCounts.Entry<String> bucket : column.categories()) {
        json.writeStartObject();
        json.writeStringField("value", bucket.value());
        json.writeNumberField("count", bucket.count());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /// Reads the file.
  ///
  /// @throws ReportFormatException if it is not such a file, naming the place in it
  public static Statistics read(String text) {
    JsonAt root = JsonAt.root(NAME, text);
    List<ColumnStatistics> columns = root.at("features").map(StatisticsFile::column);
    return new Statistics(root.at("dataset").at("item_count").count(), columns);
  }

  private static ColumnStatistics column(JsonAt feature) {
    String name = feature.at("name").text();
    JsonAt label = feature.at("inferred_type");
    ValueType type = label.checked(() -> ValueType.of(label.text()));
    if (type.isNumeric()) {
      return numeric(name, type, feature.at("numerical_statistics"));
    }
    return feature
        .find("string_statistics")
        .map(statistics -> text(name, statistics))
        .orElseGet(() -> new ColumnStatistics.Text(name, Tally.EMPTY, 0, List.of()));
  }

  private static Tally tally(ValueType type, JsonAt statistics) {
    JsonAt common = statistics.at("common");
    long present = common.at("num_present").count();
    long missing = common.at("num_missing").count();
    return switch (type) {
      case INTEGRAL -> new Tally(missing, present, 0, 0);
      case FRACTIONAL -> new Tally(missing, 0, present, 0);
      case STRING, UNKNOWN -> new Tally(missing, 0, 0, present);
    };
  }

  private static ColumnStatistics numeric(String name, ValueType type, JsonAt statistics) {
    var kll = statistics.find("distribution").flatMap(d -> d.find("kll"));
    return new ColumnStatistics.Numeric(
        name,
        tally(type, statistics),
        statistics.find("approximate_num_distinct_values").map(JsonAt::count).orElse(0L),
        number(statistics, "mean"),
        number(statistics, "sum"),
        number(statistics, "std_dev"),
        number(statistics, "min"),
        number(statistics, "max"),
        kll.map(k -> k.list("buckets").stream().map(StatisticsFile::bucket).toList())
            .orElse(List.of()),
        kll.flatMap(k -> k.find("sketch")).map(StatisticsFile::sketch).orElseGet(KllSketch::new));
  }

  private static double number(JsonAt statistics, String name) {
    return statistics.find(name).map(JsonAt::number).orElse(Double.NaN);
  }

  private static KllSketch.Bucket bucket(JsonAt bucket) {
    return new KllSketch.Bucket(
        bucket.at("lower_bound").number(),
        bucket.at("upper_bound").number(),
        bucket.at("count").count());
  }

  private static KllSketch sketch(JsonAt sketch) {
    var parameters = sketch.find("parameters");
    long k =
        parameters
            .flatMap(p -> p.find("k"))
            .map(JsonAt::count)
            .orElse((long) KllSketch.SAGEMAKER_K);
    double c =
        parameters.flatMap(p -> p.find("c")).map(JsonAt::number).orElse(KllSketch.SAGEMAKER_C);
    List<double[]> data =
        sketch
            .at("data")
            .map(level -> level.elements().stream().mapToDouble(JsonAt::number).toArray());
    return sketch.checked(() -> KllSketch.restore(Math.toIntExact(Math.min(k, 1 << 20)), c, data));
  }

  private static ColumnStatistics text(String name, JsonAt statistics) {
    List<ValueCounts.Entry<String>> categories =
        statistics
            .find("distribution")
            .flatMap(d -> d.find("categorical"))
            .map(c -> c.list("buckets"))
            .orElse(List.of())
            .stream()
            .map(b -> new ValueCounts.Entry<>(b.at("value").scalar(), b.at("count").count()))
            .toList();
    double distinct = number(statistics, "distinct_count");
    return new ColumnStatistics.Text(
        name, tally(ValueType.STRING, statistics), Math.round(distinct), categories);
  }
}
