package dev.treeline.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.treeline.report.ReportFormatException;
import java.time.DateTimeException;
import java.time.Instant;

/// How far a schedule has come: `{endpoint}/{schedule}/watermark.json` beside the reports.
///
/// ```json
/// {"version": 1, "completed": "2026-01-31T11:00:00Z", "looked": "2026-01-31T13:00:00Z"}
/// ```
///
/// @param completed end of the last window that is closed, and start of the next
/// @param looked up to where the next window was looked at and found too small; `completed` when it
///   was not
record Watermark(Instant completed, Instant looked) {
  static final String NAME = "watermark.json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION = 1;

  Watermark {
    if (looked.isBefore(completed)) {
      throw new IllegalArgumentException(
          "watermark: found looked " + looked + " before completed " + completed);
    }
  }

  /// Everything up to an instant is done.
  static Watermark at(Instant completed) {
    return new Watermark(completed, completed);
  }

  /// The window that began at `completed` was looked at, and stays open.
  Watermark lookedTo(Instant end) {
    return new Watermark(completed, end);
  }

  /// As the file has it.
  String json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("version", VERSION);
    json.put("completed", completed.toString());
    if (!looked.equals(completed)) {
      json.put("looked", looked.toString());
    }
    return json.toString() + "\n";
  }

  /// Reads the file.
  ///
  /// @throws ReportFormatException if it is none; says what to do
  static Watermark parse(String text) {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException _) {
      throw refused("$", "no JSON");
    }
    if (json.path("version").asInt() != VERSION) {
      throw refused("$.version", json.path("version").toString());
    }
    Instant completed = instant(json, "completed");
    Instant looked = json.has("looked") ? instant(json, "looked") : completed;
    if (looked.isBefore(completed)) {
      throw refused("$.looked", looked + ", which is before $.completed");
    }
    return new Watermark(completed, looked);
  }

  private static Instant instant(JsonNode json, String field) {
    try {
      return Instant.parse(json.path(field).asText());
    } catch (DateTimeException _) {
      throw refused("$." + field, json.path(field).toString());
    }
  }

  private static ReportFormatException refused(String path, String found) {
    return new ReportFormatException(
        NAME + " " + path,
        found.isEmpty() ? "nothing" : found,
        "version "
            + VERSION
            + " of a watermark with times such as 2026-01-31T13:00:00Z; without the file the"
            + " schedule starts anew with its latest window");
  }
}
