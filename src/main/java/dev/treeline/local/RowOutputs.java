package dev.treeline.local;

import dev.treeline.payload.Row;
import java.util.List;

/// Where the outputs of a table's rows come from.
interface RowOutputs {
  /// Nowhere: the rows were not scored.
  RowOutputs NONE =
      new RowOutputs() {
        @Override
        public List<String> names() {
          return List.of();
        }

        @Override
        public double[] of(Row row) {
          return new double[0];
        }

        @Override
        public boolean guessesClass() {
          return false;
        }

        @Override
        public String modelVersion() {
          return "";
        }
      };

  /// What is watched of them.
  List<String> names();

  /// The model's outputs of one row, in its order.
  double[] of(Row row);

  /// See [BaselineSource#guessesClass()].
  boolean guessesClass();

  /// The version of the model that gave them; empty when nobody knows.
  String modelVersion();
}
