package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Holds `report.json` and `docs/report.schema.json` to each other, with the part of JSON Schema
/// that the schema uses; a key that the schema does not describe fails too.
class ReportSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<String> problems(String report) throws IOException {
    JsonNode schema = JSON.readTree(Path.of("docs/report.schema.json").toFile());
    List<String> problems = new ArrayList<>();
    check(schema, schema, JSON.readTree(report), "$", problems);
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
      if (!value.has(name.asText())) {
        problems.add(path + "." + name.asText() + " is absent");
      }
    }
    if (schema.has("properties")) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        JsonNode property = schema.path("properties").path(member.getKey());
        if (property.isMissingNode()) {
          problems.add(path + "." + member.getKey() + " is not described");
        }
        check(root, property, member.getValue(), path + "." + member.getKey(), problems);
      }
    }
    if (schema.has("items")) {
      for (int i = 0; i < value.size(); i++) {
        check(root, schema.path("items"), value.get(i), path + "[" + i + "]", problems);
      }
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

  @ParameterizedTest
  @EnumSource
  void reportIsWhatTheSchemaSays(Samples.Fault fault) throws IOException {
    assertThat(problems(Samples.report(900, fault).json())).isEmpty();
    assertThat(problems(Samples.report(30, fault).json())).isEmpty();
  }

  @Test
  void reportOfSeveralModelVersionsIsWhatTheSchemaSays() throws IOException {
    assertThat(problems(Samples.split().json())).isEmpty();
  }

  @Test
  void schemaSeesEachKindOfFault() throws IOException {
    String report = Samples.report(30, Samples.Fault.NONE).json();

    assertThat(problems(report.replaceFirst("\"version\" : 1", "\"version\" : 2")))
        .containsExactly("$.version is 2");
    assertThat(problems(report.replaceFirst("\"rows\" : 30", "\"row\" : 30")))
        .containsExactly("$.rows is absent", "$.row is not described");
    assertThat(problems(report.replaceFirst("\"files\" : 26", "\"files\" : \"26\"")))
        .containsExactly("$.files is \"26\", not \"integer\"");
  }

  @Test
  void endOfAReportIsItsWindowsOrWhatWasSeen() {
    String report = Samples.report(30, Samples.Fault.NONE).json();

    assertThat(ReportFile.end(report)).hasToString("Optional[2026-02-01T00:00:00Z]");
    assertThat(ReportFile.end(report.replaceFirst("\"to\" : \"[^\"]*\"", "\"to\" : null")))
        .hasToString("Optional[2026-01-31T23:51:08Z]");
    assertThat(ReportFile.end(report.replaceFirst("\"version\" : 1", "\"version\" : 2"))).isEmpty();
  }
}
