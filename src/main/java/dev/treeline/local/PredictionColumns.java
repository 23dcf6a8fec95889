package dev.treeline.local;

import dev.treeline.monitor.Outputs;
import dev.treeline.payload.Row;
import java.util.List;

/// Answers of a model that stand in the table itself.
final class PredictionColumns implements RowOutputs {
  private final TableFile file;
  private final int[] positions;

  /// @param columns where the model's outputs stand, in its order
  PredictionColumns(TableFile file, List<String> columns) {
    this.file = file;
    List<String> all = file.columns();
    positions = columns.stream().mapToInt(all::indexOf).toArray();
    for (int i = 0; i < positions.length; i++) {
      if (positions[i] < 0) {
        throw new CommandException(
            file.path() + ": found the columns " + all + ", expected also " + columns.get(i));
      }
    }
  }

  @Override
  public List<String> names() {
    return Outputs.names(true);
  }

  @Override
  public boolean guessesClass() {
    return positions.length == 1;
  }

  @Override
  public String modelVersion() {
    return "";
  }

  @Override
  public double[] of(Row row) {
    double[] outputs = new double[positions.length];
    for (int i = 0; i < outputs.length; i++) {
      if (row.kind(positions[i]) == Row.Kind.TEXT) {
        throw new CommandException(
            "%s: %s: found \"%s\", expected a score, or nothing if missing"
                .formatted(file.path(), row.place(positions[i]), row.textAt(positions[i])));
      }
      outputs[i] = row.doubleAt(positions[i]);
    }
    return outputs;
  }
}
