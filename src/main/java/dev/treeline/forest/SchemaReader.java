package dev.treeline.forest;

import static dev.treeline.booster.ModelFormatException.quoted;

import dev.treeline.booster.ModelFormatException;
import dev.treeline.json.MalformedJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads `schema.json`: `{"name", "version", "rounds", "features": [{"name", "type",
/// "categories"}], "classes", "threshold"}`, all optional but a feature's name.
///
/// It is written by hand, so a key that is not known is refused: it is a slip, not a wish.
final class SchemaReader {
  private static final Set<String> TYPES = Set.of("float", "int", "category");

  private final SchemaJson in;

  private SchemaReader(SchemaJson in) {
    this.in = in;
  }

  /// Reads the file of a package.
  ///
  /// @throws ModelFormatException with the place in the file that is wrong
  static Schema file(byte[] bytes) {
    try {
      return read(bytes);
    } catch (ModelFormatException e) {
      throw e.in(Schema.FILE);
    } catch (MalformedJsonException e) {
      var malformed =
          new ModelFormatException(
              Schema.FILE + " byte " + e.offset(), e.problem(), "well-formed JSON");
      malformed.initCause(e);
      throw malformed;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /// @throws IOException if the bytes are not JSON
  static Schema read(byte[] bytes) throws IOException {
    var in = new SchemaJson(bytes);
    var schema = new SchemaReader(in).schema();
    in.requireEnd();
    return schema;
  }

  private Schema schema() throws IOException {
    Optional<String> name = Optional.empty();
    Optional<String> version = Optional.empty();
    Optional<Rounds> rounds = Optional.empty();
    List<Feature> features = List.of();
    List<String> classes = List.of();
    Optional<Float> threshold = Optional.empty();
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "name" -> name = Optional.of(in.string());
        case "version" -> version = Optional.of(in.string());
        case "rounds" -> rounds = Optional.of(rounds());
        case "features" -> features = features();
        case "classes" -> classes = names();
        case "threshold" -> threshold = Optional.of(probability());
        default -> throw unknown("name, version, rounds, features, classes or threshold");
      }
    }
    // No streams: linking their first lambda takes longer than reading the file.
    List<String> featureNames = new ArrayList<>();
    List<List<String>> categories = new ArrayList<>();
    boolean categorical = false;
    for (Feature feature : features) {
      featureNames.add(feature.name);
      categories.add(feature.categories);
      categorical |= !feature.categories.isEmpty();
    }
    return new Schema(
        name,
        version,
        rounds,
        featureNames,
        categorical ? categories : List.of(),
        classes,
        threshold);
  }

  private Rounds rounds() throws IOException {
    String path = in.path();
    String text = in.string();
    Optional<Rounds> rounds = Rounds.of(text);
    if (rounds.isEmpty()) {
      throw new ModelFormatException(
          path, quoted(text), "\"best\", \"all\", or how many, such as \"20\"");
    }
    return rounds.get();
  }

  private record Feature(String name, List<String> categories) {}

  private List<Feature> features() throws IOException {
    List<Feature> features = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    in.enterArray();
    while (in.nextElement()) {
      String path = in.path();
      Feature feature = feature();
      if (!seen.add(feature.name)) {
        throw new ModelFormatException(path + ".name", quoted(feature.name), "a name of its own");
      }
      features.add(feature);
    }
    return features;
  }

  private Feature feature() throws IOException {
    String path = in.path();
    String name = null;
    List<String> categories = List.of();
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "name" -> name = in.string();
        case "type" -> checkType();
        case "categories" -> categories = categories();
        case "missing" -> throw missing();
        default -> throw unknown("name, type or categories");
      }
    }
    if (name == null) {
      throw new ModelFormatException(path + ".name", "nothing", "the feature's name");
    }
    return new Feature(name, categories);
  }

  private List<String> categories() throws IOException {
    String path = in.path();
    List<String> categories = names();
    if (new HashSet<>(categories).size() < categories.size()) {
      throw new ModelFormatException(path, "a category twice", "each once, at its code's place");
    }
    return categories;
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
