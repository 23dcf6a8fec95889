package dev.treeline.forest;

import dev.treeline.booster.ModelDocument;
import dev.treeline.booster.TreesDocument;
import java.util.List;

/// What a model file says of its model, for whoever sends it rows.
///
/// @param objective XGBoost's name of it, such as `binary:logistic`
/// @param features values a row must have
/// @param featureNames one a feature, in the order that the trees know; empty when it names none
/// @param categories the names of each feature's categories, each at the place of its code, empty
///   for a numerical feature; the whole empty when the file names none
public record Facts(
    String objective, int features, List<String> featureNames, List<List<String>> categories) {
  static Facts of(ModelDocument document) {
    return new Facts(
        document.objective(),
        document.param().features(),
        document.featureNames(),
        document.booster() instanceof TreesDocument trees ? trees.categories : List.of());
  }

  public Facts {
    featureNames = List.copyOf(featureNames);
    categories = List.copyOf(categories);
  }
}
