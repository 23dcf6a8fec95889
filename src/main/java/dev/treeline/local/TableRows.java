package dev.treeline.local;

import dev.treeline.monitor.Outputs;
import dev.treeline.payload.Row;
import java.util.List;
import java.util.Optional;

/// The rows of a table, for a baseline.
///
/// @param columns where the features stand
/// @param outputs where the answers come from
/// @param blocks which block a row lies in
/// @param cluster what says which rows belong together: rows of one value that stand together
record TableRows(
    FeatureColumns columns, RowOutputs outputs, Blocks blocks, Optional<Column> cluster)
    implements BaselineSource {

  /// A column of the table.
  ///
  /// @param position from 0
  record Column(String name, int position) {}

  /// A table whose rows all stand for themselves.
  TableRows(FeatureColumns columns, RowOutputs outputs, Blocks blocks) {
    this(columns, outputs, blocks, Optional.empty());
  }

  @Override
  public List<String> features() {
    return columns.names();
  }

  @Override
  public List<String> outputNames() {
    return outputs.names();
  }

  @Override
  public boolean guessesClass() {
    return outputs.guessesClass();
  }

  @Override
  public String modelVersion() {
    return outputs.modelVersion();
  }

  @Override
  public String blockKind() {
    return blocks.kind()
        + cluster.map(column -> "; rows belong together by column " + column.name()).orElse("");
  }

  @Override
  public long read(Sink sink) {
    String[] last = {""};
    return columns.read(
        (row, index) -> {
          String group = cluster.map(column -> row.textAt(column.position())).orElse("");
          // A row without a group stands for itself.
          boolean belongs = !group.isEmpty() && group.equals(last[0]);
          last[0] = group;
          sink.accept(new TableRow(row, index, outputs.of(row), belongs));
        });
  }

  /// The row at hand.
  private final class TableRow implements BaselineRow {
    private final Row row;
    private final long index;
    private final double[] answer;
    private final boolean belongsToTheLast;

    TableRow(Row row, long index, double[] answer, boolean belongsToTheLast) {
      this.row = row;
      this.index = index;
      this.answer = answer;
      this.belongsToTheLast = belongsToTheLast;
    }

    @Override
    public Row.Kind kind(int feature) {
      return row.kind(columns.position(feature));
    }

    @Override
    public double number(int feature) {
      return row.doubleAt(columns.position(feature));
    }

    @Override
    public String text(int feature) {
      return row.textAt(columns.position(feature));
    }

    @Override
    public double output(int output) {
      return Outputs.of(outputs.names().get(output), answer);
    }

    @Override
    public String block(long rows) {
      return blocks.of(row, index, rows);
    }

    @Override
    public boolean belongsToTheLast() {
      return belongsToTheLast;
    }
  }
}
