package dev.treeline.drift;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What somebody decided about one column, or about the columns of one pattern. What is empty is
/// left to the rules of the verdict.
///
/// @param severity what a change of it is
/// @param effect effect above which a significant change counts, in place of the blocks' threshold
/// @param minimumRows present values that the window needs, in place of [Drift#ENOUGH]
/// @param shares limits of shares, in place of the baseline's: the confident part of the share must
///   exceed them
/// @param ranges where a statistic of the window must lie
public record ColumnRule(
    Optional<Severity> severity,
    OptionalDouble effect,
    OptionalLong minimumRows,
    Map<QualityFinding.Check, Double> shares,
    Map<Quantity, Range> ranges) {
  /// Nothing decided.
  public static final ColumnRule NONE =
      new ColumnRule(
          Optional.empty(), OptionalDouble.empty(), OptionalLong.empty(), Map.of(), Map.of());

  /// Keeps the maps.
  public ColumnRule {
    shares = Map.copyOf(shares);
    ranges = Map.copyOf(ranges);
  }

  /// A statistic of a column of numbers.
  public enum Quantity {
    /// Every value: the smallest and the largest.
    VALUES("values"),
    /// The mean of the finite values.
    MEAN("mean"),
    /// Their population standard deviation.
    DEVIATION("deviation");

    private final String label;

    Quantity(String label) {
      this.label = label;
    }

    /// The key in the rules.
    public String label() {
      return label;
    }
  }

  /// Where a number must lie, both ends included.
  ///
  /// @param min minus infinity for no lower end
  /// @param max infinity for no upper end
  public record Range(double min, double max) {
    /// Whether a number lies inside; `NaN` does not.
    public boolean contains(double x) {
      return x >= min && x <= max;
    }
  }

  /// These decisions, and another's where this one says nothing.
  ColumnRule or(ColumnRule other) {
    var bothShares = new EnumMap<QualityFinding.Check, Double>(QualityFinding.Check.class);
    bothShares.putAll(other.shares);
    bothShares.putAll(shares);
    var bothRanges = new EnumMap<Quantity, Range>(Quantity.class);
    bothRanges.putAll(other.ranges);
    bothRanges.putAll(ranges);
    return new ColumnRule(
        severity.or(other::severity),
        effect.isPresent() ? effect : other.effect,
        minimumRows.isPresent() ? minimumRows : other.minimumRows,
        bothShares,
        bothRanges);
  }

  /// Present values that the window needs for a verdict.
  long enough() {
    return minimumRows.orElse(Drift.ENOUGH);
  }
}
