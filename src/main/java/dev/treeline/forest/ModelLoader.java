package dev.treeline.forest;

import dev.treeline.booster.Detail;
import dev.treeline.booster.ModelFile;
import dev.treeline.booster.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// How a model is loaded: the choices, and the way from files to a [Model].
///
/// @param use what the model is wanted for
/// @param rounds which rounds are scored; empty to take what `schema.json` says, otherwise the best
public record ModelLoader(Use use, Optional<Rounds> rounds) {
  /// Predictions, and the rounds that the package says.
  public static final ModelLoader DEFAULT = new ModelLoader(Use.PREDICTIONS, Optional.empty());

  /// The file of a package that describes its model.
  public static final String SCHEMA = Schema.FILE;

  private static final List<String> MODEL_FILES =
      List.of("model.ubj", "model.json", "xgboost-model");

  /// SageMaker's training with several folds writes `xgboost-model-0`, `xgboost-model-1`, ….
  private static final String PART = "xgboost-model";

  /// What a model is wanted for.
  public enum Use {
    PREDICTIONS,
    /// Margins only, which an objective that is not known has too: its base_score is then taken for
    /// a margin.
    MARGINS
  }

  /// Whether a file of this name is needed: the model, or what describes it.
  public static boolean needs(String fileName) {
    return fileName.equals(Schema.FILE) || isModel(fileName);
  }

  /// Whether a file of this name is a model, or one of several that answer together.
  public static boolean isModel(String fileName) {
    return MODEL_FILES.contains(fileName) || fileName.startsWith(PART);
  }

  /// Loads a model package.
  ///
  /// @param files the package's files by name: exactly one of `model.ubj`, `model.json` and
  ///   `xgboost-model`, or several that begin with `xgboost-model`, which then answer together; and
  ///   optionally `schema.json`; others are passed over
  /// @throws ModelFormatException if there is no model file or one too many, one that cannot be
  ///   scored exactly, or a schema of another model
  public Model load(Map<String, byte[]> files) {
    List<String> names = new ArrayList<>();
    List<byte[]> models = new ArrayList<>();
    byte @Nullable [] schema = null;
    for (String name : new TreeSet<>(files.keySet())) {
      byte[] bytes = files.getOrDefault(name, new byte[0]);
      if (isModel(name)) {
        names.add(name);
        models.add(bytes);
      } else if (name.equals(Schema.FILE)) {
        schema = bytes;
      }
    }
    if (names.isEmpty() || (names.size() > 1 && !names.getFirst().startsWith(PART))) {
      throw new ModelFormatException(
          "model package",
          names.isEmpty()
              ? "the files " + new TreeSet<>(files.keySet())
              : String.join(" and ", names),
          "exactly one model file: " + String.join(", ", MODEL_FILES));
    }
    return read(names, models, schema);
  }

  /// Reads a model file that stands alone; see [Model#read].
  public Model read(String fileName, byte[] bytes) {
    return read(List.of(fileName), List.of(bytes), null);
  }

  /// A model that something else scores: described by what its package says.
  ///
  /// @param facts what the file says, as far as it can be told
  /// @param schema the bytes of `schema.json`, if there is one
  /// @param bytes the model file
  public static Model foreign(Facts facts, Optional<byte[]> schema, byte[] bytes, Engine engine) {
    byte @Nullable [] saying = schema.orElse(null);
    Schema said = schema(saying);
    check(said, facts, engine);
    return new Model(said, version(said, List.of(bytes), saying), facts, engine);
  }

  /// How many rounds something else has to score, 0 for all.
  ///
  /// @param schema the bytes of `schema.json`, if there is one
  /// @param said what the model file says, if it can be read here
  /// @return never more than the file has
  public int most(Optional<byte[]> schema, Optional<Inspection> said) {
    OptionalInt best = said.map(Inspection::bestRound).orElseGet(OptionalInt::empty);
    int most =
        switch (rounds(schema.map(SchemaReader::file).orElse(Schema.NONE))) {
          case Rounds.First(int count) -> count;
          case Rounds.Best _ -> best.isPresent() ? best.getAsInt() + 1 : 0;
          case Rounds.All _ -> 0;
        };
    return said.map(it -> Math.min(most, it.rounds())).orElse(most);
  }

  private static Schema schema(byte @Nullable [] saying) {
    return saying == null ? Schema.NONE : SchemaReader.file(saying);
  }

  /// @param saying the bytes of `schema.json`; null where there is no such file
  private Model read(List<String> names, List<byte[]> models, byte @Nullable [] saying) {
    Schema schema = schema(saying);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      parts.add(part(names.get(i), models.get(i), rounds(schema)));
    }
    Part first = parts.getFirst();
    Engine engine = first.engine;
    if (parts.size() > 1) {
      for (int i = 1; i < parts.size(); i++) {
        requireAlike(names.getFirst(), first, names.get(i), parts.get(i));
      }
      engine = Ensemble.of(first.facts.objective(), parts.stream().map(Part::engine).toList());
    }
    check(schema, first.facts, engine);
    return new Model(schema, version(schema, models, saying), first.facts, engine);
  }

  private Rounds rounds(Schema schema) {
    if (rounds.isPresent()) {
      return rounds.get();
    }
    return schema.rounds().isPresent() ? schema.rounds().get() : new Rounds.Best();
  }

  /// The same trees with features in another order, or another threshold, are another model.
  private static String version(Schema schema, List<byte[]> models, byte @Nullable [] saying) {
    return schema.version().isPresent() ? schema.version().get() : digest(models, saying);
  }

  private record Part(Facts facts, Engine engine) {}

  private Part part(String name, byte[] bytes, Rounds asked) {
    var document = ModelFile.read(name, bytes, Detail.SCORES);
    try {
      var checked = CheckedModel.check(document);
      if (use == Use.PREDICTIONS) {
        checked.objective();
      }
      return new Part(Facts.of(document), BoosterEngine.compile(checked, asked));
    } catch (ModelFormatException e) {
      throw e.in(name);
    }
  }

  private static void requireAlike(String firstName, Part first, String name, Part other) {
    if (!describe(first).equals(describe(other))) {
      throw new ModelFormatException(
          name, describe(other), describe(first) + " as " + firstName + " has");
    }
    boolean named = !first.facts.featureNames().isEmpty() && !other.facts.featureNames().isEmpty();
    if (named && !first.facts.featureNames().equals(other.facts.featureNames())) {
      throw new ModelFormatException(
          name, "other feature names, or in another order", "those that " + firstName + " has");
    }
    if (!first.facts.categories().equals(other.facts.categories())) {
      throw new ModelFormatException(
          name, "other categories, or in another order", "those that " + firstName + " has");
    }
  }

  private static String describe(Part part) {
    return "%s of %d features and %d outputs"
        .formatted(part.facts.objective(), part.facts.features(), part.engine.outputs());
  }

  private static void check(Schema schema, Facts facts, Engine engine) {
    try {
      schema.check(facts, engine.groups());
    } catch (ModelFormatException e) {
      throw e.in(Schema.FILE);
    }
  }

  /// The CRC-32 of the files, because the JDK has it in native code: in a function that has just
  /// started, SHA-256 of half a megabyte takes longer than all else.
  private static String digest(List<byte[]> models, byte @Nullable [] saying) {
    var crc = new CRC32();
    for (byte[] model : models) {
      crc.update(model);
    }
    if (saying != null) {
      crc.update(saying);
    }
    String hex = Long.toHexString(crc.getValue());
    return "0".repeat(8 - hex.length()) + hex;
  }
}
