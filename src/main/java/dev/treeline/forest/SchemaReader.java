package dev.treeline.forest;

import static dev.treeline.forest.DocumentReader.quoted;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads `schema.json`: `{"name", "version", "features": [{"name", "type", "categories"}],
/// "classes", "threshold"}`, all optional but a feature's name.
///
/// It is written by hand, so a key that is not known is refused: it is a slip, not a wish.
final class SchemaReader {
  private static final Set<String> TYPES = Set.of("float", "int", "category");

  private final JsonSource in;

  private SchemaReader(JsonSource in) {
    this.in = in;
  }

  /// @throws IOException if the bytes are not JSON
  static Schema read(byte[] bytes) throws IOException {
    var in = new JsonSource(bytes);
    var schema = new SchemaReader(in).schema();
    in.end();
    return schema;
  }

  private Schema schema() throws IOException {
    Optional<String> name = Optional.empty();
    Optional<String> version = Optional.empty();
    List<String> features = List.of();
    List<String> classes = List.of();
    Optional<Float> threshold = Optional.empty();
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "name" -> name = Optional.of(in.string());
        case "version" -> version = Optional.of(in.string());
        case "features" -> features = features();
        case "classes" -> classes = names();
        case "threshold" -> threshold = Optional.of(probability());
        default -> throw unknown("name, version, features, classes or threshold");
      }
    }
    return new Schema(name, version, features, classes, threshold);
  }

  private List<String> features() throws IOException {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    in.enterArray();
    while (in.nextElement()) {
      String path = in.path();
      String name = feature();
      if (!seen.add(name)) {
        throw new ModelFormatException(path + ".name", quoted(name), "a name of its own");
      }
      names.add(name);
    }
    return names;
  }

  private String feature() throws IOException {
    String path = in.path();
    String name = null;
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "name" -> name = in.string();
        case "type" -> checkType();
        case "categories" -> in.skip();
        case "missing" -> throw missing();
        default -> throw unknown("name, type or categories");
      }
    }
    return DocumentReader.required(path + ".name", name, "the feature's name");
  }

  private void checkType() throws IOException {
    String path = in.path();
    String type = in.string();
    if (!TYPES.contains(type)) {
      throw new ModelFormatException(path, quoted(type), "float, int or category");
    }
  }

  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    in.enterArray();
    while (in.nextElement()) {
      names.add(in.string());
    }
    return names;
  }

  private float probability() throws IOException {
    String path = in.path();
    float value = in.number();
    if (!(value >= 0 && value <= 1)) {
      throw new ModelFormatException(path, "" + value, "a probability from 0 to 1");
    }
    return value;
  }

  private ModelFormatException missing() {
    return new ModelFormatException(
        in.path(),
        "a stand-in for missing values, which is not supported yet",
        "no such key: remove it, and send null, nothing or NaN where a value is missing");
  }

  private ModelFormatException unknown(String expected) {
    return new ModelFormatException(in.path(), "a key that is not known", expected);
  }
}
