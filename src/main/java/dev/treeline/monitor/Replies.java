package dev.treeline.monitor;

import dev.treeline.drift.Profile;
import dev.treeline.monitor.SkippedLines.Reason;
import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.ColumnSketch;
import java.io.Serializable;
import java.util.List;
import java.util.TreeMap;

/// What the model answered in a window, kept apart by how many values a reply has: only at the end
/// it is known how many most have. Those count; the outputs of the others are missing, and noted.
///
/// The eight smallest widths are kept; a reply of yet another one cannot be of the many. Exact and
/// additive: any order and any split give the same. Not thread-safe.
final class Replies implements Serializable {
  private static final int MOST_WIDTHS = 8;

  private final Profile profile;
  private final TreeMap<Integer, RepliesOfWidth> byWidth = new TreeMap<>();
  // Rows without a reply, and those of the widths that are not kept.
  private final Watched others;
  private final Places otherPlaces = new Places();
  private long otherBodies;
  private long rows;

  Replies(Profile profile) {
    this.profile = profile;
    this.others = new Watched(profile);
  }

  /// Counts rows of one body that have no reply.
  void addMissing(int bodyRows) {
    rows += bodyRows;
    others.addMissing(bodyRows);
  }

  /// Counts the replies to some rows of one body.
  ///
  /// @param answers at least one; all of them as wide
  void add(List<Answer> answers, Place place) {
    int width = answers.getFirst().width();
    rows += answers.size();
    if (isKept(width)) {
      byWidth.computeIfAbsent(width, w -> new RepliesOfWidth(profile, w)).add(answers, place);
      dropLast();
    } else {
      others.addMissing(answers.size());
      otherBodies++;
      otherPlaces.offer(place.with(found(width)));
    }
  }

  /// Notes the place of a reply that was counted before.
  void note(int width, Place place) {
    RepliesOfWidth kept = byWidth.get(width);
    if (kept == null) {
      otherPlaces.offer(place.with(found(width)));
    } else {
      kept.note(place);
    }
  }

  private boolean isKept(int width) {
    return byWidth.size() < MOST_WIDTHS || width <= byWidth.lastKey();
  }

  private void dropLast() {
    if (byWidth.size() <= MOST_WIDTHS) {
      return;
    }
    RepliesOfWidth last = byWidth.remove(byWidth.lastKey());
    if (last != null) {
      last.addAbsentTo(others);
      otherBodies += last.bodies();
      otherPlaces.offer(last.places(), place -> place.with(found(last.width())));
    }
  }

  private static String found(int width) {
    return "found " + width + (width == 1 ? " value" : " values");
  }

  /// Takes what another has counted.
  void add(Replies other) {
    rows += other.rows;
    others.add(other.others);
    otherBodies += other.otherBodies;
    otherPlaces.offer(other.otherPlaces);
    other.byWidth.forEach(
        (width, kept) -> {
          byWidth.computeIfAbsent(width, w -> new RepliesOfWidth(profile, w)).add(kept);
          dropLast();
        });
  }

  /// Rows, with a reply or without.
  long rows() {
    return rows;
  }

  /// The replies that are as wide as most are, by rows; of as many, the narrower ones. To be called
  /// once, at the end.
  ///
  /// @param skipped receives the others
  Kept most(SkippedLines skipped) {
    RepliesOfWidth most = new RepliesOfWidth(profile, 0);
    for (RepliesOfWidth kept : byWidth.values()) {
      most = kept.rows() > most.rows() ? kept : most;
    }
    Watched watched = most.answers();
    watched.add(others);
    String expected = ", expected " + most.width() + " as in most replies";
    for (RepliesOfWidth kept : byWidth.values()) {
      if (kept != most) {
        kept.addAbsentTo(watched);
        skipped.add(Reason.OUTPUT_WIDTH_DIFFERS, kept.bodies());
        String found = found(kept.width()) + expected;
        skipped.of(Reason.OUTPUT_WIDTH_DIFFERS).offer(kept.places(), place -> place.with(found));
      }
    }
    if (otherBodies > 0) {
      skipped.add(Reason.OUTPUT_WIDTH_DIFFERS, otherBodies);
      skipped
          .of(Reason.OUTPUT_WIDTH_DIFFERS)
          .offer(otherPlaces, place -> place.with(place.detail() + expected));
    }
    long missing = rows - most.rows();
    most.values().forEach(value -> value.addMissing(missing));
    return new Kept(watched.counts(), most.values(), watched.sketches(), rows);
  }

  /// Replies of one width; every other row's outputs are missing here.
  ///
  /// @param counts the outputs in the baseline's cells, one for each of the profile's predictions
  /// @param values one sketch a value, in the model's order; none when no reply could be read
  /// @param watched one sketch for each of the profile's predictions
  /// @param rows with such a reply or without
  record Kept(
      List<CellCounts> counts, List<ColumnSketch> values, List<ColumnSketch> watched, long rows) {}
}
