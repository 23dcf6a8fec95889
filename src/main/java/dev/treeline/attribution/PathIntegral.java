package dev.treeline.attribution;

import dev.treeline.attribution.AttributionTree.Decisions;
import dev.treeline.attribution.AttributionTree.Points;

/// Exact Shapley values of one tree and row, by quadrature over the leaves' path integrals.
///
/// The Shapley value of leaf `v` for feature `i` of its path is `v (o_i - p_i) ∫₀¹ Π_{j≠i} (t o_j +
/// (1-t) p_j) dt`, where `o_j` is 1 if the row meets all of the path's conditions on feature `j`,
/// otherwise 0, and `p_j` is the product of the cover shares of its branches (path-dependent
/// TreeSHAP, Lundberg et al. 2020; as an integral Yu et al. 2022, Linear TreeSHAP, and Wettenstein
/// et al. 2026, Quadrature-TreeSHAP). At a point `t` of the quadrature one pass down and one up do
/// all leaves and features together:
///
/// - down, `C` at a split is the product of the factors on the way from the root. With `r = t/f` of
///   [Points], the branch that the row takes, of share `p`, gets `C (r + (1-r) p)`, and the other,
///   of share `q`, gets `C (1-r) q`;
/// - up, `G` of a split is the sum of its leaves with the factors below it: with `M = p G_taken + q
///   G_other` and `D = G_taken - M` it is `G = M + r D`, and the split's feature earns `C e D`.
///
/// A feature that was split further up needs nothing but its own `r` and `e`, and where the row has
/// left it there, both are 0. All `r` and shares lie between 0 and 1: nothing is divided and every
/// `G` lies between leaves, so deep trees lose no digits.
///
/// Blocks of points are added one after another in the same small memory.
final class PathIntegral {
  private PathIntegral() {}

  /// Where sums go, and memory for the passes: one slot's points after another, first `C`, then
  /// `G`.
  static final class Sums {
    final double[] state;

    /// One for each used feature, of each group and row.
    final double[] contributions;

    /// Where those of the row and group at hand begin.
    int base;

    Sums(int slots, int contributions) {
      state = new double[Math.multiplyExact(4, Math.max(1, slots))];
      this.contributions = new double[contributions];
    }
  }

  /// Adds a tree's contributions for the row that `decisions` are of.
  static void add(AttributionTree tree, Decisions decisions, Sums sums) {
    if (tree.splits == 0) {
      return;
    }
    for (Points points : tree.blocks) {
      if (points.width == 4) {
        FourPoints.add(tree, points, decisions, sums);
      } else {
        ThreePoints.add(tree, points, decisions, sums);
      }
    }
  }
}
