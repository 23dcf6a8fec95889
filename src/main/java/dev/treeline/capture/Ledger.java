package dev.treeline.capture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.treeline.capture.Capture.Counts;
import dev.treeline.settings.Settings;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/// What became of the lines, and the telling of it: drops, and whatever else an operator should
/// know of, leave as metrics (`CaptureDropped`, …), one EMF line on standard output with the
/// dimensions `Endpoint` and `Variant`. Thread-safe.
final class Ledger {
  private final Settings settings;
  private final InstantSource clock;
  private final Consumer<String> out;
  // Since the last telling; what is told is taken out.
  private EnumMap<Event, Long> fresh = new EnumMap<>(Event.class);
  private long offered;
  private long delivered;
  private long dropped;
  // Counted as dropped; what becomes of them is not counted again.
  private long abandoned;
  private String reason = "";

  Ledger(Settings settings, InstantSource clock, Consumer<String> out) {
    this.settings = settings;
    this.clock = clock;
    this.out = out;
  }

  /// What is told as a metric.
  enum Event {
    /// A line was cut to fit.
    TRUNCATED("CaptureTruncated"),
    /// A line left without a body, since what was to be redacted in it could not be found.
    REDACTED_WHOLE("CaptureRedactedWhole"),
    /// A request stayed out at its caller's wish.
    OPTED_OUT("CaptureOptedOut"),
    /// A reply stopped waiting for its line, which is still on its way.
    LATE("CaptureLate"),
    /// A line was given up.
    DROPPED("CaptureDropped");

    private final String metric;

    Event(String metric) {
      this.metric = metric;
    }
  }

  synchronized void offered() {
    offered++;
  }

  synchronized void delivered(long lines) {
    delivered += unabandoned(lines);
  }

  /// Gives up lines that waited.
  synchronized void dropped(long lines, String why) {
    drop(unabandoned(lines), why);
  }

  /// Gives up a line that was just offered and never waited.
  synchronized void refused(String why) {
    // One that was abandoned between its offer and this has been counted.
    boolean counted = counts().waiting() == 0;
    drop(counted ? unabandoned(1) : 1, why);
  }

  private synchronized long unabandoned(long lines) {
    long counted = Math.min(lines, abandoned);
    abandoned -= counted;
    return lines - counted;
  }

  private synchronized void drop(long lines, String why) {
    if (lines > 0) {
      dropped += lines;
      reason = why;
      add(Event.DROPPED, lines);
    }
  }

  synchronized void add(Event event) {
    add(event, 1);
  }

  private synchronized void add(Event event, long more) {
    fresh.put(event, fresh.getOrDefault(event, 0L) + more);
  }

  synchronized Counts counts() {
    return new Counts(offered, delivered, dropped);
  }

  /// Counts everything that still waits as dropped, for good, whatever becomes of it: the process
  /// ends. Lines that are offered later have fates of their own.
  synchronized void abandon(String why) {
    long waiting = counts().waiting();
    drop(waiting, why);
    abandoned += waiting;
  }

  /// Tells at once when something was left out on purpose: no flush may follow that would tell it.
  /// Drops alone wait for their flush.
  void tellLeftOut() {
    boolean news;
    synchronized (this) {
      news = fresh.containsKey(Event.OPTED_OUT) || fresh.containsKey(Event.REDACTED_WHOLE);
    }
    if (news) {
      tell();
    }
  }

  /// Tells what has happened since the last time, when something has.
  void tell() {
    EnumMap<Event, Long> news;
    String why;
    synchronized (this) {
      if (fresh.isEmpty()) {
        return;
      }
      news = fresh;
      fresh = new EnumMap<>(Event.class);
      why = reason;
    }
    out.accept(json(json -> writeMetrics(json, news, why)));
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

  private void writeMetrics(JsonGenerator json, Map<Event, Long> news, String why)
      throws IOException {
    json.writeObjectFieldStart("_aws");
    json.writeNumberField("Timestamp", clock.instant().toEpochMilli());
    json.writeArrayFieldStart("CloudWatchMetrics");
    json.writeStartObject();
    json.writeStringField("Namespace", settings.namespace());
    json.writeArrayFieldStart("Dimensions");
    json.writeArray(new String[] {"Endpoint", "Variant"}, 0, 2);
    json.writeEndArray();
    json.writeArrayFieldStart("Metrics");
    for (Event event : news.keySet()) {
      json.writeStartObject();
      json.writeStringField("Name", event.metric);
      json.writeStringField("Unit", "Count");
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeStringField("Endpoint", settings.endpoint());
    json.writeStringField("Variant", settings.variant());
    for (Map.Entry<Event, Long> one : news.entrySet()) {
      json.writeNumberField(one.getKey().metric, one.getValue());
    }
    if (news.containsKey(Event.DROPPED)) {
      json.writeStringField("reason", why);
    }
  }

  /// Made when something is told: a cold start's first request does not wait for it.
  private static final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();
  }

  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private static String json(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A StringWriter does not fail.
    }
    return text.toString();
  }
}
