package dev.treeline.booster;

import org.jspecify.annotations.Nullable;

/// Where a reader of UBJSON is: the containers that were entered and not left.
final class UbjsonPlace {
  /// The length of an array that ends in a bracket.
  static final long OPEN = -1;

  private final long[] left = new long[ModelSource.DEEPEST];
  private final @Nullable String[] key = new @Nullable String[ModelSource.DEEPEST];
  private final int[] index = new int[ModelSource.DEEPEST];
  private int depth;

  boolean isDeepest() {
    return depth == ModelSource.DEEPEST;
  }

  /// @param elements that an array holds, or [#OPEN]
  void enter(long elements) {
    left[depth] = elements;
    key[depth] = null;
    index[depth] = -1;
    depth++;
  }

  void leave() {
    depth--;
  }

  void moveTo(String nextKey) {
    key[depth - 1] = nextKey;
  }

  /// Whether only a bracket says where the array ends.
  boolean isOpen() {
    return left[depth - 1] == OPEN;
  }

  /// Whether an array of known length has no element left.
  boolean isSpent() {
    return left[depth - 1] == 0;
  }

  void moveToNextElement() {
    index[depth - 1]++;
    if (!isOpen()) {
      left[depth - 1]--;
    }
  }

  /// The path, such as `$.learner.gradient_booster.model.trees[3]`.
  @Override
  public String toString() {
    var path = new StringBuilder("$");
    for (int i = 0; i < depth; i++) {
      if (key[i] != null) {
        path.append('.').append(key[i]);
      } else if (index[i] >= 0) {
        path.append('[').append(index[i]).append(']');
      }
    }
    return path.toString();
  }
}
