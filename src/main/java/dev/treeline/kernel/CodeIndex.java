package dev.treeline.kernel;

import java.util.Arrays;
import java.util.BitSet;

/// Numbers the categories that are spoken of: 0, 1, … in rising order.
final class CodeIndex {
  private final int[] codes;

  /// For each category below its length the number, or -1; empty where categories lie far apart.
  private final int[] number;

  CodeIndex(BitSet named) {
    codes = members(named);
    int length = named.length();
    number = new int[length <= 8L * codes.length + 1024 ? length : 0];
    Arrays.fill(number, -1);
    for (int i = 0; number.length > 0 && i < codes.length; i++) {
      number[codes[i]] = i;
    }
  }

  /// The numbers in a set, rising.
  static int[] members(BitSet set) {
    int[] members = new int[set.cardinality()];
    for (int i = 0, next = 0; i < members.length; i++, next++) {
      next = set.nextSetBit(next);
      members[i] = next;
    }
    return members;
  }

  int size() {
    return codes.length;
  }

  /// The number of a category, negative if it is not spoken of.
  int number(int code) {
    if (number.length == 0) {
      return Arrays.binarySearch(codes, code);
    }
    return code < number.length ? number[code] : -1;
  }
}
