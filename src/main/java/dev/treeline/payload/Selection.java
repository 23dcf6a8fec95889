package dev.treeline.payload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What became of the wish for selectable output, `SAGEMAKER_INFERENCE_OUTPUT`.
///
/// (aws/sagemaker-xgboost-container, `algorithm_mode/serve_utils.py`.)
public sealed interface Selection permits SelectedOutputs, Selection.Unsupported {

  /// The model's objective has no selectable output; the container answers every request with 500.
  ///
  /// @param problem found and expected; for the operator
  record Unsupported(String problem) implements Selection {}

  /// Reads the setting as the container does: all spaces removed, in lower case, cut at commas.
  /// Nothing is refused: what is no key is answered as `NaN`.
  static List<String> keys(String setting) {
    List<String> keys = new ArrayList<>();
    for (String key : setting.replace(" ", "").toLowerCase(Locale.ROOT).split(",", -1)) {
      keys.add(key);
    }
    return keys;
  }

  /// Decides once for a model what its replies hold.
  ///
  /// @param objective XGBoost's name for it
  /// @param groups margins a row has: the classes of a `multi:` model, the targets of a model of
  ///   several; several members of an ensemble do not count
  /// @param keys wanted, in the order that CSV keeps
  static Selection of(String objective, int groups, List<String> keys) {
    List<String> valid = SelectedKey.of(objective);
    if (valid.isEmpty()) {
      return new Unsupported(
          "SAGEMAKER_INFERENCE_OUTPUT: found the objective "
              + objective
              + ", which has no selectable output; expected one of "
              + String.join(", ", SelectedKey.OBJECTIVES)
              + ", or the setting left out");
    }
    if (groups != 1 && !objective.startsWith("multi:")) {
      return new Unsupported(
          "SAGEMAKER_INFERENCE_OUTPUT: found a "
              + objective
              + " model of "
              + groups
              + " targets, expected one of a single target, or the setting left out");
    }
    return new SelectedOutputs(objective, groups, keys, valid);
  }
}
