package dev.treeline.sketch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// One cell a value, the commonest first; for categories and for few-valued numbers.
///
/// A *complete* list holds every value of the baseline, and others are unseen. An incomplete one
/// (more than [ColumnSketch#DISTINCT_CAP] distinct values) has one more cell for all others, and
/// nothing can be called unseen. Immutable.
public final class Values implements Partition {
  /// Values that must cover [#FEW_SHARE] of a numeric column for it to be counted by value.
  static final int FEW = 12;

  /// See [#FEW].
  static final double FEW_SHARE = 0.99;

  private final List<String> labels;
  private final boolean numeric;
  private final boolean complete;
  private final Map<String, Integer> texts = new HashMap<>();
  // The numbers in ascending order, and the cell of each.
  private final float[] numbers;
  private final int[] numberCells;
  private final Ranks ranks;
  private float low = Float.NaN;
  private float high = Float.NaN;

  private Values(List<String> labels, boolean numeric, boolean complete) {
    this.labels = List.copyOf(labels);
    this.numeric = numeric;
    this.complete = complete;
    var ascending = new TreeMap<Float, Integer>();
    for (int i = 0; i < labels.size(); i++) {
      String label = labels.get(i);
      if (texts.put(label, i) != null) {
        throw new IllegalArgumentException("values[" + i + "]: found \"" + label + "\" twice");
      }
      if (numeric) {
        float value = Float.parseFloat(label);
        ascending.put(value, i);
        if (Float.isFinite(value)) {
          low = low <= value ? low : value;
          high = high >= value ? high : value;
        }
      }
    }
    this.numbers = new float[ascending.size()];
    this.numberCells = new int[ascending.size()];
    int at = 0;
    for (Map.Entry<Float, Integer> number : ascending.entrySet()) {
      numbers[at] = number.getKey();
      numberCells[at++] = number.getValue();
    }
    this.ranks = Ranks.of(numbers);
  }

  /// A list of texts.
  ///
  /// @param values distinct, the cells in this order
  /// @param complete whether the baseline held no other value
  public static Values ofTexts(List<String> values, boolean complete) {
    return new Values(values, false, complete);
  }

  /// A list of numbers.
  ///
  /// @param values distinct, the cells in this order; compared as float32
  public static Values ofNumbers(double... values) {
    var labels = new ArrayList<String>();
    for (double value : values) {
      labels.add(ColumnSketch.text((float) value + 0.0f));
    }
    return new Values(labels, true, true);
  }

  static Values ofTexts(ColumnSketch column) {
    return ofTexts(column.commonest(), !column.categories().isCapped());
  }

  static Values ofNumbers(ValueCounts<Double> counts) {
    // Doubles that are one float32 are one value; the order stays that of the commonest.
    return ofNumbers(
        counts.commonest().stream()
            .map(entry -> entry.value().floatValue())
            .distinct()
            .mapToDouble(Float::doubleValue)
            .toArray());
  }

  /// Whether the [#FEW] commonest of these numbers cover [#FEW_SHARE] of them.
  static boolean isFewValued(ValueCounts<Double> counts) {
    if (counts.isCapped()) {
      return false;
    }
    var byFloat = new TreeMap<Float, Long>();
    counts.commonest().forEach(e -> byFloat.merge(e.value().floatValue(), e.count(), Long::sum));
    return areFew(byFloat, counts.total());
  }

  /// The same of a distribution; the values are then those, the commonest first.
  static boolean isFewValued(WeightedItems items) {
    return areFew(byFloat(items), items.total());
  }

  /// The distinct float32 values of a distribution, the commonest first.
  static Values ofNumbers(WeightedItems items) {
    return ofNumbers(
        byFloat(items).entrySet().stream()
            .sorted(Map.Entry.<Float, Long>comparingByValue().reversed())
            .mapToDouble(entry -> entry.getKey())
            .toArray());
  }

  private static SortedMap<Float, Long> byFloat(WeightedItems items) {
    var byFloat = new TreeMap<Float, Long>();
    for (int i = 0; i < items.size(); i++) {
      byFloat.merge((float) items.value(i) + 0.0f, items.weight(i), Long::sum);
    }
    return byFloat;
  }

  private static boolean areFew(SortedMap<Float, Long> byFloat, long total) {
    long covered =
        byFloat.values().stream()
            .sorted((a, b) -> Long.compare(b, a))
            .limit(FEW)
            .mapToLong(Long::longValue)
            .sum();
    return covered >= FEW_SHARE * total;
  }

  /// The values as text, cell by cell.
  public List<String> labels() {
    return labels;
  }

  /// The values, cell by cell; a copy.
  ///
  /// @throws IllegalStateException if they are texts
  public double[] numbers() {
    if (!numeric) {
      throw new IllegalStateException("values: found texts, expected numbers");
    }
    return labels.stream().mapToDouble(Double::parseDouble).toArray();
  }

  /// Whether the values are numbers.
  public boolean isNumeric() {
    return numeric;
  }

  /// Whether the list holds every value of the baseline.
  public boolean isComplete() {
    return complete;
  }

  @Override
  public int cells() {
    return labels.size() + (complete ? 0 : 1);
  }

  @Override
  public int cellOf(double x) {
    if (!numeric) {
      return cellOf(ColumnSketch.text(x));
    }
    float value = (float) x + 0.0f;
    int at = ranks.below(value);
    return at < numbers.length && numbers[at] == value ? numberCells[at] : UNSEEN;
  }

  @Override
  public void locate(NumberBlock block) {
    for (int i = 0; i < block.size; i++) {
      block.cells[i] = cellOf(block.values[i]);
    }
  }

  @Override
  public int cellOf(String text) {
    return numeric
        ? MISTYPED
        : texts.getOrDefault(ValueCounts.key(text), complete ? UNSEEN : labels.size());
  }

  @Override
  public boolean isBelow(double x) {
    return (float) x < low;
  }

  @Override
  public boolean isAbove(double x) {
    return (float) x > high;
  }

  @Override
  public String label(int cell) {
    return cell < labels.size() ? labels.get(cell) : "other values";
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Values other
        && numeric == other.numeric
        && complete == other.complete
        && labels.equals(other.labels);
  }

  @Override
  public int hashCode() {
    return labels.hashCode();
  }

  @Override
  public String toString() {
    return labels.size() + (complete ? " values" : " values and others");
  }
}
