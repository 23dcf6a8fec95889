package dev.treeline.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/// Metrics as one line of CloudWatch's embedded metric format: printed on standard output, they
/// become metrics without a client, a call or a permission.
///
/// CloudWatch may deliver a line twice, so alarms use Maximum and never Sum.
public final class EmfLine {
  private static final JsonFactory JSON = new JsonFactory();

  private EmfLine() {}

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
