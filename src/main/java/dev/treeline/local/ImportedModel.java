package dev.treeline.local;

import dev.treeline.booster.Detail;
import dev.treeline.booster.FileFormat;
import dev.treeline.booster.ModelDocument;
import dev.treeline.booster.ModelFile;
import dev.treeline.booster.ModelFormatException;
import dev.treeline.forest.Inspection;
import dev.treeline.pickle.PickledBooster;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// A model of another place: what scoring needs of it, taken out of whatever held it. Owns the
/// bytes.
final class ImportedModel {
  /// What else a model package of ours, or SageMaker's training, may hold.
  private static final Set<String> KNOWN =
      Set.of(
          "schema.json",
          "statistics.json",
          "constraints.json",
          "profile.json",
          "evaluation.json",
          GoldenRows.FILE,
          "README.md");

  private static final int MOST_LISTED = 10;

  private final byte[] bytes;
  private final ModelDocument document;
  private final List<String> names;
  private final List<String> types;
  private final List<String> classes;
  private final OptionalInt bestRound;
  private final Inspection said;

  private ImportedModel(String name, byte[] bytes, Optional<PickledBooster> pickle) {
    this.bytes = ModelFile.withoutConfiguration(name, bytes);
    document = ModelFile.read(name, this.bytes, Detail.SCORES);
    said = Inspection.read(name, this.bytes);
    names = pick(document.featureNames(), pickle.map(PickledBooster::featureNames));
    types = pick(document.featureTypes(), pickle.map(PickledBooster::featureTypes));
    classes = pickle.map(PickledBooster::classes).orElse(List.of());
    bestRound =
        said.bestRound().isPresent()
            ? OptionalInt.empty()
            : pickle.map(PickledBooster::bestIteration).orElse(OptionalInt.empty());
  }

  private static List<String> pick(List<String> own, Optional<List<String>> pickled) {
    return own.isEmpty() ? pickled.orElse(List.of()) : own;
  }

  /// The models among the files of an archive or folder, in the order of their names: those that
  /// lie in no folder, otherwise those of the one folder that has any.
  ///
  /// @param place for messages
  /// @param say takes a note of what is passed over
  /// @throws CommandException if there is none, or if several folders have some
  /// @throws ModelFormatException if one of them is damaged
  static List<ImportedModel> all(String place, Map<String, byte[]> files, Consumer<String> say) {
    TreeMap<String, byte[]> found = new TreeMap<>();
    List<String> others = new ArrayList<>();
    files.forEach(
        (name, bytes) -> {
          if (!KNOWN.contains(name)) {
            if (files.size() == 1 || startsAsModel(bytes)) {
              found.put(name, bytes);
            } else {
              others.add(name);
            }
          }
        });
    String folder = folderOfModels(place, files.keySet(), found.keySet());
    found.keySet().removeIf(name -> !folder(name).equals(folder));
    if (!others.isEmpty()) {
      say.accept(listed(others) + " passed over: no start of a model");
    }
    List<ImportedModel> models = new ArrayList<>();
    found.forEach((name, bytes) -> models.add(of(name, bytes)));
    return models;
  }

  private static ImportedModel of(String name, byte[] bytes) {
    if (PickledBooster.looksLike(bytes)) {
      var pickle = PickledBooster.read(name, bytes);
      return new ImportedModel(name + " (pickle)", pickle.handle(), Optional.of(pickle));
    }
    return new ImportedModel(name, bytes, Optional.empty());
  }

  /// Hyperparameters are JSON too.
  private static boolean startsAsModel(byte[] bytes) {
    return PickledBooster.looksLike(bytes)
        || switch (FileFormat.of(bytes)) {
          case JSON -> new String(bytes, StandardCharsets.ISO_8859_1).contains("\"learner\"");
          case UBJSON, OLD_BINARY, OLD_SNAPSHOT, PICKLE -> true;
          case OTHER -> false;
        };
  }

  private static String folderOfModels(String place, Set<String> files, Set<String> models) {
    TreeSet<String> folders = new TreeSet<>();
    models.forEach(name -> folders.add(folder(name)));
    if (folders.isEmpty()) {
      throw new CommandException(
          place
              + ": found no model among "
              + (files.isEmpty() ? "no files" : "[" + listed(files) + "]"));
    }
    if (folders.size() > 1 && !folders.contains("")) {
      throw new CommandException(
          place + ": found models in the folders " + folders + ", expected one folder of models");
    }
    return folders.first();
  }

  private static String folder(String name) {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }

  /// The names, as many as one reads.
  private static String listed(Collection<String> names) {
    String first = names.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
    return names.size() <= MOST_LISTED
        ? first
        : first + " and " + (names.size() - MOST_LISTED) + " more";
  }

  byte[] bytes() {
    return bytes;
  }

  ModelDocument document() {
    return document;
  }

  /// What the file says of the model.
  Inspection said() {
    return said;
  }

  /// The name that the file gets in a package.
  String packageName() {
    return switch (FileFormat.of(bytes)) {
      case JSON -> "model.json";
      case UBJSON -> "model.ubj";
      case OLD_BINARY, OLD_SNAPSHOT, PICKLE, OTHER -> "xgboost-model";
    };
  }

  /// What `schema.json` says of the features; empty where nobody named them.
  List<NewPackage.Feature> features() {
    List<NewPackage.Feature> features = new ArrayList<>();
    for (int f = 0; f < names.size(); f++) {
      String type = f < types.size() ? types.get(f) : "";
      features.add(
          new NewPackage.Feature(
              names.get(f),
              switch (type) {
                case "c" -> "category";
                case "int", "i" -> "int";
                default -> "float";
              }));
    }
    return features;
  }

  /// Class names in label order; empty where the pickle has none.
  List<String> classes() {
    return classes;
  }

  /// What `schema.json` must say of the rounds because the model's own file does not: a pickle may
  /// know the best one. Python up to 1.7 notes the last one there when nothing was stopped early.
  ///
  /// @param asked `best`, `all`, a number, or empty
  Optional<String> rounds(String asked) {
    if (!asked.isEmpty() && !asked.equals("best")) {
      return Optional.of(asked);
    }
    Optional<String> best =
        bestRound.stream()
            .filter(round -> round + 1 < said.rounds())
            .mapToObj(round -> Integer.toString(round + 1))
            .findFirst();
    return best.isEmpty() && !asked.isEmpty() ? Optional.of(asked) : best;
  }
}
