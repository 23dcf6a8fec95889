package dev.treeline.drift;

import dev.treeline.sketch.ColumnSketch;
import dev.treeline.sketch.Tally;
import dev.treeline.sketch.ValueCounts;
import dev.treeline.sketch.ValueType;
import dev.treeline.sketch.WeightedItems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// SageMaker Model Monitor's own rules, on exact distribution functions.
///
/// Columns are found by name; only when a table has no column of any constraint's name, as one
/// without a header, by position, as SageMaker does: otherwise a column that is gone would be
/// compared with its neighbour. Integral values under a Fractional constraint are of the right
/// type, any value is under a String one, fractional ones under an Integral one are not. A column
/// that fails the type check is not compared, nor is a text column whose values are not listed on
/// both sides.
///
/// @param violations what `constraint_violations.json` holds: the column count first, then the
///   columns in the constraints' order
/// @param distances the distance of every column that was compared, violated or not
public record SageMakerCheck(List<Violation> violations, List<Distance> distances) {
  /// Keeps the lists.
  public SageMakerCheck {
    violations = List.copyOf(violations);
    distances = List.copyOf(distances);
  }

  /// How far one column moved: SageMaker's metric `feature_baseline_drift_{name}`.
  ///
  /// @param name the column
  /// @param method `Simple` or `Robust`, of numbers or of categories, or `ChiSquared`
  /// @param distance the distance; for `ChiSquared` p, of which a small one is a violation
  /// @param threshold what it is compared with
  /// @param violated whether it lies beyond
  /// @param all every method's value
  public record Distance(
      String name, String method, double distance, double threshold, boolean violated, All all) {}

  /// A column by every method, whichever is configured.
  ///
  /// @param n values of the window
  /// @param baselineN values of the baseline
  /// @param cells different values of both sides that were compared
  /// @param simple largest difference of the distribution functions, or of the shares
  /// @param robust the same less what chance alone explains
  /// @param chiSquared the statistic of fit; `NaN` for numbers and where too few categories are
  ///   left
  /// @param p of that statistic
  public record All(
      long n,
      long baselineN,
      int cells,
      double simple,
      double robust,
      double chiSquared,
      double p) {
    /// How the methods are computed.
    public static final String FORMULA =
        "Simple = max |F(x) - G(x)|, of categories max |p - q|; Robust = max(0, Simple - 1.8"
            + " sqrt((n + m)/(n m))); ChiSquared = p of sum (observed - expected)^2/expected, small"
            + " categories merged";
  }

  /// Checks a window's statistics, all of whose values may be read.
  ///
  /// @param baseline without it no distribution is compared
  public static SageMakerCheck of(
      Statistics window, Optional<Statistics> baseline, Constraints constraints) {
    return of(window, baseline, constraints, Disclosure.OPEN);
  }

  /// Checks a window's statistics.
  ///
  /// @param baseline without it no distribution is compared
  /// @param rule what texts became tokens in all three, so that numbers among them do too
  public static SageMakerCheck of(
      Statistics window, Optional<Statistics> baseline, Constraints constraints, Disclosure rule) {
    var check = new Run(new ArrayList<>(), new ArrayList<>());
    if (constraints.config().evaluateConstraints()) {
      boolean isNamed = isNamed(window, constraints);
      check.columnCount(window.columns().size(), constraints.features().size());
      for (int i = 0; i < constraints.features().size(); i++) {
        Constraints.Feature feature = constraints.features().get(i);
        MonitoringConfig config = constraints.config().with(feature.overrides());
        int position = i;
        Optional<ColumnStatistics> before =
            baseline
                .flatMap(table -> column(table, isNamed(table, constraints), feature, position))
                .map(column -> column.disclosed(rule));
        column(window, isNamed, feature, position)
            .map(column -> column.disclosed(rule))
            .ifPresent(column -> check.column(column, before, feature, config, window.rows()));
      }
    }
    return new SageMakerCheck(check.violations, check.distances);
  }

  private static Optional<ColumnStatistics> column(
      Statistics table, boolean isNamed, Constraints.Feature feature, int position) {
    return (isNamed ? table.column(feature.name()) : at(table, position))
        .map(column -> feature.type() == ValueType.STRING ? asText(column) : column);
  }

  private static boolean isNamed(Statistics table, Constraints constraints) {
    return constraints.features().stream().anyMatch(f -> table.column(f.name()).isPresent());
  }

  private static Optional<ColumnStatistics> at(Statistics table, int position) {
    return position < table.columns().size()
        ? Optional.of(table.columns().get(position))
        : Optional.empty();
  }

  /// Numbers of a text column: `7` is a category there.
  private static ColumnStatistics asText(ColumnStatistics column) {
    if (!(column instanceof ColumnStatistics.Numeric numeric)) {
      return column;
    }
    WeightedItems items = numeric.sketch().items();
    var categories = new ArrayList<ValueCounts.Entry<String>>();
    if (items.size() <= ColumnStatistics.LISTED_CATEGORIES) {
      for (int i = 0; i < items.size(); i++) {
        categories.add(new ValueCounts.Entry<>(ColumnSketch.text(items.value(i)), items.weight(i)));
      }
    }
    return new ColumnStatistics.Text(column.name(), column.tally(), column.distinct(), categories);
  }

  /// One run of the rules, collecting what it finds.
  private record Run(List<Violation> violations, List<Distance> distances) {
    void columnCount(int found, int expected) {
      if (found == expected) {
        return;
      }
      violations.add(
          new Violation(
              " ",
              found < expected ? Violation.Check.MISSING_COLUMN : Violation.Check.EXTRA_COLUMN,
              ("There are %s columns in current dataset. Number of columns in current dataset: %d,"
                      + " Number of columns in baseline constraints: %d")
                  .formatted(found < expected ? "missing" : "extra", found, expected)));
    }

    void column(
        ColumnStatistics window,
        Optional<ColumnStatistics> baseline,
        Constraints.Feature feature,
        MonitoringConfig config,
        long rows) {
      completeness(window.tally(), feature, rows);
      if (isOfType(window.tally(), feature, config.datatypeCheckThreshold())) {
        domain(window, feature, config.domainContentThreshold());
        if (config.performComparison()) {
          baseline
              .flatMap(before -> SageMakerComparison.of(window, before, feature.name(), config))
              .ifPresent(this::add);
        }
      }
    }

    private void completeness(Tally tally, Constraints.Feature feature, long rows) {
      double completeness = rows == 0 ? 1 : (double) tally.present() / rows;
      if (completeness < feature.completeness()) {
        violations.add(
            new Violation(
                feature.name(),
                Violation.Check.COMPLETENESS,
                ("Data completeness requirement is not met. Expected: %s. Observed: Only %s of data"
                        + " is complete.")
                    .formatted(percent(feature.completeness()), percent(completeness))));
      }
    }

    private boolean isOfType(Tally tally, Constraints.Feature feature, double threshold) {
      if (tally.present() == 0 || feature.type() == ValueType.UNKNOWN) {
        return true;
      }
      long matching =
          switch (feature.type()) {
            case INTEGRAL -> tally.integral();
            case FRACTIONAL -> tally.integral() + tally.fractional();
            case STRING, UNKNOWN -> tally.present();
          };
      double share = (double) matching / tally.present();
      if (share >= threshold) {
        return true;
      }
      violations.add(
          new Violation(
              feature.name(),
              Violation.Check.DATA_TYPE,
              ("Data type match requirement is not met. Expected data type: %s, Expected match: %s."
                      + " Observed: Only %s of data is %s.")
                  .formatted(
                      feature.type().label(),
                      percent(threshold),
                      percent(share),
                      feature.type().label())));
      return false;
    }

    private void domain(ColumnStatistics window, Constraints.Feature feature, double threshold) {
      if (feature.domains().isEmpty() || !(window instanceof ColumnStatistics.Text text)) {
        return;
      }
      Set<String> domain = new HashSet<>(feature.domains());
      if (text.categories().isEmpty() && text.distinct() > domain.size()) {
        violations.add(
            new Violation(
                feature.name(),
                Violation.Check.CATEGORICAL_VALUES,
                ("Categorical values requirement is not met. Expected match: %s. Observed: about %d"
                        + " distinct values, too many to list, for a domain of %d.")
                    .formatted(percent(threshold), text.distinct(), domain.size())));
        return;
      }
      long inside = 0;
      long all = 0;
      for (ValueCounts.Entry<String> entry : text.categories()) {
        all += entry.count();
        inside += domain.contains(entry.value()) ? entry.count() : 0;
      }
      double share = all == 0 ? 1 : (double) inside / all;
      if (share < threshold) {
        violations.add(
            new Violation(
                feature.name(),
                Violation.Check.CATEGORICAL_VALUES,
                ("Categorical values requirement is not met. Expected match: %s. Observed: Only %s"
                        + " of data is in the domain.")
                    .formatted(percent(threshold), percent(share))));
      }
    }

    private void add(SageMakerComparison compared) {
      distances.add(compared.distance());
      if (compared.distance().violated()) {
        violations.add(
            new Violation(
                compared.distance().name(),
                Violation.Check.BASELINE_DRIFT,
                compared.description()));
      }
    }
  }

  /// `100.0%`, as SageMaker writes shares.
  private static String percent(double share) {
    return share * 100 + "%";
  }
}
