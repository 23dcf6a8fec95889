package dev.treeline.forest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `schema.json` says about a model that its own file does not.
///
/// @param featureNames one a feature, in the order that the trees know; empty when it names none
/// @param classes in label order; empty when it names none
/// @param threshold the probability from which on a binary model says the second class
record Schema(
    Optional<String> name,
    Optional<String> version,
    List<String> featureNames,
    List<String> classes,
    Optional<Float> threshold) {

  static final String FILE = "schema.json";
  static final Schema NONE =
      new Schema(Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty());

  Schema {
    featureNames = List.copyOf(featureNames);
    classes = List.copyOf(classes);
  }

  /// Checks that this describes that model.
  ///
  /// @throws ModelFormatException with a path in `schema.json`
  void check(CheckedModel model) {
    checkFeatures(model.document.featureNames(), model.document.param().features());
    int known =
        model.objective.multiclass() ? model.groups : model.objective == Objective.LOGISTIC ? 2 : 0;
    if (!classes.isEmpty() && classes.size() != known) {
      throw new ModelFormatException(
          "$.classes", classes.size() + " classes", known + ", as the model has");
    }
    if (threshold.isPresent() && model.objective != Objective.LOGISTIC) {
      throw new ModelFormatException(
          "$.threshold",
          "" + threshold.get(),
          "none, since only binary:logistic decides by a threshold");
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
            DocumentReader.quoted(name),
            DocumentReader.quoted(modelNames.get(f))
                + ", since the model has the former elsewhere");
      }
    }
  }
}
