package dev.treeline.request;

import dev.treeline.json.JsonWriter;
import dev.treeline.settings.CaptureSettings.Target;
import dev.treeline.settings.Settings;
import java.time.InstantSource;

/// Makes metrics of a scored request's log line, in CloudWatch's embedded metric format.
/// (CloudWatch guide, "Embedded metric format specification".) For every thread.
///
/// `CaptureOffered`: 1 when the request was to be captured. The line of the log leaves on another
/// way than the captured one, so that the monitor, which counts the captured ones, can tell how
/// many were lost in between.
///
/// `ScoreCount`, `ScoreSum`, `ScoreSquares`: how many rows, the sum of their scores and the sum of
/// the squares. Three sums, since sums of many requests give mean and variance: an alarm compares a
/// new version's mean with the others' while traffic moves to it. Each is published twice, with the
/// function's version as dimension and over all versions.
///
/// A row's score is its prediction; of several outputs it is the index of the largest, the lowest
/// of equal ones. A score that is not finite does not count.
final class ScoreMetrics {
  private static final String OFFERED = "CaptureOffered";
  private static final String[] METRICS = {"ScoreCount", "ScoreSum", "ScoreSquares"};
  private static final String[] UNITS = {"Count", "None", "None"};

  private final Labels labels;
  private final Choice choice;
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

  /// Which metrics are published.
  ///
  /// @param captures `CaptureOffered`
  /// @param scores the three sums
  record Choice(boolean captures, boolean scores) {
    /// Captures are counted where they leave by a stream, on which they can be lost.
    static Choice of(Settings settings) {
      Target target = settings.capture().target();
      boolean streams = target instanceof Target.Sync || target instanceof Target.Buffered;
      return new Choice(streams, settings.serving().scoreMetrics());
    }
  }

  ScoreMetrics(Labels labels, Choice choice, InstantSource clock) {
    this.labels = labels;
    this.choice = choice;
    this.clock = clock;
  }

  /// Adds members to a line; none when there is nothing to count.
  ///
  /// @param offered whether the request was to be captured
  void write(JsonWriter json, Scores scores, boolean offered) {
    Sums sums = choice.scores() ? Sums.of(scores) : Sums.NONE;
    boolean counts = choice.captures() && offered;
    if (!counts && sums.count() == 0) {
      return;
    }
    writeDirectives(json, counts, sums.count() > 0);
    json.field("Endpoint", labels.endpoint());
    json.field("Variant", labels.variant());
    if (counts) {
      json.field(OFFERED, 1);
    }
    if (sums.count() > 0) {
      json.field("Version", labels.version());
      json.field(METRICS[0], sums.count());
      json.field(METRICS[1], sums.sum());
      json.field(METRICS[2], sums.squares());
    }
  }

  /// What the scores of a request's rows come to.
  ///
  /// @param count of those that are finite
  private record Sums(long count, double sum, double squares) {
    static final Sums NONE = new Sums(0, 0, 0);

    static Sums of(Scores scores) {
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
      return new Sums(count, sum, squares);
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

  private void writeDirectives(JsonWriter json, boolean counts, boolean sums) {
    json.name("_aws");
    json.startObject();
    json.field("Timestamp", clock.millis());
    json.name("CloudWatchMetrics");
    json.startArray();
    if (counts) {
      startDirective(json);
      writeNames(json, "Endpoint", "Variant");
      startMetrics(json);
      writeMetric(json, OFFERED, "Count");
      endDirective(json);
    }
    if (sums) {
      startDirective(json);
      writeNames(json, "Endpoint", "Variant");
      writeNames(json, "Endpoint", "Variant", "Version");
      startMetrics(json);
      for (int i = 0; i < METRICS.length; i++) {
        writeMetric(json, METRICS[i], UNITS[i]);
      }
      endDirective(json);
    }
    json.endArray();
    json.endObject();
  }

  private void startDirective(JsonWriter json) {
    json.startObject();
    json.field("Namespace", labels.namespace());
    json.name("Dimensions");
    json.startArray();
  }

  private static void startMetrics(JsonWriter json) {
    json.endArray();
    json.name("Metrics");
    json.startArray();
  }

  private static void writeMetric(JsonWriter json, String name, String unit) {
    json.startObject();
    json.field("Name", name);
    json.field("Unit", unit);
    json.endObject();
  }

  private static void endDirective(JsonWriter json) {
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
