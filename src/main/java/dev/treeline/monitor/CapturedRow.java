package dev.treeline.monitor;

import dev.treeline.payload.Row;
import java.time.Instant;
import java.util.Optional;

/// One captured row in the order of its features, with what the model answered. Immutable.
public final class CapturedRow {
  private final Body.Cells row;
  private final int[] cells;
  private final Optional<Answer> answer;
  private final Instant time;
  private final boolean first;

  /// @param cells where each feature stands in the row, or [FeatureNames#ABSENT]
  /// @param first whether it is the first row of its body
  CapturedRow(Body.Cells row, int[] cells, Optional<Answer> answer, Instant time, boolean first) {
    this.row = row;
    this.cells = cells.clone();
    this.answer = answer;
    this.time = time;
    this.first = first;
  }

  /// What a feature's value is.
  public Row.Kind kind(int feature) {
    return cells[feature] == FeatureNames.ABSENT ? Row.Kind.MISSING : row.kind(cells[feature]);
  }

  /// A feature's number; `NaN` when it is missing or a text.
  public double number(int feature) {
    return cells[feature] == FeatureNames.ABSENT ? Double.NaN : row.number(cells[feature]);
  }

  /// A feature's text; empty for all but text.
  public String text(int feature) {
    return cells[feature] == FeatureNames.ABSENT ? "" : row.text(cells[feature]);
  }

  /// What is watched of the answer under a name, [Outputs#SCORE] or [Outputs#CLASS]; `NaN` when it
  /// is not known.
  public double output(String name) {
    return answer.map(known -> known.of(name)).orElse(Double.NaN);
  }

  /// When the model answered.
  public Instant time() {
    return time;
  }

  /// Whether the row before came in the same body.
  public boolean belongsToTheLast() {
    return !first;
  }
}
