package dev.treeline.local;

import dev.treeline.forest.Model;
import java.util.Arrays;
import java.util.Optional;

/// A model's scores beside those that libxgboost gave for the same rows, bit by bit. Any NaN equals
/// any other: which of its bits come out is the processor's affair.
///
/// @param rows compared
/// @param values compared, margins and predictions together
/// @param different how many of the values differ
/// @param first the first row that differs, in words
record BitComparison(int rows, long values, long different, Optional<String> first) {

  static BitComparison of(Model model, Rows rows, Xgboost.Scores truth) {
    float[] row = new float[model.features()];
    float[] margins = new float[model.groups()];
    float[] predictions = new float[model.outputs()];
    var counter = new Counter();
    for (int i = 0; i < rows.count(); i++) {
      rows.fill(i, row);
      model.margins(row, margins);
      model.predict(row, predictions);
      counter.compare(i, "margins", margins, truth.margins(i));
      counter.compare(i, "predictions", predictions, truth.predictions(i));
    }
    return new BitComparison(rows.count(), counter.values, counter.different, counter.first);
  }

  /// Refuses a difference.
  void requireNone() {
    first.ifPresent(
        difference -> {
          throw new CommandException(difference + "; please report this model");
        });
  }

  private static final class Counter {
    private long values;
    private long different;
    private Optional<String> first = Optional.empty();

    void compare(int row, String what, float[] ours, float[] theirs) {
      values += theirs.length;
      for (int i = 0; i < theirs.length; i++) {
        if (Float.floatToIntBits(ours[i]) != Float.floatToIntBits(theirs[i])) {
          different++;
          first =
              first.or(
                  () ->
                      Optional.of(
                          "row %d, %s %s: libxgboost answers %s"
                              .formatted(
                                  row + 1, what, Arrays.toString(ours), Arrays.toString(theirs))));
        }
      }
    }
  }
}
