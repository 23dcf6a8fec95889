package dev.treeline.attribution;

import dev.treeline.booster.ModelFormatException;
import java.util.Arrays;

/// One tree laid out for attributions: its splits as parallel arrays, parents before children.
///
/// ```text
/// splits   0 … inner-1      some child is a split      level by level from the root
///          inner … splits-1 both children are leaves
/// slots    0 … splits-1     one a split
///          splits … slots-1 one for each leaf beside a split
/// ```
///
/// Where an array has two entries a split, the left child's comes first. Values and means are
/// already multiplied with the tree's weight, but for those of Saabas' method.
final class AttributionTree {
  /// The output group that the tree adds to.
  int group;

  int splits;
  int inner;
  int slots;

  /// The used feature that each split looks at: an index of [Rows#features], not of the model.
  int[] feature = {};

  /// Where a row's key for the split lies: twice its feature, plus 1 where missing goes left.
  int[] key = {};

  /// What the key is compared with: a row goes left where its key is less.
  int[] threshold = {};

  /// The splits that look at categories instead, and for each the categories that go right.
  int[] categorical = {};

  CategorySet[] goesRight = {};

  /// The slots of the two children of each inner split.
  int[] child = {};

  /// The cover of each child as a part of its parent's.
  double[] share = {};

  /// For each split the nearest split above it on the same feature, or [#splits] if there is none;
  /// and the side of that on which it lies: 1 left, 2 right, or 3.
  int[] above = {};

  int[] aboveSide = {};

  /// For each split its parent times 2, plus 1 where it is the right child; -1 for the root.
  int[] parent = {};

  /// For each split the number of its [Points] table: 1 unless there is a split above.
  int[] table = {};

  /// For each table what the path above leaves of the feature: the product of the shares. Table 0
  /// is for splits whose feature the row has already left and has no meaning here.
  double[] remaining = {};

  /// For each split its mean if both children are leaves, and by how much their values differ.
  double[] mean = {};

  double[] gap = {};

  /// The slots of leaves beside a split, and their values.
  int[] leafSlot = {};

  double[] leafValue = {};

  /// The quadrature in blocks of three or four points.
  Points[] blocks = {};

  /// The tree's value when nothing is known: the mean of its leaves by cover.
  double rootMean;

  /// What libxgboost's approximate method needs: the mean of the whole tree and of each child in
  /// float32, and the tree's weight.
  float saabasRoot;

  float[] saabasMean = {};
  float weight;

  /// A few points of a quadrature, and what the splits need to know of them.
  ///
  /// Let `p` be what a path leaves of a split's feature, and `f = t + (1-t) p`, the factor by which
  /// the path weighs the feature at point `t`. A table has `r = t/f` for each point and then `e =
  /// p/f²`. Table 0 is zero, table 1 has `r = t`, `e = 1`.
  static final class Points {
    /// Tables of a tree take at most 128 MB.
    private static final long MOST_ENTRIES = 1 << 24;

    final int width;
    final double[] weights;
    final double[] tables;

    Points(GaussLegendre rule, int from, int width, double[] remaining) {
      this.width = width;
      weights = Arrays.copyOfRange(rule.weights, from, from + width);
      tables = new double[remaining.length * 2 * width];
      for (int table = 1; table < remaining.length; table++) {
        double p = remaining[table];
        for (int k = 0; k < width; k++) {
          double t = rule.points[from + k];
          double f = t + (1 - t) * p;
          tables[(2 * table) * width + k] = t / f;
          tables[(2 * table + 1) * width + k] = p / f / f;
        }
      }
    }

    /// All points that a tree needs, in blocks of three or four.
    ///
    /// @param place of the tree, for complaints
    /// @param features the most different ones on any path
    /// @throws ModelFormatException if the tables would be too large
    static Points[] blocks(String place, int features, double[] remaining) {
      int count = GaussLegendre.count(features);
      int threes = count <= 3 ? 1 : count == 5 ? 2 : -count & 3;
      int fours = Math.max(0, (count - 3 * threes + 3) / 4);
      if (2L * (3 * threes + 4 * fours) * remaining.length > MOST_ENTRIES) {
        throw new ModelFormatException(
            place,
            "a tree with up to " + features + " features on a path",
            "a smaller one: its attributions would take too much memory");
      }
      var rule = new GaussLegendre(3 * threes + 4 * fours);
      var blocks = new Points[threes + fours];
      int from = 0;
      for (int b = 0; b < blocks.length; b++) {
        int width = b < fours ? 4 : 3;
        blocks[b] = new Points(rule, from, width, remaining);
        from += width;
      }
      return blocks;
    }
  }

  /// How many numbers its quadrature tables hold.
  long tableEntries() {
    long entries = 0;
    for (Points points : blocks) {
      entries += points.tables.length;
    }
    return entries;
  }

  /// Takes over from a tree of other values all that does not depend on them.
  void share(AttributionTree same) {
    slots = same.slots;
    feature = same.feature;
    key = same.key;
    threshold = same.threshold;
    categorical = same.categorical;
    goesRight = same.goesRight;
    child = same.child;
    share = same.share;
    above = same.above;
    aboveSide = same.aboveSide;
    parent = same.parent;
    table = same.table;
    remaining = same.remaining;
    leafSlot = same.leafSlot;
    blocks = same.blocks;
  }

  /// Notes at each split which way a row goes, and which table holds for it.
  void decide(Rows rows, int row, Decisions to) {
    int[] keys = rows.keys;
    int base = row * rows.keysPerRow;
    int[] right = to.right;
    for (int i = 0; i < splits; i++) {
      right[i] = 1 - (int) ((keys[base + key[i]] - (long) threshold[i]) >>> 63);
    }
    for (int c = 0; c < categorical.length; c++) {
      int i = categorical[c];
      float x = rows.value(row, feature[i]);
      if (!Float.isNaN(x)) {
        right[i] = goesRight[c].has(x) ? 1 : 0;
      }
    }
    follow(to);
  }

  /// A split whose feature the row has left further up takes no part in the attribution.
  private void follow(Decisions to) {
    int[] right = to.right;
    int[] way = to.way;
    way[splits] = 3;
    for (int i = 0; i < splits; i++) {
      int other = way[above[i]] ^ aboveSide[i];
      int live = ((other | -other) >> 31) + 1;
      way[i] = live * (1 + right[i]);
      to.table[i] = live * table[i];
    }
  }

  /// What a row does at each split of a tree.
  static final class Decisions {
    /// 1 where the row goes right, 0 where it goes left.
    final int[] right;

    /// 1 left, 2 right, 0 where the row has left the feature further up.
    final int[] way;

    final int[] table;

    Decisions(int splits) {
      right = new int[splits + 1];
      way = new int[splits + 1];
      table = new int[splits + 1];
    }
  }

  /// Rows as the splits look at them: the used features only.
  static final class Rows {
    /// The features of the model that any split looks at, rising.
    final int[] features;

    final int keysPerRow;
    final int[] keys;
    private final float[] values;

    Rows(int[] features, int capacity) {
      this.features = features;
      keysPerRow = 2 * features.length;
      keys = new int[Math.multiplyExact(capacity, keysPerRow)];
      values = new float[capacity * features.length];
    }

    /// Takes one row of the model's features, which begins at `from`.
    void take(int row, float[] from, int at) {
      for (int u = 0; u < features.length; u++) {
        float x = from[at + features[u]];
        boolean missing = Float.isNaN(x);
        values[row * features.length + u] = x;
        keys[row * keysPerRow + 2 * u] = missing ? Integer.MAX_VALUE : key(x);
        keys[row * keysPerRow + 2 * u + 1] = missing ? Integer.MIN_VALUE : key(x);
      }
    }

    float value(int row, int feature) {
      return values[row * features.length + feature];
    }

    /// An integer that orders as the float does, strictly between the two extreme integers.
    static int key(float x) {
      int bits = Float.floatToRawIntBits(x + 0.0f); // -0 becomes 0
      return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }
  }
}
