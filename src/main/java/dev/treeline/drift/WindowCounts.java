package dev.treeline.drift;

import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.Mergeable;
import dev.treeline.sketch.Partition;
import java.util.ArrayList;
import java.util.List;

/// A window's values, counted into a profile's cells.
///
/// For each row, offer every feature's value to [#feature(int)], then call [#endRow()]; after the
/// last row of a body call [#endBody()]. A column that a row does not have is missing: offer that.
/// Exact, and additive; fill one per thread and merge. Not thread-safe.
public final class WindowCounts implements Mergeable<WindowCounts> {
  private final List<CellCounts> features;
  private final List<CellCounts> predictions;
  private long rows;
  private long bodies;

  private WindowCounts(List<CellCounts> features, List<CellCounts> predictions) {
    this.features = features;
    this.predictions = predictions;
  }

  /// An empty window.
  public static WindowCounts of(Profile profile) {
    return new WindowCounts(empty(profile.featureCells()), empty(profile.predictionCells()));
  }

  private static List<CellCounts> empty(List<Partition> cells) {
    return cells.stream().map(CellCounts::new).toList();
  }

  /// Whether this window was counted into that profile's cells.
  boolean isOf(Profile profile) {
    return features.stream().map(CellCounts::partition).toList().equals(profile.featureCells())
        && predictions.stream()
            .map(CellCounts::partition)
            .toList()
            .equals(profile.predictionCells());
  }

  /// The counts of a feature, by its position in the profile, from 0.
  public CellCounts feature(int position) {
    return features.get(position);
  }

  /// The counts of an output, by its position in the profile, from 0.
  public CellCounts prediction(int position) {
    return predictions.get(position);
  }

  /// Counts one row.
  public void endRow() {
    rows++;
  }

  /// Says that the rows since the last call came in one body.
  public void endBody() {
    bodies++;
    features.forEach(CellCounts::endCluster);
    predictions.forEach(CellCounts::endCluster);
  }

  /// Counts one row that is a body of its own, whose values were offered as lone ones.
  public void endLoneRow() {
    rows++;
    bodies++;
  }

  /// The same rows with outputs that were counted apart.
  ///
  /// @param outputs one for each of the profile's predictions, of as many rows
  public WindowCounts withPredictions(List<CellCounts> outputs) {
    var with = new WindowCounts(features, List.copyOf(outputs));
    with.rows = rows;
    with.bodies = bodies;
    return with;
  }

  /// Rows counted.
  public long rows() {
    return rows;
  }

  /// Bodies counted.
  public long bodies() {
    return bodies;
  }

  @Override
  public WindowCounts plus(WindowCounts other) {
    var both = new WindowCounts(sum(features, other.features), sum(predictions, other.predictions));
    both.rows = Math.addExact(rows, other.rows);
    both.bodies = Math.addExact(bodies, other.bodies);
    return both;
  }

  private static List<CellCounts> sum(List<CellCounts> some, List<CellCounts> others) {
    if (some.size() != others.size()) {
      throw new IllegalArgumentException(
          "merging windows: found %d and %d columns, expected as many"
              .formatted(some.size(), others.size()));
    }
    var sums = new ArrayList<CellCounts>(some.size());
    for (int i = 0; i < some.size(); i++) {
      sums.add(some.get(i).plus(others.get(i)));
    }
    return List.copyOf(sums);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof WindowCounts other
        && rows == other.rows
        && bodies == other.bodies
        && features.equals(other.features)
        && predictions.equals(other.predictions);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(rows);
  }
}
