package dev.treeline.monitor;

import dev.treeline.drift.Profile;
import dev.treeline.sketch.CellCounts;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What each version of the model answered: a window that holds two of them is split, as one model
/// that answers otherwise than another is not drift.
///
/// The twenty first versions by name are kept, so that any order and any split give the same; all
/// others are counted together, under [#OTHERS]. Not thread-safe.
final class Versions implements Serializable {
  /// Versions that are kept apart.
  static final int MOST = 20;

  /// Stands for all versions beyond those that are kept.
  static final String OTHERS = "(others)";

  private final Profile profile;
  private final TreeMap<String, Replies> byVersion = new TreeMap<>();
  private final Replies others;
  private boolean isCapped;
  // Most lines are of the version of the line before.
  private String last = "";
  private Replies lastReplies;

  Versions(Profile profile) {
    this.profile = profile;
    this.others = new Replies(profile);
    this.lastReplies = others;
  }

  /// Where the replies of a version are counted.
  ///
  /// @param version empty where the line does not say
  Replies of(String version) {
    if (lastReplies != others && version.equals(last)) {
      return lastReplies;
    }
    last = version;
    lastReplies = find(version);
    return lastReplies;
  }

  private Replies find(String version) {
    if (byVersion.size() >= MOST && version.compareTo(byVersion.lastKey()) > 0) {
      isCapped = true;
      return others;
    }
    Replies found = byVersion.computeIfAbsent(version, _ -> new Replies(profile));
    while (byVersion.size() > MOST) {
      isCapped = true;
      Replies dropped = byVersion.remove(byVersion.lastKey());
      if (dropped != null) {
        others.add(dropped);
      }
    }
    return found;
  }

  /// Takes what another has counted.
  void add(Versions other) {
    other.byVersion.forEach((version, replies) -> of(version).add(replies));
    others.add(other.others);
    isCapped |= other.isCapped;
  }

  /// All versions together; they stay as they are.
  Replies all() {
    Replies all = new Replies(profile);
    byVersion.values().forEach(all::add);
    all.add(others);
    return all;
  }

  /// The outputs of each version in the baseline's cells, by the version's name: of each the
  /// replies that are as wide as most of that version. To be called once, at the end.
  Map<String, List<CellCounts>> counts() {
    TreeMap<String, List<CellCounts>> counts = new TreeMap<>();
    byVersion.forEach(
        (version, replies) -> counts.put(version, replies.most(new SkippedLines()).counts()));
    if (isCapped) {
      counts.put(OTHERS, others.most(new SkippedLines()).counts());
    }
    return counts;
  }
}
