package dev.treeline.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Metrics as lines of CloudWatch's embedded metric format: printed on standard output, they become
/// metrics without a client, a call or a permission.
///
/// CloudWatch may deliver a line twice, so alarms use Maximum and never Sum.
///
/// @param namespace as in `TREELINE_NAMESPACE`
/// @param endpoint the dimension `Endpoint`
/// @param schedule the dimension `MonitoringSchedule`
/// @param time when it was measured; CloudWatch takes two weeks back and two hours ahead
public record EmfLine(String namespace, String endpoint, String schedule, Instant time) {
  /// Metrics that CloudWatch takes in one directive.
  public static final int MOST = 100;

  /// As many lines as it takes, without line ends; none when there is nothing to say.
  ///
  /// @param metrics any number; CloudWatch refuses NaN and infinities, so they are left out
  public List<String> lines(List<Metric> metrics) {
    List<Metric> finite = metrics.stream().filter(m -> Double.isFinite(m.value())).toList();
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < finite.size(); from += MOST) {
      List<Metric> some = finite.subList(from, Math.min(from + MOST, finite.size()));
      lines.add(
          line(
              json -> {
                for (Metric metric : some) {
                  name(json, metric.name(), metric.unit());
                }
              },
              json -> {
                for (Metric metric : some) {
                  json.writeNumberField(metric.name(), metric.value());
                }
              }));
    }
    return lines;
  }

  /// The same of statistic sets, which have lines of their own: the specification names numbers and
  /// lists of numbers as values, and AWS's exporter of OpenTelemetry writes this form too. What
  /// might be refused takes nothing else with it.
  ///
  /// @param spreads any number; what is empty or not finite is left out
  public List<String> spreads(List<Spread> spreads) {
    List<Spread> finite = spreads.stream().filter(Spread::isFinite).toList();
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < finite.size(); from += MOST) {
      List<Spread> some = finite.subList(from, Math.min(from + MOST, finite.size()));
      lines.add(
          line(
              json -> {
                for (Spread spread : some) {
                  name(json, spread.name(), "None");
                }
              },
              json -> {
                for (Spread spread : some) {
                  write(json, spread);
                }
              }));
    }
    return lines;
  }

  private static void write(JsonGenerator json, Spread spread) throws IOException {
    json.writeObjectFieldStart(spread.name());
    json.writeNumberField("Max", spread.max());
    json.writeNumberField("Min", spread.min());
    json.writeNumberField("Count", spread.count());
    json.writeNumberField("Sum", spread.sum());
    json.writeEndObject();
  }

  private String line(Json.Body names, Json.Body values) {
    return Json.line(
        json -> {
          json.writeObjectFieldStart("_aws");
          json.writeNumberField("Timestamp", time.toEpochMilli());
          json.writeArrayFieldStart("CloudWatchMetrics");
          json.writeStartObject();
          json.writeStringField("Namespace", namespace);
          json.writeArrayFieldStart("Dimensions");
          json.writeArray(new String[] {"Endpoint", "MonitoringSchedule"}, 0, 2);
          json.writeEndArray();
          json.writeArrayFieldStart("Metrics");
          names.write(json);
          json.writeEndArray();
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
          json.writeStringField("Endpoint", endpoint);
          json.writeStringField("MonitoringSchedule", schedule);
          values.write(json);
        });
  }

  private static void name(JsonGenerator json, String name, String unit) throws IOException {
    json.writeStartObject();
    json.writeStringField("Name", name);
    json.writeStringField("Unit", unit);
    json.writeEndObject();
  }
}
