package dev.treeline.drift;

import dev.treeline.drift.ColumnRule.Quantity;
import dev.treeline.drift.ColumnRule.Range;
import java.util.ArrayList;
import java.util.List;

/// One statistic of one column held to a range that a user set.
///
/// @param name the column
/// @param quantity which statistic
/// @param low the statistic; of the values, the smallest one
/// @param high the same as `low`; of the values, the largest one
/// @param range where it must lie
/// @param n values it was computed from
/// @param state drifted when it lies outside, insufficient when there are too few values
public record LimitFinding(
    String name, Quantity quantity, double low, double high, Range range, long n, State state) {
  /// Whether it lies outside.
  public boolean violated() {
    return state == State.DRIFTED;
  }

  /// Judges every range of the rules. A single value may lie outside by chance as little as a
  /// thousand may: for [Quantity#VALUES] one is enough; the other statistics need as many values as
  /// a verdict does. A column of texts has no numbers to judge.
  ///
  /// @param columns of the window, under the baseline's names
  public static List<LimitFinding> judge(UserRules rules, List<ColumnStatistics> columns) {
    var findings = new ArrayList<LimitFinding>();
    for (ColumnStatistics column : columns) {
      ColumnRule rule = rules.of(column.name());
      if (rules.judges(column.name()) && column instanceof ColumnStatistics.Numeric numeric) {
        for (Quantity quantity : Quantity.values()) {
          Range range = rule.ranges().get(quantity);
          if (range != null) {
            findings.add(of(numeric, quantity, range, rule.enough()));
          }
        }
      }
    }
    return List.copyOf(findings);
  }

  private static LimitFinding of(
      ColumnStatistics.Numeric column, Quantity quantity, Range range, long enough) {
    long n = column.tally().integral() + column.tally().fractional();
    double low =
        switch (quantity) {
          case VALUES -> column.min();
          case MEAN -> column.mean();
          case DEVIATION -> column.deviation();
        };
    double high = quantity == Quantity.VALUES ? column.max() : low;
    boolean isEnough = n >= (quantity == Quantity.VALUES ? 1 : enough) && !Double.isNaN(low);
    State inside = range.contains(low) && range.contains(high) ? State.STABLE : State.DRIFTED;
    State state = isEnough ? inside : State.INSUFFICIENT;
    return new LimitFinding(column.name(), quantity, low, high, range, n, state);
  }

  /// The outcome in plain words.
  public String reason() {
    String found =
        quantity == Quantity.VALUES
            ? "values from %s to %s".formatted(Words.number(low), Words.number(high))
            : "%s %s".formatted(quantity.label(), Words.number(low));
    return switch (state) {
      case INSUFFICIENT -> "%d values, too few to judge the %s".formatted(n, quantity.label());
      case STABLE, VARIABLE -> found + " within " + ends();
      case DRIFTED -> found + " outside " + ends();
    };
  }

  private String ends() {
    return (range.min() == Double.NEGATIVE_INFINITY ? "-∞" : Words.number(range.min()))
        + " to "
        + (range.max() == Double.POSITIVE_INFINITY ? "∞" : Words.number(range.max()));
  }
}
