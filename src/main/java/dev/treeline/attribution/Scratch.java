package dev.treeline.attribution;

/// Memory that explaining needs; serves one thread at a time, and only its own explainer.
public final class Scratch {
  static final Scratch NONE = new Scratch(new int[0], 0, 0, 0);

  final AttributionTree.Rows rows;
  final AttributionTree.Decisions decisions;
  final PathIntegral.Sums sums;

  Scratch(int[] used, int slots, int rowsTogether, int groups) {
    rows = new AttributionTree.Rows(used, rowsTogether);
    decisions = new AttributionTree.Decisions(slots);
    sums = new PathIntegral.Sums(slots, rowsTogether * groups * used.length);
  }
}
