package dev.treeline.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `audit.jsonl`: who accepted a change or made a new baseline, when and why, one JSON object a
/// line, the oldest first.
///
/// It stands beside the reports of one schedule and only ever grows. Text in it is what a person
/// typed: a page that shows it must escape it.
public final class AuditFile {
  /// The file's name.
  public static final String NAME = "audit.jsonl";

  private static final JsonFactory FACTORY = new JsonFactory();

  private AuditFile() {}

  /// Where the file stands below the folder of all reports.
  public static String key(String endpoint, String schedule) {
    return endpoint + "/" + schedule + "/" + NAME;
  }

  /// The file with one more line.
  ///
  /// @param text what stands in it; empty when there is no file yet
  public static String append(String text, AuditLine line) {
    String whole = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    return whole + write(line) + "\n";
  }

  /// One line, without its end.
  static String write(AuditLine line) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("time", line.time().toString());
      json.writeStringField("action", line.action());
      json.writeStringField("who", line.who());
      json.writeStringField("reason", line.reason());
      for (Map.Entry<String, String> detail : line.details().entrySet()) {
        json.writeStringField(detail.getKey(), detail.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /// Reads the file, the oldest line first; blank lines are passed over.
  ///
  /// @throws ReportFormatException if a line is no such object, naming it
  public static List<AuditLine> read(String text) {
    List<AuditLine> lines = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (!line.isBlank()) {
        lines.add(line(JsonAt.root(NAME + ":" + number, line)));
      }
    }
    return lines;
  }

  private static AuditLine line(JsonAt line) {
    Map<String, String> details = new LinkedHashMap<>();
    var members = line.members();
    while (members.hasNext()) {
      Map.Entry<String, JsonNode> member = members.next();
      if (!AuditLine.OWN.contains(member.getKey())) {
        details.put(member.getKey(), line.at(member.getKey()).scalar());
      }
    }
    return new AuditLine(
        time(line.at("time")),
        line.at("action").text(),
        line.find("who").map(JsonAt::text).orElse(""),
        line.find("reason").map(JsonAt::text).orElse(""),
        details);
  }

  private static Instant time(JsonAt time) {
    try {
      return Instant.parse(time.text());
    } catch (DateTimeParseException _) {
      throw time.refused("a time such as 2026-01-31T13:00:00Z");
    }
  }
}
