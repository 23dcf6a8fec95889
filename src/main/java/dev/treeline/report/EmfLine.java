package dev.treeline.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Metrics as lines of CloudWatch's embedded metric format: printed on standard output, they become
/// metrics without a client, a call or a permission.
///
/// CloudWatch may deliver a line twice, so alarms use Maximum and never Sum.
public final class EmfLine {
  private static final JsonFactory JSON = new JsonFactory();

  /// Metrics that CloudWatch takes in one directive.
  public static final int MOST = 100;

  private EmfLine() {}

  /// As many lines as it takes, without line ends; none when there is nothing to say.
  ///
  /// @param namespace as in `TREELINE_NAMESPACE`
  /// @param endpoint the dimension `Endpoint`
  /// @param schedule the dimension `MonitoringSchedule`
  /// @param time when it was measured; CloudWatch takes two weeks back and two hours ahead
  /// @param metrics any number; CloudWatch refuses NaN and infinities, so they are left out
  public static List<String> lines(
      String namespace, String endpoint, String schedule, Instant time, List<Metric> metrics) {
    List<Metric> finite = metrics.stream().filter(m -> Double.isFinite(m.value())).toList();
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < finite.size(); from += MOST) {
      List<Metric> some = finite.subList(from, Math.min(from + MOST, finite.size()));
      lines.add(of(namespace, endpoint, schedule, time, some));
    }
    return lines;
  }

  /// One line, without the line end.
  ///
  /// @param namespace as in `TREELINE_NAMESPACE`
  /// @param endpoint the dimension `Endpoint`
  /// @param schedule the dimension `MonitoringSchedule`
  /// @param time when it was measured; CloudWatch takes two weeks back and two hours ahead
  /// @param metrics at most 100; CloudWatch refuses NaN and infinities, so they are left out
  public static String of(
      String namespace, String endpoint, String schedule, Instant time, List<Metric> metrics) {
    List<Metric> finite = metrics.stream().filter(m -> Double.isFinite(m.value())).toList();
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeObjectFieldStart("_aws");
      json.writeNumberField("Timestamp", time.toEpochMilli());
      json.writeArrayFieldStart("CloudWatchMetrics");
      directive(json, namespace, finite);
      json.writeEndArray();
      json.writeEndObject();
      json.writeStringField("Endpoint", endpoint);
      json.writeStringField("MonitoringSchedule", schedule);
      for (Metric metric : finite) {
        json.writeNumberField(metric.name(), metric.value());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString();
  }

  private static void directive(JsonGenerator json, String namespace, List<Metric> metrics)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("Namespace", namespace);
    json.writeArrayFieldStart("Dimensions");
    json.writeArray(new String[] {"Endpoint", "MonitoringSchedule"}, 0, 2);
    json.writeEndArray();
    json.writeArrayFieldStart("Metrics");
    for (Metric metric : metrics) {
      json.writeStartObject();
      json.writeStringField("Name", metric.name());
      json.writeStringField("Unit", metric.unit());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
