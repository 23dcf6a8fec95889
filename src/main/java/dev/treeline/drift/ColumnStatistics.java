package dev.treeline.drift;

import dev.treeline.sketch.ColumnSketch;
import dev.treeline.sketch.KllSketch;
import dev.treeline.sketch.NumberSummary;
import dev.treeline.sketch.Tally;
import dev.treeline.sketch.ValueCounts;
import dev.treeline.sketch.ValueType;
import java.util.LinkedHashMap;
import java.util.List;

/// One column of `statistics.json`.
public sealed interface ColumnStatistics {
  /// Distinct values up to which a text column's values are listed, as Deequ does by default.
  int LISTED_CATEGORIES = 120;

  /// The column's name.
  String name();

  /// Values by kind. Read back from a file, all present values are of the inferred type.
  Tally tally();

  /// Distinct values, approximately; 0 when the file does not say.
  long distinct();

  /// This column with tokens in place of texts that may not be read.
  ColumnStatistics disclosed(Disclosure rule);

  /// SageMaker's `inferred_type`.
  default ValueType type() {
    return tally().type();
  }

  /// A column of numbers: `numerical_statistics`.
  ///
  /// @param mean of the finite values; `NaN`, as the next three, when there are none
  /// @param deviation population standard deviation, `std_dev`
  /// @param buckets ten of equal width
  /// @param sketch the distribution
  record Numeric(
      String name,
      Tally tally,
      long distinct,
      double mean,
      double sum,
      double deviation,
      double min,
      double max,
      List<KllSketch.Bucket> buckets,
      KllSketch sketch)
      implements ColumnStatistics {
    /// Keeps the buckets.
    public Numeric {
      buckets = List.copyOf(buckets);
    }

    @Override
    public ColumnStatistics disclosed(Disclosure rule) {
      return this;
    }
  }

  /// A column of texts, or of nothing (type `Unknown`): `string_statistics`.
  ///
  /// @param categories values with counts, the commonest first; empty when they are too many to
  ///   list
  record Text(String name, Tally tally, long distinct, List<ValueCounts.Entry<String>> categories)
      implements ColumnStatistics {
    /// Keeps the categories.
    public Text {
      categories = List.copyOf(categories);
    }

    @Override
    public ColumnStatistics disclosed(Disclosure rule) {
      var tokens = new LinkedHashMap<String, Long>();
      categories.forEach(c -> tokens.merge(rule.text(name, c.value()), c.count(), Long::sum));
      return new Text(
          name,
          tally,
          distinct,
          tokens.entrySet().stream()
              .map(token -> new ValueCounts.Entry<>(token.getKey(), token.getValue()))
              .toList());
    }
  }

  /// A column of own counts.
  static ColumnStatistics of(String name, ColumnSketch column) {
    Tally tally = column.tally();
    if (tally.type().isNumeric()) {
      NumberSummary numbers = column.numbers();
      return new Numeric(
          name,
          tally,
          column.distinct(),
          numbers.mean(),
          numbers.sum(),
          numbers.deviation(),
          numbers.min(),
          numbers.max(),
          column.kll().buckets(numbers.min(), numbers.max()),
          column.kll());
    }
    ValueCounts<String> categories = column.categories();
    boolean isListed = !categories.isCapped() && categories.distinct() <= LISTED_CATEGORIES;
    return new Text(name, tally, column.distinct(), isListed ? categories.commonest() : List.of());
  }
}
