package dev.treeline.monitor;

import dev.treeline.report.Skipped;
import java.io.Serializable;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/// The first places of many, by file and line: the same ones in whatever order they are offered.
/// Not thread-safe.
final class Places implements Serializable {
  private final TreeSet<Place> kept = new TreeSet<>();

  /// Offers a place; once there are enough, most are refused at little cost.
  void offer(Place place) {
    if (kept.size() < Skipped.PLACES) {
      kept.add(place);
    } else if (place.compareTo(kept.last()) < 0 && kept.add(place)) {
      kept.pollLast();
    }
  }

  /// Offers all of them.
  void offer(Places others) {
    others.kept.forEach(this::offer);
  }

  /// Offers them with other words.
  void offer(Places others, Function<Place, Place> changed) {
    others.kept.stream().map(changed).forEach(this::offer);
  }

  /// The kept places as text, in order.
  List<String> texts() {
    return kept.stream().map(Place::text).toList();
  }
}
