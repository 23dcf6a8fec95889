package dev.treeline.sketch;

/// Numbers of one column that are counted together, at less cost than one by one and to the same
/// effect; and the room that this takes. One a thread, used again and again for any column.
public final class NumberBlock {
  /// Numbers in a block, at most.
  public static final int MOST = 512;

  // Where each number's cell is looked up.
  final int[] cells = new int[MOST];
  final ExponentSums sums = new ExponentSums();
  double[] values = {};
  int size;
  int whole;

  /// Takes numbers, which must stay as they are until they are counted.
  ///
  /// @param numbers the first `howMany` of them count, at most [#MOST]; none is `NaN`
  /// @param integral how many of them were written without fraction and exponent
  public void take(double[] numbers, int howMany, int integral) {
    values = numbers;
    size = howMany;
    whole = integral;
  }

  /// How many numbers there are.
  public int size() {
    return size;
  }

  /// One of them.
  public double number(int position) {
    return values[position];
  }
}
