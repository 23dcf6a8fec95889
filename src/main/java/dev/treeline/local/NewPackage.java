package dev.treeline.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.treeline.forest.Inspection;
import dev.treeline.forest.Model;
import dev.treeline.forest.ModelLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The files of a model package while they are made.
final class NewPackage {
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  /// A feature as `schema.json` names it.
  ///
  /// @param type `float`, `int` or `category`
  record Feature(String name, String type) {}

  /// @param features in the order of the columns; empty without names
  /// @param classes in label order; empty without names
  /// @param rounds which are scored, where the package has to say it
  NewPackage(String name, List<Feature> features, List<String> classes, Optional<String> rounds) {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("name", name);
    rounds.ifPresent(said -> schema.put("rounds", said));
    if (!features.isEmpty()) {
      ArrayNode listed = schema.putArray("features");
      features.forEach(
          feature -> listed.addObject().put("name", feature.name).put("type", feature.type));
    }
    if (!classes.isEmpty()) {
      ArrayNode names = schema.putArray("classes");
      classes.forEach(names::add);
    }
    put(ModelLoader.SCHEMA, (schema.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /// Puts one file.
  void put(String name, byte[] content) {
    files.put(name, content);
  }

  /// The package's model, as a server would load it.
  Model model() {
    return Model.load(files);
  }

  /// How many rounds of the package's model, of which its file says this, are scored; 0 for all.
  int rounds(Inspection said) {
    return ModelLoader.DEFAULT.most(
        Optional.ofNullable(files.get(ModelLoader.SCHEMA)), Optional.of(said));
  }

  List<String> names() {
    return List.copyOf(files.keySet());
  }

  /// Writes every file, over those of an older package, of which no model and no golden rows stay.
  ///
  /// @return the names of what is deleted
  List<String> writeTo(Path folder) {
    Packages.write(folder, files);
    return Packages.deleteOld(folder, files.keySet());
  }

  /// Puts the baseline's files.
  void add(Baseline baseline) {
    files.putAll(baseline.files());
  }
}
