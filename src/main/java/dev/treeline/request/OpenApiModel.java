package dev.treeline.request;

import static dev.treeline.request.OpenApiTree.anyOf;
import static dev.treeline.request.OpenApiTree.object;
import static dev.treeline.request.OpenApiTree.schema;

import dev.treeline.forest.Model;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// What a document says of one model: the schemas of its rows, and rows that it scores.
///
/// A model of more than [#MOST_LISTED] features is described by their number alone, without
/// examples: a damaged file may claim millions.
final class OpenApiModel {
  static final int MOST_LISTED = 1000;

  // What float32 holds; more would be read as infinite.
  private static final double LARGEST = 3.4028234e38;

  private static final List<Double> TYPICAL = List.of(5.1, 3.5, 1.4, 0.2);

  private final String name;
  private final Model model;
  private final String suffix;

  /// @param suffix tells the model's schemas from those of others
  OpenApiModel(Served served, String suffix) {
    this.name = served.name();
    this.model = served.model();
    this.suffix = suffix;
  }

  /// What callers call it.
  String name() {
    return name;
  }

  Model model() {
    return model;
  }

  String row() {
    return "Row" + suffix;
  }

  String values() {
    return "Values" + suffix;
  }

  String rows() {
    return "Rows" + suffix;
  }

  /// Whether there are examples, and a list of the features.
  boolean listed() {
    return model.features() <= MOST_LISTED;
  }

  /// The schemas that the model adds to the document, by name.
  Map<String, Object> schemas() {
    return object(
        row(), rowSchema(),
        values(), valuesSchema(),
        rows(),
            object(
                "title",
                "Rows of " + name,
                "anyOf",
                List.of(arrayOf(schema(row())), arrayOf(schema(values())))));
  }

  private Map<String, Object> rowSchema() {
    Map<String, Object> row = object("type", "object", "title", "A row of " + name + ", by name");
    if (!listed()) {
      row.put("minProperties", model.features());
      row.put("maxProperties", model.features());
      row.put("additionalProperties", number());
      return row;
    }
    Map<String, Object> properties = object();
    for (int feature = 0; feature < model.features(); feature++) {
      properties.put(model.featureNames().get(feature), cell(feature));
    }
    row.put("required", new ArrayList<>(properties.keySet()));
    row.put("properties", properties);
    row.put("additionalProperties", false);
    row.put("examples", List.of(namedExample()));
    return row;
  }

  private Map<String, Object> valuesSchema() {
    Map<String, Object> values =
        object(
            "type",
            "array",
            "title",
            "A row of " + name + ", in the model's order",
            "minItems",
            model.features(),
            "maxItems",
            model.features());
    if (!listed()) {
      values.put("items", number());
      return values;
    }
    List<Object> cells = new ArrayList<>();
    for (int feature = 0; feature < model.features(); feature++) {
      cells.add(cell(feature));
    }
    boolean alike = new LinkedHashSet<>(cells).size() <= 1;
    if (alike) {
      values.put("items", number());
    } else {
      values.put("prefixItems", cells);
    }
    values.put("examples", List.of(valuesExample()));
    return values;
  }

  private Map<String, Object> cell(int feature) {
    List<String> names = model.categories(feature);
    if (names.isEmpty()) {
      return number();
    }
    return anyOf(
        List.of(
            object("type", "string", "enum", new ArrayList<>(new LinkedHashSet<>(names))),
            object(
                "type",
                "integer",
                "minimum",
                0,
                "maximum",
                names.size() - 1,
                "description",
                "A category's code: its place in the list of names"),
            object("type", "null", "description", "Missing")));
  }

  private static Map<String, Object> number() {
    return object(
        "type",
        List.of("number", "null"),
        "format",
        "float",
        "minimum",
        -LARGEST,
        "maximum",
        LARGEST,
        "description",
        "null is missing");
  }

  private static Map<String, Object> arrayOf(Map<String, Object> items) {
    return object("type", "array", "minItems", 1, "items", items);
  }

  /// A row by name, categories by name.
  Map<String, Object> namedExample() {
    Map<String, Object> row = object();
    for (int feature = 0; feature < model.features(); feature++) {
      row.put(model.featureNames().get(feature), example(feature));
    }
    return row;
  }

  /// A row in the model's order, categories by name.
  List<Object> valuesExample() {
    List<Object> values = new ArrayList<>();
    for (int feature = 0; feature < model.features(); feature++) {
      values.add(example(feature));
    }
    return values;
  }

  /// A row in the model's order, categories by code.
  List<Object> codesExample() {
    List<Object> codes = new ArrayList<>();
    for (int feature = 0; feature < model.features(); feature++) {
      codes.add(model.categories(feature).isEmpty() ? example(feature) : Integer.valueOf(0));
    }
    return codes;
  }

  private Object example(int feature) {
    List<String> names = model.categories(feature);
    return names.isEmpty() ? TYPICAL.get(feature % TYPICAL.size()) : names.getFirst();
  }
}
