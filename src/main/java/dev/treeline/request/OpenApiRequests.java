package dev.treeline.request;

import static dev.treeline.request.OpenApiTree.anyOf;
import static dev.treeline.request.OpenApiTree.object;
import static dev.treeline.request.OpenApiTree.schema;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The bodies that a document's routes take.
final class OpenApiRequests {
  private final List<OpenApiModel> models;
  private final OpenApiModel first;

  OpenApiRequests(List<OpenApiModel> models) {
    this.models = models;
    this.first = models.getFirst();
  }

  /// The schemas of all bodies, by name.
  Map<String, Object> schemas() {
    Map<String, Object> rows = ofAny(OpenApiModel::rows);
    Map<String, Object> instances = wrapped("instances", rows);
    Map<String, Object> inputs = wrapped("inputs", rows);
    return object(
        "Instances", instances,
        "Inputs", inputs,
        "DataframeSplit", dataframeSplit(),
        "DataframeRecords", wrapped("dataframe_records", ofAny(OpenApiModel::rows)),
        "Invocation",
            anyOf(
                List.of(
                    ofAny(OpenApiModel::row),
                    ofAny(OpenApiModel::values),
                    rows,
                    schema("Instances"),
                    schema("Inputs"),
                    schema("DataframeSplit"),
                    schema("DataframeRecords"))),
        "V1Request", anyOf(List.of(schema("Instances"), schema("Inputs"))),
        "V2Request", v2Request(),
        "V2Input", v2Input());
  }

  private Map<String, Object> ofAny(Function<OpenApiModel, String> part) {
    if (models.size() == 1) {
      return schema(part.apply(first));
    }
    List<Object> schemas = new ArrayList<>();
    models.forEach(model -> schemas.add(schema(part.apply(model))));
    return anyOf(schemas);
  }

  private static Map<String, Object> wrapped(String name, Map<String, Object> rows) {
    return object("type", "object", "required", List.of(name), "properties", object(name, rows));
  }

  private static Map<String, Object> dataframeSplit() {
    Map<String, Object> rows =
        object("type", "array", "minItems", 1, "items", object("type", "array"));
    return wrapped(
        "dataframe_split",
        object(
            "type",
            "object",
            "required",
            List.of("columns", "data"),
            "properties",
            object(
                "index", object("type", "array"),
                "columns",
                    object(
                        "type", "array",
                        "items", object("type", "string"),
                        "description", "Each of the model's features once, in any order"),
                "data", rows)));
  }

  private static Map<String, Object> v2Request() {
    Map<String, Object> wanted =
        object(
            "type",
            "object",
            "required",
            List.of("name"),
            "properties",
            object("name", object("type", "string"), "parameters", object("type", "object")));
    return object(
        "type",
        "object",
        "required",
        List.of("inputs"),
        "properties",
        object(
            "id", object("type", "string"),
            "parameters", object("type", "object"),
            "inputs", object("type", "array", "minItems", 1, "items", schema("V2Input")),
            "outputs", object("type", "array", "items", wanted)));
  }

  private static Map<String, Object> v2Input() {
    List<String> types =
        List.of(
            "BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64",
            "FP16", "FP32", "FP64", "BYTES");
    return object(
        "type",
        "object",
        "required",
        List.of("name", "shape", "datatype"),
        "properties",
        object(
            "name", object("type", "string"),
            "shape",
                object(
                    "type",
                    "array",
                    "minItems",
                    1,
                    "items",
                    object("type", "integer", "minimum", 0)),
            "datatype", object("type", "string", "enum", types),
            "parameters", object("type", "object"),
            "data", object("type", "array", "description", "Left out where the tensor is binary")));
  }

  /// The content of `/invocations`, by media type.
  Map<String, Object> invocations() {
    Map<String, Object> json = object("schema", schema("Invocation"));
    Map<String, Object> csv = object("schema", text("Lines of cells, an empty one is missing"));
    Map<String, Object> lines = object("schema", text("A JSON document a line"));
    Map<String, Object> libsvm = object("schema", text("Lines of `index:value`"));
    if (first.listed()) {
      json.put(
          "examples",
          object(
              "named", object("value", first.namedExample()),
              "values", object("value", List.of(first.valuesExample(), first.valuesExample())),
              "instances", object("value", object("instances", List.of(first.namedExample())))));
      csv.put("example", cells());
      lines.put("example", new String(OpenApiTree.bytes(first.namedExample()), UTF_8) + "\n");
      libsvm.put("example", indexed());
    }
    return object(
        "application/json", json,
        "text/csv", csv,
        "application/jsonlines", lines,
        "text/libsvm", libsvm,
        "application/x-recordio-protobuf", object("schema", object()));
  }

  /// The content of V1 routes.
  Map<String, Object> v1() {
    Map<String, Object> json = object("schema", schema("V1Request"));
    if (first.listed()) {
      json.put("example", object("instances", List.of(first.namedExample())));
    }
    return object("application/json", json);
  }

  /// The content of V2 inference.
  Map<String, Object> v2() {
    Map<String, Object> json = object("schema", schema("V2Request"));
    if (first.listed()) {
      Map<String, Object> input =
          object(
              "name",
              "input-0",
              "shape",
              List.of(1, first.model().features()),
              "datatype",
              "FP32",
              "data",
              first.codesExample());
      json.put("example", object("id", "42", "inputs", List.of(input)));
    }
    return object("application/json", json, "application/octet-stream", object("schema", object()));
  }

  private static Map<String, Object> text(String description) {
    return object("type", "string", "description", description);
  }

  private String cells() {
    StringBuilder line = new StringBuilder();
    for (Object value : first.codesExample()) {
      line.append(line.isEmpty() ? "" : ",").append(value);
    }
    return line.append('\n').toString();
  }

  private String indexed() {
    StringBuilder line = new StringBuilder();
    List<Object> codes = first.codesExample();
    for (int i = 0; i < codes.size(); i++) {
      line.append(i == 0 ? "" : " ").append(i).append(':').append(codes.get(i));
    }
    return line.append('\n').toString();
  }
}
