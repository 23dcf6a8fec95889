package dev.treeline.request;

import dev.treeline.json.JsonWriter;
import dev.treeline.settings.Settings;
import java.time.InstantSource;

/// Makes metrics of a scored request's log line: how many rows, the sum of their scores and the sum
/// of the squares, in CloudWatch's embedded metric format. (CloudWatch guide, "Embedded metric
/// format specification".) For every thread.
///
/// Three sums, since sums of many requests give mean and variance: an alarm compares a new
/// version's mean with the others' while traffic moves to it. Each is published twice, with the
/// function's version as dimension and over all versions.
///
/// A row's score is its prediction; of several outputs it is the index of the largest, the lowest
/// of equal ones. A score that is not finite does not count.
final class ScoreMetrics {
  private static final String[] METRICS = {"ScoreCount", "ScoreSum", "ScoreSquares"};
  private static final String[] UNITS = {"Count", "None", "None"};

  private final Labels labels;
  private final InstantSource clock;

  /// Under what metrics are published.
  ///
  /// @param namespace as in `TREELINE_NAMESPACE`
  /// @param endpoint the dimension `Endpoint`
  /// @param variant the dimension `Variant`
  /// @param version the dimension `Version`: the function's
  record Labels(String namespace, String endpoint, String variant, String version) {
    static Labels of(Settings settings) {
      String version = settings.platform().version();
      return new Labels(
          settings.namespace(),
          settings.endpoint(),
          settings.variant(),
          version.isEmpty() ? "$LATEST" : version);
    }
  }

  ScoreMetrics(Labels labels, InstantSource clock) {
    this.labels = labels;
    this.clock = clock;
  }

  /// Adds members to a line; none when no score counts.
  void write(JsonWriter json, Scores scores) {
    float[] predictions = scores.predictions();
    int outputs = scores.served().model().outputs();
    long count = 0;
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < scores.rows(); row++) {
      double score = score(predictions, row * outputs, outputs);
      if (Double.isFinite(score)) {
        count++;
        sum += score;
        squares += score * score;
      }
    }
    if (count > 0) {
      writeDirective(json);
      json.field("Endpoint", labels.endpoint());
      json.field("Variant", labels.variant());
      json.field("Version", labels.version());
      json.field(METRICS[0], count);
      json.field(METRICS[1], sum);
      json.field(METRICS[2], squares);
    }
  }

  private static double score(float[] predictions, int from, int outputs) {
    if (outputs == 1) {
      return predictions[from];
    }
    int largest = 0;
    for (int i = 1; i < outputs; i++) {
      if (predictions[from + i] > predictions[from + largest]) {
        largest = i;
      }
    }
    return largest;
  }

  private void writeDirective(JsonWriter json) {
    json.name("_aws");
    json.startObject();
    json.field("Timestamp", clock.millis());
    json.name("CloudWatchMetrics");
    json.startArray();
    json.startObject();
    json.field("Namespace", labels.namespace());
    json.name("Dimensions");
    json.startArray();
    writeNames(json, "Endpoint", "Variant");
    writeNames(json, "Endpoint", "Variant", "Version");
    json.endArray();
    json.name("Metrics");
    json.startArray();
    for (int i = 0; i < METRICS.length; i++) {
      json.startObject();
      json.field("Name", METRICS[i]);
      json.field("Unit", UNITS[i]);
      json.endObject();
    }
    json.endArray();
    json.endObject();
    json.endArray();
    json.endObject();
  }

  private static void writeNames(JsonWriter json, String... names) {
    json.startArray();
    for (String name : names) {
      json.value(name);
    }
    json.endArray();
  }
}
