package dev.treeline.forest;

import dev.treeline.booster.ModelFormatException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `schema.json` says about a model that its own file does not.
///
/// @param rounds which rounds are scored
/// @param featureNames one a feature, in the order that the trees know; empty when it names none
/// @param categories the names of each feature's categories in the order of their codes, empty for
///   a numerical feature; the whole empty when it names none
/// @param classes in label order; empty when it names none
/// @param threshold the probability from which on a binary model says the second class
record Schema(
    Optional<String> name,
    Optional<String> version,
    Optional<Rounds> rounds,
    List<String> featureNames,
    List<List<String>> categories,
    List<String> classes,
    Optional<Float> threshold) {

  static final String FILE = "schema.json";
  static final Schema NONE =
      new Schema(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty());

  Schema {
    featureNames = List.copyOf(featureNames);
    categories = List.copyOf(categories);
    classes = List.copyOf(classes);
  }

  /// Checks that this describes that model.
  ///
  /// @throws ModelFormatException with a path in `schema.json`
  void check(Facts model, int groups) {
    checkFeatures(model.featureNames(), model.features());
    checkCategories(model.categories());
    Optional<Objective> objective = Objective.of(model.objective());
    boolean binary = objective.isPresent() && objective.get().binary();
    boolean multiclass = objective.isPresent() && objective.get().multiclass();
    int known = multiclass ? groups : binary ? 2 : 0;
    if (!classes.isEmpty() && classes.size() != known) {
      throw new ModelFormatException(
          "$.classes", classes.size() + " classes", known + ", as the model has");
    }
    if (threshold.isPresent() && !binary) {
      throw new ModelFormatException(
          "$.threshold",
          "" + threshold.get(),
          "none, since only binary:logistic decides by a threshold");
    }
  }

  /// The model's own categories in another order would be other codes.
  private void checkCategories(List<List<String>> modelCategories) {
    for (int f = 0; f < categories.size() && !modelCategories.isEmpty(); f++) {
      if (!categories.get(f).isEmpty() && !categories.get(f).equals(modelCategories.get(f))) {
        throw new ModelFormatException(
            "$.features[" + f + "].categories",
            ModelFormatException.quoted(String.join(", ", categories.get(f))),
            ModelFormatException.quoted(String.join(", ", modelCategories.get(f)))
                + ", as the model file has them");
      }
    }
  }

  /// New names are fine; the model's own names in another order would swap columns unseen.
  private void checkFeatures(List<String> modelNames, int features) {
    if (featureNames.isEmpty()) {
      return;
    }
    if (featureNames.size() != features) {
      throw new ModelFormatException(
          "$.features", featureNames.size() + " features", features + ", as the model has");
    }
    Map<String, Integer> places = new HashMap<>();
    for (int f = 0; f < modelNames.size(); f++) {
      places.put(modelNames.get(f), f);
    }
    for (int f = 0; f < modelNames.size(); f++) {
      String name = featureNames.get(f);
      if (places.getOrDefault(name, f) != f) {
        throw new ModelFormatException(
            "$.features[" + f + "].name",
            ModelFormatException.quoted(name),
            ModelFormatException.quoted(modelNames.get(f))
                + ", since the model has the former elsewhere");
      }
    }
  }
}
