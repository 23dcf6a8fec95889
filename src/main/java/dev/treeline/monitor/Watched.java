package dev.treeline.monitor;

import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.Profile;
import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.ColumnSketch;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/// What is watched of the model's answers, in the baseline's cells and as sketches. Exact and
/// additive. Not thread-safe.
final class Watched implements Serializable {
  private final List<String> names;
  private final List<CellCounts> counts = new ArrayList<>();
  private final List<ColumnSketch> sketches = new ArrayList<>();

  Watched(Profile profile) {
    names = profile.predictions().stream().map(FeatureProfile::name).toList();
    for (FeatureProfile output : profile.predictions()) {
      counts.add(new CellCounts(output.partition()));
      sketches.add(ColumnSketch.forWindow());
    }
  }

  /// Counts one of several answers of a body.
  void add(Answer answer) {
    for (int p = 0; p < names.size(); p++) {
      double x = answer.of(names.get(p));
      counts.get(p).addNumber(x);
      sketches.get(p).addNumber(x, names.get(p).equals(Outputs.CLASS));
    }
  }

  /// Counts the answer of a body of one row.
  void addLone(Answer answer) {
    for (int p = 0; p < names.size(); p++) {
      double x = answer.of(names.get(p));
      counts.get(p).addLoneNumber(x);
      sketches.get(p).addNumber(x, names.get(p).equals(Outputs.CLASS));
    }
  }

  /// Says that the answers since the last call came in one body.
  void endBody() {
    counts.forEach(CellCounts::endCluster);
  }

  /// Counts missing answers to the rows of one body.
  void addMissing(int rows) {
    for (int p = 0; p < names.size(); p++) {
      for (int row = 0; row < rows; row++) {
        counts.get(p).addMissing();
      }
      sketches.get(p).addMissing(rows);
    }
    endBody();
  }

  /// Counts missing answers to the rows of as many bodies.
  void addLoneMissing(long bodies) {
    for (int p = 0; p < names.size(); p++) {
      counts.get(p).addLoneMissing(bodies);
      sketches.get(p).addMissing(bodies);
    }
  }

  /// Takes what another has counted.
  void add(Watched other) {
    for (int p = 0; p < names.size(); p++) {
      counts.set(p, counts.get(p).plus(other.counts.get(p)));
      sketches.set(p, sketches.get(p).plus(other.sketches.get(p)));
    }
  }

  /// One for each of the profile's predictions; not to be changed.
  List<CellCounts> counts() {
    return List.copyOf(counts);
  }

  /// One for each of the profile's predictions.
  List<ColumnSketch> sketches() {
    for (int p = 0; p < names.size(); p++) {
      sketches.get(p).spreadAs(counts.get(p));
    }
    return List.copyOf(sketches);
  }
}
