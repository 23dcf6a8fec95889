package dev.treeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The part of JSON Schema that our schemas use. A member that a schema does not describe is a
/// problem unless it says `additionalProperties: true`.
final class JsonSchema {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode root;

  private JsonSchema(JsonNode root) {
    this.root = root;
  }

  static JsonSchema of(Path file) {
    try {
      return new JsonSchema(JSON.readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What is wrong with a text, by place.
  List<String> problems(String text) throws IOException {
    return problems(JSON.readTree(text));
  }

  List<String> problems(JsonNode value) {
    List<String> problems = new ArrayList<>();
    check(root, root, value, "$", problems);
    return problems;
  }

  /// The same by one of its definitions.
  List<String> problems(String definition, JsonNode value) {
    List<String> problems = new ArrayList<>();
    check(root, root.path("$defs").path(definition), value, "$", problems);
    return problems;
  }

  private static void check(
      JsonNode root, JsonNode given, JsonNode value, String path, List<String> problems) {
    JsonNode schema = given.has("$ref") ? root.at(given.path("$ref").asText().substring(1)) : given;
    if (schema.has("const") && !schema.path("const").equals(value)) {
      problems.add(path + " is " + value);
    }
    if (schema.has("enum") && !contains(schema.path("enum"), value)) {
      problems.add(path + " is " + value);
    }
    if (schema.has("type") && !isOfType(schema.path("type"), value)) {
      problems.add(path + " is " + value + ", not " + schema.path("type"));
    }
    for (JsonNode name : schema.path("required")) {
      if (value.isObject() && !value.has(name.asText())) {
        problems.add(path + "." + name.asText() + " is absent");
      }
    }
    lengths(schema, value, path, problems);
    if (schema.has("properties") && value.isObject()) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        JsonNode property = schema.path("properties").path(member.getKey());
        if (property.isMissingNode() && !schema.path("additionalProperties").asBoolean(false)) {
          problems.add(path + "." + member.getKey() + " is not described");
        }
        check(root, property, member.getValue(), path + "." + member.getKey(), problems);
      }
    }
    if (schema.has("items") && value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(root, schema.path("items"), value.get(i), path + "[" + i + "]", problems);
      }
    }
  }

  private static void lengths(JsonNode schema, JsonNode value, String path, List<String> problems) {
    int size = value.size();
    if (value.isArray()
        && (size < schema.path("minItems").asInt(0)
            || size > schema.path("maxItems").asInt(Integer.MAX_VALUE))) {
      problems.add(path + " has " + size + " elements");
    }
    String text = value.asText();
    if (value.isTextual()
        && (text.length() < schema.path("minLength").asInt(0)
            || text.length() > schema.path("maxLength").asInt(Integer.MAX_VALUE)
            || !text.matches(schema.path("pattern").asText("(?s).*")))) {
      problems.add(path + " is " + value);
    }
    double number = value.asDouble();
    if (value.isNumber()
        && !(number >= schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
            && number <= schema.path("maximum").asDouble(Double.POSITIVE_INFINITY))) {
      problems.add(path + " is " + value);
    }
  }

  private static boolean contains(JsonNode values, JsonNode value) {
    for (JsonNode allowed : values) {
      if (allowed.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfType(JsonNode types, JsonNode value) {
    if (types.isArray()) {
      for (JsonNode type : types) {
        if (isOfType(type, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (types.asText()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> false;
    };
  }
}
