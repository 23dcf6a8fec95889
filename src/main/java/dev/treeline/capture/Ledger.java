package dev.treeline.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.treeline.capture.Capture.Counts;
import dev.treeline.settings.Settings;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.function.Consumer;

/// What became of the lines, and the telling of it: drops leave as the metric `CaptureDropped`, one
/// EMF line on standard output with the dimensions `Endpoint` and `Variant`. Thread-safe.
final class Ledger {
  private static final JsonFactory JSON = new JsonFactory();

  private final Settings settings;
  private final InstantSource clock;
  private final Consumer<String> out;
  private long offered;
  private long delivered;
  private long dropped;
  private long told;
  private String reason = "";

  Ledger(Settings settings, InstantSource clock, Consumer<String> out) {
    this.settings = settings;
    this.clock = clock;
    this.out = out;
  }

  synchronized void offered() {
    offered++;
  }

  synchronized void delivered(long lines) {
    delivered += lines;
  }

  synchronized void dropped(long lines, String why) {
    dropped += lines;
    reason = why;
  }

  synchronized Counts counts() {
    return new Counts(offered, delivered, dropped);
  }

  /// Tells the drops since the last time, when there were any.
  void tellDrops() {
    long news;
    String why;
    synchronized (this) {
      news = dropped - told;
      told = dropped;
      why = reason;
    }
    if (news > 0) {
      out.accept(json(json -> writeMetric(json, news, why)));
    }
  }

  /// Says something that an operator should know.
  void note(String message) {
    out.accept(
        json(
            json -> {
              json.writeStringField("level", "WARN");
              json.writeStringField("message", message);
            }));
  }

  private void writeMetric(JsonGenerator json, long news, String why) throws IOException {
    json.writeObjectFieldStart("_aws");
    json.writeNumberField("Timestamp", clock.instant().toEpochMilli());
    json.writeArrayFieldStart("CloudWatchMetrics");
    json.writeStartObject();
    json.writeStringField("Namespace", settings.namespace());
    json.writeArrayFieldStart("Dimensions");
    json.writeArray(new String[] {"Endpoint", "Variant"}, 0, 2);
    json.writeEndArray();
    json.writeArrayFieldStart("Metrics");
    json.writeStartObject();
    json.writeStringField("Name", "CaptureDropped");
    json.writeStringField("Unit", "Count");
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeStringField("Endpoint", settings.endpoint());
    json.writeStringField("Variant", settings.variant());
    json.writeNumberField("CaptureDropped", news);
    json.writeStringField("reason", why);
  }

  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private static String json(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A StringWriter does not fail.
    }
    return text.toString();
  }
}
