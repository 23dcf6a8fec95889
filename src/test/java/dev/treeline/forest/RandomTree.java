package dev.treeline.forest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// A small tree grown at random, as a model file and as a function of sets of known features.
final class RandomTree {
  private final List<Integer> left = new ArrayList<>();
  private final List<Integer> right = new ArrayList<>();
  private final List<Integer> feature = new ArrayList<>();
  private final List<Float> condition = new ArrayList<>();
  private final List<Integer> defaultLeft = new ArrayList<>();
  private final List<Float> cover = new ArrayList<>();
  private final int features;

  private RandomTree(int features) {
    this.features = features;
  }

  /// @param zeros whether some nodes have seen no training row
  static RandomTree grow(SplittableRandom random, int features, int depth, boolean zeros) {
    var tree = new RandomTree(features);
    tree.node(random, depth, 100, zeros);
    return tree;
  }

  /// A tree whose left children go on splitting, on feature 0, 1, … and over again.
  static RandomTree chain(int features, int length) {
    var tree = new RandomTree(features);
    for (int i = 0; i < length; i++) {
      tree.add(2 * i + 1, 2 * i + 2, i % features, 0.5f, 1 + 2.0f * (length - i));
      tree.add(-1, -1, 0, i % 3, 1);
    }
    tree.add(-1, -1, 0, 5, 1);
    // Nodes were added as split, right leaf: children of split 2i are 2i + 2 and 2i + 1.
    for (int i = 0; i < length; i++) {
      tree.left.set(2 * i, 2 * i + 2);
      tree.right.set(2 * i, 2 * i + 1);
    }
    return tree;
  }

  private int add(int l, int r, int f, float c, float covered) {
    left.add(l);
    right.add(r);
    feature.add(f);
    condition.add(c);
    defaultLeft.add(f % 2);
    cover.add(covered);
    return left.size() - 1;
  }

  private int node(SplittableRandom random, int depth, float covered, boolean zeros) {
    boolean leaf = depth == 0 || random.nextInt(5) == 0;
    int f = random.nextInt(features);
    float value = (float) random.nextGaussian();
    int node = add(-1, -1, leaf ? 0 : f, value, covered);
    if (!leaf) {
      float part =
          zeros && random.nextInt(3) == 0 ? random.nextInt(2) : random.nextInt(1, 10) / 10f;
      left.set(node, node(random, depth - 1, covered * part, zeros));
      right.set(node, node(random, depth - 1, covered - covered * part, zeros));
    }
    return node;
  }

  /// The model's margin for a row when only some features are known: the others' branches count by
  /// their cover.
  double value(float[] row, int known) {
    return value(0, row, known);
  }

  private double value(int node, float[] row, int known) {
    if (left.get(node) == -1) {
      return condition.get(node);
    }
    int f = feature.get(node);
    if ((known >> f & 1) != 0) {
      boolean goLeft =
          Float.isNaN(row[f]) ? defaultLeft.get(node) == 1 : row[f] < condition.get(node);
      return value(goLeft ? left.get(node) : right.get(node), row, known);
    }
    double all = cover.get(node);
    double ofLeft = all == 0 ? 0.5 : cover.get(left.get(node)) / all;
    double ofRight = all == 0 ? 0.5 : cover.get(right.get(node)) / all;
    return ofLeft * value(left.get(node), row, known)
        + ofRight * value(right.get(node), row, known);
  }

  /// A regression model of this tree alone, with base score 0.
  byte[] model() {
    int nodes = left.size();
    String tree =
        """
        {"default_left":%s,"left_children":%s,"right_children":%s,"split_conditions":%s,
         "split_indices":%s,"sum_hessian":%s,"tree_param":{"num_nodes":"%d"}}
        """
            .formatted(
                list(defaultLeft),
                list(left),
                list(right),
                list(condition),
                list(feature),
                list(cover),
                nodes);
    return """
        {"learner":{"gradient_booster":{"model":{
          "gbtree_model_param":{"num_parallel_tree":"1","num_trees":"1"},
          "tree_info":[0],"trees":[%s]},"name":"gbtree"},
         "learner_model_param":{"base_score":"0E0","num_class":"0","num_feature":"%d"},
         "objective":{"name":"reg:squarederror"}},"version":[2,1,4]}
        """
        .formatted(tree, features)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String list(List<? extends Number> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }
}
