package dev.treeline.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// A value in a JSON file and where it stands, so that every complaint names its place.
///
/// Keys that nobody asks for are passed over. A key that is absent and one that is null are the
/// same.
final class JsonAt {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final int LONGEST_QUOTE = 60;

  private final JsonNode node;
  private final String path;

  private JsonAt(JsonNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /// The root of a file.
  ///
  /// @param file its name, for messages
  /// @throws ReportFormatException if the text is no JSON object
  static JsonAt root(String file, String text) {
    try {
      JsonAt root = new JsonAt(MAPPER.readTree(text), file + " $");
      if (!root.node.isObject()) {
        throw root.refused("an object");
      }
      return root;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String place =
          at == null ? file : file + " line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new ReportFormatException(place, e.getOriginalMessage(), "one JSON object");
    }
  }

  /// A member that must be there.
  JsonAt at(String name) {
    return find(name)
        .orElseThrow(() -> new JsonAt(node.path(name), path + "." + name).refused("it"));
  }

  /// A member that may be absent.
  Optional<JsonAt> find(String name) {
    JsonNode member = node.path(name);
    return member.isMissingNode() || member.isNull()
        ? Optional.empty()
        : Optional.of(new JsonAt(member, path + "." + name));
  }

  /// The elements of an array.
  List<JsonAt> elements() {
    if (!node.isArray()) {
      throw refused("an array");
    }
    List<JsonAt> elements = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      elements.add(new JsonAt(node.get(i), path + "[" + i + "]"));
    }
    return elements;
  }

  /// The elements of an array member, none when it is absent.
  List<JsonAt> list(String name) {
    return find(name).map(JsonAt::elements).orElse(List.of());
  }

  /// What a reader makes of each element.
  <T> List<T> map(Function<JsonAt, T> reader) {
    return elements().stream().map(reader).toList();
  }

  /// The members of an object.
  Iterator<Map.Entry<String, JsonNode>> members() {
    if (!node.isObject()) {
      throw refused("an object");
    }
    return node.properties().iterator();
  }

  String text() {
    if (!node.isTextual()) {
      throw refused("a text");
    }
    return node.textValue();
  }

  /// A text, a number or a truth value as the text that stands for it.
  String scalar() {
    if (!node.isValueNode()) {
      throw refused("a text, a number, true or false");
    }
    return node.asText();
  }

  boolean truth() {
    if (!node.isBoolean()) {
      throw refused("true or false");
    }
    return node.booleanValue();
  }

  /// A number, or the texts `"NaN"`, `"Infinity"`, `"-Infinity"`.
  double number() {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    return switch (node.isTextual() ? node.textValue() : "") {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw refused("a number");
    };
  }

  /// A count: a whole number from 0, also when written as `24.0`.
  long count() {
    double value = node.isNumber() ? node.doubleValue() : -1;
    if (!(value >= 0 && value <= 0x1p53 && value == Math.rint(value))) {
      throw refused("a whole number from 0");
    }
    return (long) value;
  }

  /// Runs what may refuse a value, and adds this place to its complaint.
  <T> T checked(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new ReportFormatException(path, String.valueOf(e.getMessage()), "a value that fits");
    }
  }

  /// This value cannot be used.
  ReportFormatException refused(String expected) {
    String found = node.isMissingNode() ? "nothing" : node.toString();
    return new ReportFormatException(
        path,
        found.length() > LONGEST_QUOTE ? found.substring(0, LONGEST_QUOTE) + "…" : found,
        expected);
  }
}
