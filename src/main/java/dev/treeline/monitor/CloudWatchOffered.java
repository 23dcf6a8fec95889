package dev.treeline.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.treeline.report.Window;
import dev.treeline.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Asks CloudWatch for the sum of `CaptureOffered`, which the scoring function publishes in its
/// log. (CloudWatch API reference, "GetMetricStatistics".)
///
/// Not known are windows with an open end, those that CloudWatch cannot cut out (their ends are not
/// whole minutes, or too long ago for the minutes to be kept) and those without any value: then
/// there was no request, or an older scoring function. A question that fails is told once, and none
/// follows it in this run: where CloudWatch cannot be reached, every one would wait for it in vain.
/// Not thread-safe.
final class CloudWatchOffered implements Offered {
  /// What metrics are kept in, the longest first; a reply holds so many values at most.
  private static final int[] PERIODS = {3600, 300, 60};

  private static final int MOST_VALUES = 1440;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CloudWatch cloudWatch;
  private final Settings settings;
  private final Consumer<String> problems;
  private boolean fails;

  /// @param settings name namespace, endpoint and variant
  /// @param problems is told why something is not known
  CloudWatchOffered(CloudWatch cloudWatch, Settings settings, Consumer<String> problems) {
    this.cloudWatch = cloudWatch;
    this.settings = settings;
    this.problems = problems;
  }

  @Override
  public OptionalLong during(Window window) {
    OptionalInt period = period(window);
    if (fails || period.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return sum(cloudWatch.ask("GetMetricStatistics", question(window, period.getAsInt())));
    } catch (IOException e) {
      fails = true;
      problems.accept(String.valueOf(e.getMessage()));
      return OptionalLong.empty();
    }
  }

  /// The longest period that divides the window, in seconds.
  static OptionalInt period(Window window) {
    if (!window.hasFrom() || !window.hasTo()) {
      return OptionalInt.empty();
    }
    for (int period : PERIODS) {
      if (isWhole(window.from(), period) && isWhole(window.to(), period)) {
        long values = Duration.between(window.from(), window.to()).toSeconds() / period;
        return values <= MOST_VALUES ? OptionalInt.of(period) : OptionalInt.empty();
      }
    }
    return OptionalInt.empty();
  }

  private static boolean isWhole(Instant time, int period) {
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), period) * period)
        .equals(time);
  }

  private ObjectNode question(Window window, int period) {
    ObjectNode question =
        JSON.createObjectNode()
            .put("Namespace", settings.namespace())
            .put("MetricName", "CaptureOffered")
            .put("StartTime", window.from().getEpochSecond())
            .put("EndTime", window.to().getEpochSecond())
            .put("Period", period);
    ArrayNode dimensions = question.putArray("Dimensions");
    dimensions.addObject().put("Name", "Endpoint").put("Value", settings.endpoint());
    dimensions.addObject().put("Name", "Variant").put("Value", settings.variant());
    question.putArray("Statistics").add("Sum");
    return question;
  }

  private static OptionalLong sum(JsonNode reply) throws IOException {
    JsonNode values = reply.path("Datapoints");
    double sum = 0;
    for (JsonNode value : values) {
      double one = value.path("Sum").asDouble(Double.NaN);
      if (!(one >= 0)) {
        throw new IOException(
            "CloudWatch: found the value " + value + ", expected a Sum, 0 or more");
      }
      sum += one;
    }
    return values.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Math.round(sum));
  }
}
