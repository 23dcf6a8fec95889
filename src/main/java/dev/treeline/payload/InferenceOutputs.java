package dev.treeline.payload;

import dev.treeline.payload.OutputTensor.Encoding;
import java.util.List;
import java.util.Optional;

/// The outputs that a model has under the Open Inference Protocol. Immutable, for every thread.
///
/// - `predict`: the predictions, `[rows]` or `[rows, outputs]`, as MLServer's XGBoost runtime names
///   them;
/// - `output__0`, `output-0`: the same, as Triton's FIL backend and KServe's server name them;
/// - `predict_proba`: a probability a class, `[rows, classes]`, of `binary:logistic` and
///   `multi:softprob` only.
///
/// A caller that names no output gets `predict`. MLServer's `predict` gives class numbers for a
/// model that `XGBClassifier` saved, and what is said here for one that `Booster` saved; here it is
/// always the latter.
public final class InferenceOutputs {
  /// What a caller gets who names nothing.
  public static final String PREDICT = "predict";

  private static final String PREDICT_PROBA = "predict_proba";
  private static final List<String> ALIASES = List.of("output__0", "output-0");

  private final boolean binary;
  private final boolean probable;
  private final int outputs;

  /// @param objective XGBoost's name for it
  /// @param outputs predictions a row, at least 1
  public InferenceOutputs(String objective, int outputs) {
    this.outputs = outputs;
    binary = objective.equals("binary:logistic") && outputs == 1;
    probable = binary || objective.equals("multi:softprob");
  }

  /// The outputs' names, without aliases: what the model's metadata lists.
  public List<String> names() {
    return probable ? List.of(PREDICT, PREDICT_PROBA) : List.of(PREDICT);
  }

  /// Numbers a row that an output has; 1 stands for the shape `[rows]`.
  ///
  /// @return empty if the model has no output of that name
  public Optional<Integer> width(String name) {
    if (name.equals(PREDICT) || ALIASES.contains(name)) {
      return Optional.of(outputs);
    }
    return probable && name.equals(PREDICT_PROBA)
        ? Optional.of(binary ? 2 : outputs)
        : Optional.empty();
  }

  /// One output, under the name that the caller has for it.
  ///
  /// @param scores row after row, kept
  /// @throws PayloadException if the model has no output of that name
  public OutputTensor tensor(String name, float[] scores, Encoding encoding) {
    Optional<Integer> width = width(name);
    if (width.isEmpty()) {
      throw new PayloadException(
          "$.outputs", "the name \"" + name + "\"", String.join(" or ", names()));
    }
    boolean pairs = binary && name.equals(PREDICT_PROBA);
    return new OutputTensor(name, pairs ? pairs(scores) : scores, width.get(), encoding);
  }

  /// Both classes' probabilities, in float32 as `XGBClassifier.predict_proba` gives them.
  private static float[] pairs(float[] scores) {
    float[] pairs = new float[Math.multiplyExact(2, scores.length)];
    for (int row = 0; row < scores.length; row++) {
      pairs[2 * row] = 1 - scores[row];
      pairs[2 * row + 1] = scores[row];
    }
    return pairs;
  }
}
