package dev.treeline.monitor;

import dev.treeline.drift.Constraints;
import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.Profile;
import dev.treeline.drift.Statistics;
import dev.treeline.sketch.ColumnSketch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Puts a window's columns into the order that SageMaker's files expect.
///
/// SageMaker writes the captured outputs first and the inputs after them, and compares with the
/// baseline by position alone; a label in the wrong place shifts every column. So names decide
/// where they can:
/// - when every feature stands in the constraints, a column goes where its name is; so do the
///   watched outputs, [Outputs#SCORE] and [Outputs#CLASS]. The reply's own values take the
///   constraints' other names in turn (the label, usually); those that no name is left for are not
///   compared. Of a name that stands there twice, the first is the output and the second the
///   feature; once, it is the feature;
/// - otherwise by position, as SageMaker: outputs, then inputs, under the constraints' names; the
///   outputs are left out when there are as many constraints as inputs, and a column beyond the
///   constraints is called `_c` and its position.
final class SageMakerColumns {
  private final List<String> names = new ArrayList<>();
  private final List<ColumnSketch> sketches = new ArrayList<>();

  private SageMakerColumns() {}

  /// The window in SageMaker's terms.
  ///
  /// @param profile names the inputs and the watched outputs
  static Statistics statistics(
      Profile profile, WindowCounter.Counted window, Constraints constraints) {
    List<String> features = profile.features().stream().map(FeatureProfile::name).toList();
    List<String> wanted = constraints.features().stream().map(Constraints.Feature::name).toList();
    SageMakerColumns columns = new SageMakerColumns();
    if (wanted.containsAll(features)) {
      List<String> watched = profile.predictions().stream().map(FeatureProfile::name).toList();
      columns.byName(wanted, features, watched, window);
    } else {
      columns.byPosition(wanted, window.inputs(), window.outputs());
    }
    return Statistics.of(window.counts().rows(), columns.names, columns.sketches);
  }

  private void byName(
      List<String> wanted,
      List<String> features,
      List<String> watched,
      WindowCounter.Counted window) {
    Iterator<ColumnSketch> others = window.outputs().iterator();
    for (int i = 0; i < wanted.size(); i++) {
      String name = wanted.get(i);
      int feature = features.indexOf(name);
      int output = watched.indexOf(name);
      boolean isNamedAgain = wanted.subList(i + 1, wanted.size()).contains(name);
      if (output >= 0 && (feature < 0 || isNamedAgain)) {
        add(name, window.watched().get(output));
      } else if (feature >= 0) {
        add(name, window.inputs().get(feature));
      } else if (others.hasNext()) {
        add(name, others.next());
      }
    }
  }

  private void byPosition(
      List<String> wanted, List<ColumnSketch> inputs, List<ColumnSketch> outputs) {
    List<ColumnSketch> all = new ArrayList<>();
    if (wanted.size() != inputs.size()) {
      all.addAll(outputs);
    }
    all.addAll(inputs);
    for (int i = 0; i < all.size(); i++) {
      add(i < wanted.size() ? wanted.get(i) : "_c" + i, all.get(i));
    }
  }

  private void add(String name, ColumnSketch sketch) {
    names.add(name);
    sketches.add(sketch);
  }
}
