package dev.treeline.drift;

import dev.treeline.sketch.ValueCounts;
import dev.treeline.sketch.ValueType;
import java.util.List;
import java.util.Map;

/// What `constraints.json` holds.
///
/// @param features in the baseline's order
/// @param config thresholds and methods
public record Constraints(List<Feature> features, MonitoringConfig config) {
  /// Keeps the features.
  public Constraints {
    features = List.copyOf(features);
  }

  /// One column's constraints.
  ///
  /// @param type `inferred_type`
  /// @param completeness share of present values that is required, 0 to 1
  /// @param nonNegative `num_constraints.is_non_negative`
  /// @param domains `string_constraints.domains`; empty when not constrained
  /// @param overrides this column's own settings, see [MonitoringConfig#with(Map)]
  public record Feature(
      String name,
      ValueType type,
      double completeness,
      boolean nonNegative,
      List<String> domains,
      Map<MonitoringConfig.Setting, String> overrides) {
    /// Keeps the lists.
    public Feature {
      domains = List.copyOf(domains);
      overrides = Map.copyOf(overrides);
    }

    private Feature disclosed(Disclosure rule) {
      List<String> tokens = domains.stream().map(v -> rule.text(name, v)).distinct().toList();
      return new Feature(name, type, completeness, nonNegative, tokens, overrides);
    }
  }

  /// These constraints with tokens in place of texts that may not be read. What is checked stays
  /// the same, as a window's texts are tokens too.
  public Constraints disclosed(Disclosure rule) {
    return new Constraints(
        features.stream().map(feature -> feature.disclosed(rule)).toList(), config);
  }

  /// Constraints that these statistics meet, with the values that SageMaker's own files have:
  /// thresholds 1.0, 1.0 and 0.1, method `Robust`.
  public static Constraints suggest(Statistics statistics) {
    return new Constraints(
        statistics.columns().stream().map(Constraints::suggest).toList(), MonitoringConfig.DEFAULT);
  }

  private static Feature suggest(ColumnStatistics column) {
    double completeness = column.tally().completeness();
    return switch (column) {
      case ColumnStatistics.Numeric numeric ->
          new Feature(
              column.name(), column.type(), completeness, numeric.min() >= 0, List.of(), Map.of());
      case ColumnStatistics.Text text ->
          new Feature(
              column.name(),
              column.type(),
              completeness,
              false,
              text.categories().stream().map(ValueCounts.Entry::value).toList(),
              Map.of());
    };
  }
}
