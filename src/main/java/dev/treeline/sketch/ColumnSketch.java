package dev.treeline.sketch;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One column seen once: how many values of which kind, their sums and range, their distribution,
/// and the values themselves while they are few.
///
/// Memory is flat: at most about 1 MB a column for a baseline (and 2 MB for one of many texts) and
/// 0.05 MB for a window. All that a window's column says is the same in any order and any split. So
/// are a baseline's sums, range, kinds and counts; its two sketches merge within their error of
/// rank. Not thread-safe.
public final class ColumnSketch implements Mergeable<ColumnSketch> {
  /// Distinct values of one column that are kept with their counts.
  public static final int DISTINCT_CAP = 1_000;

  /// Size of the sketch that chooses a baseline's cut points: exact up to 16,386 values.
  static final int CUT_K = 16_384;

  private final Purpose purpose;
  private long missing;
  private long integral;
  private long fractional;
  private long text;
  private NumberSummary numbers = new NumberSummary();
  private KllSketch kll = new KllSketch();
  private KllSketch fine = new KllSketch(CUT_K, KllSketch.SAGEMAKER_C);
  private WindowSpread spread = new WindowSpread();
  private @Nullable CellCounts cells;
  private NumberCounts numberCounts = new NumberCounts(DISTINCT_CAP);
  private ValueCounts<String> textCounts = new ValueCounts<>(DISTINCT_CAP);
  private @Nullable Estimates estimates;

  private enum Purpose {
    BASELINE,
    CATEGORIES,
    WINDOW
  }

  private ColumnSketch(Purpose purpose) {
    this.purpose = purpose;
    this.estimates = purpose == Purpose.WINDOW ? null : new Estimates();
  }

  /// A sketch that [Partition#freeze(ColumnSketch)] can cut cells from.
  public static ColumnSketch forBaseline() {
    return new ColumnSketch(Purpose.BASELINE);
  }

  /// A sketch of a baseline's column whose numbers are codes: [Partition#freeze(ColumnSketch)]
  /// makes a category of each value.
  public static ColumnSketch forCategories() {
    return new ColumnSketch(Purpose.CATEGORIES);
  }

  /// A sketch for a window's statistics, which needs no cut points.
  public static ColumnSketch forWindow() {
    return new ColumnSketch(Purpose.WINDOW);
  }

  /// Counts an absent value.
  public void addMissing() {
    missing++;
  }

  /// Counts absent values.
  public void addMissing(long times) {
    missing += times;
  }

  /// Says into which cells the same values were counted, which makes [#kll()] of a window more
  /// exact; to be called after the last value.
  public void spreadAs(CellCounts counted) {
    cells = counted;
  }

  /// Counts a number; `NaN` counts as missing.
  ///
  /// @param isIntegral whether it was written without fraction and exponent
  public void addNumber(double value, boolean isIntegral) {
    if (Double.isNaN(value)) {
      missing++;
      return;
    }
    if (isIntegral) {
      integral++;
    } else {
      fractional++;
    }
    numbers.add(value);
    numberCounts.add(value);
    if (Double.isFinite(value)) {
      addFinite(value);
    }
    if (estimates != null) {
      estimate(estimates, value);
    }
  }

  /// Counts numbers.
  public void add(NumberBlock block) {
    integral += block.whole;
    fractional += block.size - block.whole;
    numbers.add(block);
    numberCounts.add(block);
    if (purpose == Purpose.WINDOW && spread.isFull()) {
      return;
    }
    for (int i = 0; i < block.size; i++) {
      double value = block.values[i];
      if (Double.isFinite(value)) {
        addFinite(value);
      }
      if (estimates != null) {
        estimate(estimates, value);
      }
    }
  }

  private void estimate(Estimates of, double value) {
    if (purpose == Purpose.CATEGORIES) {
      of.add(text(value));
    } else {
      of.add(value);
    }
  }

  private void addFinite(double value) {
    if (purpose == Purpose.WINDOW) {
      spread.add(value);
    } else {
      kll.add(value);
      if (purpose == Purpose.BASELINE) {
        fine.add(value);
      }
    }
  }

  /// Counts a value that is no number. Empty text is text; the caller says what is missing.
  public void addText(String value) {
    text++;
    textCounts.add(value);
    if (estimates != null) {
      estimates.add(value);
    }
  }

  /// Whether numbers are codes, see [#forCategories()].
  boolean isCategorical() {
    return purpose == Purpose.CATEGORIES;
  }

  /// Values by kind.
  public Tally tally() {
    return new Tally(missing, integral, fractional, text);
  }

  /// SageMaker's `inferred_type`.
  public ValueType type() {
    return tally().type();
  }

  /// Count, sum, spread and range of the numbers.
  public NumberSummary numbers() {
    return numbers;
  }

  /// The finite numbers as SageMaker sketches them; of a window, see [WindowSpread].
  public KllSketch kll() {
    return purpose == Purpose.WINDOW ? spread.sketch(numbers, numberCounts(), cells) : kll;
  }

  /// The finite numbers, in more detail than [#kll()] when this sketch is a baseline's.
  WeightedItems items() {
    return (purpose == Purpose.BASELINE ? fine : kll()).items();
  }

  /// The numbers with their counts, infinities included.
  public ValueCounts<Double> numberCounts() {
    return numberCounts.toValueCounts();
  }

  /// All present values as text with their counts; a number as [#text(double)] writes it.
  public ValueCounts<String> categories() {
    if (integral + fractional == 0) {
      return textCounts;
    }
    var all = new ValueCounts<String>(DISTINCT_CAP);
    for (ValueCounts.Entry<Double> entry : numberCounts().commonest()) {
      all.add(text(entry.value()), entry.count());
    }
    return all.plus(textCounts);
  }

  /// The values that become a baseline's categories: all of them, or of more than 1,000 as many of
  /// the commonest.
  List<String> commonest() {
    ValueCounts<String> counts = categories();
    Set<String> common = new LinkedHashSet<>();
    if (counts.isCapped() && estimates != null) {
      common.addAll(estimates.common());
    }
    counts.commonest().forEach(entry -> common.add(entry.value()));
    return common.stream().limit(DISTINCT_CAP).toList();
  }

  /// Distinct present values: exact up to 1,000; beyond, estimated to about 1 % in a baseline and
  /// to about 3 % in a window.
  public long distinct() {
    boolean isExact = !numberCounts.isCapped() && !textCounts.isCapped();
    return isExact || estimates == null
        ? numberCounts.distinct() + textCounts.distinct()
        : estimates.distinct();
  }

  @Override
  public ColumnSketch plus(ColumnSketch other) {
    if (purpose != other.purpose) {
      throw new IllegalArgumentException(
          "merging column sketches: found %s and %s, expected two of a kind"
              .formatted(purpose, other.purpose));
    }
    var both = new ColumnSketch(purpose);
    both.missing = Math.addExact(missing, other.missing);
    both.integral = Math.addExact(integral, other.integral);
    both.fractional = Math.addExact(fractional, other.fractional);
    both.text = Math.addExact(text, other.text);
    both.numbers = numbers.plus(other.numbers);
    both.kll = kll.plus(other.kll);
    both.fine = fine.plus(other.fine);
    both.spread = spread.plus(other.spread);
    both.numberCounts = numberCounts.plus(other.numberCounts);
    both.textCounts = textCounts.plus(other.textCounts);
    if (estimates != null && other.estimates != null) {
      both.estimates = estimates.plus(other.estimates);
    }
    return both;
  }

  /// How a number is written where it stands as a category: `3` for 3.0, `0.5` for 0.5.
  public static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
