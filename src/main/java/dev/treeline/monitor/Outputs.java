package dev.treeline.monitor;

import java.util.Arrays;
import java.util.List;

/// What is watched of a model's answer to one row, and the names it has in the baseline.
///
/// The baseline and the monitor agree by this class alone:
/// - `score`: the one output, or the largest of several;
/// - `class`: the decided class, for classifiers: the position of the largest of several outputs,
///   counted from 0, or for one output whether it passes 0.5.
public final class Outputs {
  /// The name of the score.
  public static final String SCORE = "score";

  /// The name of the decided class.
  public static final String CLASS = "class";

  private static final double HALF = 0.5;

  private Outputs() {}

  /// The names that a baseline gives its outputs, in order.
  ///
  /// @param classifies whether the outputs are chances of classes
  public static List<String> names(boolean classifies) {
    return classifies ? List.of(SCORE, CLASS) : List.of(SCORE);
  }

  /// What is watched under a name.
  ///
  /// @param name [#SCORE] or [#CLASS]
  /// @param outputs what the model answered to one row, at least one
  /// @return `NaN` when an output that decides it is `NaN`
  /// @throws IllegalArgumentException if nothing is watched under this name
  public static double of(String name, double[] outputs) {
    return switch (name) {
      case SCORE -> Arrays.stream(outputs).max().orElse(Double.NaN);
      case CLASS -> decided(outputs);
      default ->
          throw new IllegalArgumentException(
              "prediction: found \"" + name + "\", expected \"score\" or \"class\"");
    };
  }

  private static double decided(double[] outputs) {
    if (Arrays.stream(outputs).anyMatch(Double::isNaN)) {
      return Double.NaN;
    }
    if (outputs.length == 1) {
      return outputs[0] > HALF ? 1 : 0;
    }
    int largest = 0;
    for (int i = 1; i < outputs.length; i++) {
      if (outputs[i] > outputs[largest]) {
        largest = i;
      }
    }
    return largest;
  }
}
