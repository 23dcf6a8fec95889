package dev.treeline.drift;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// `monitoring_config` of `constraints.json`.
///
/// @param evaluateConstraints whether violations are looked for
/// @param emitMetrics whether metrics are published
/// @param datatypeCheckThreshold share of present values that must have the inferred type
/// @param domainContentThreshold share of values that must lie in the domain
/// @param performComparison whether distributions are compared
/// @param comparisonThreshold largest numerical distance
/// @param comparisonMethod how a numerical distance is corrected for the number of values
/// @param categoricalComparisonThreshold largest categorical distance; smallest p for `ChiSquared`
/// @param categoricalDriftMethod how categories are compared
public record MonitoringConfig(
    boolean evaluateConstraints,
    boolean emitMetrics,
    double datatypeCheckThreshold,
    double domainContentThreshold,
    boolean performComparison,
    double comparisonThreshold,
    ComparisonMethod comparisonMethod,
    double categoricalComparisonThreshold,
    CategoricalDriftMethod categoricalDriftMethod) {
  private static final String ENABLED = "Enabled";
  private static final String DISABLED = "Disabled";

  /// What SageMaker's own generated files hold.
  public static final MonitoringConfig DEFAULT =
      new MonitoringConfig(
          true,
          true,
          1.0,
          1.0,
          true,
          0.1,
          ComparisonMethod.ROBUST,
          0.1,
          CategoricalDriftMethod.L_INFINITY);

  /// `comparison_method`.
  public enum ComparisonMethod {
    /// The distance itself.
    SIMPLE("Simple"),
    /// The distance less what chance alone explains.
    ROBUST("Robust");

    private final String label;

    ComparisonMethod(String label) {
      this.label = label;
    }

    /// The word in the file.
    public String label() {
      return label;
    }
  }

  /// `categorical_drift_method`.
  public enum CategoricalDriftMethod {
    /// Largest difference of shares.
    L_INFINITY("LInfinity"),
    /// p of a χ² test of fit.
    CHI_SQUARED("ChiSquared");

    private final String label;

    CategoricalDriftMethod(String label) {
      this.label = label;
    }

    /// The word in the file.
    public String label() {
      return label;
    }
  }

  /// The keys of the file.
  public enum Setting {
    /// `Enabled` or `Disabled`.
    EVALUATE_CONSTRAINTS("evaluate_constraints"),
    /// `Enabled` or `Disabled`.
    EMIT_METRICS("emit_metrics"),
    /// 0 to 1.
    DATATYPE_CHECK_THRESHOLD("datatype_check_threshold"),
    /// 0 to 1.
    DOMAIN_CONTENT_THRESHOLD("domain_content_threshold"),
    /// `Enabled` or `Disabled`; in the file below `distribution_constraints`, as the next four.
    PERFORM_COMPARISON("perform_comparison"),
    /// 0 to 1.
    COMPARISON_THRESHOLD("comparison_threshold"),
    /// `Simple` or `Robust`.
    COMPARISON_METHOD("comparison_method"),
    /// 0 to 1.
    CATEGORICAL_COMPARISON_THRESHOLD("categorical_comparison_threshold"),
    /// `LInfinity` or `ChiSquared`.
    CATEGORICAL_DRIFT_METHOD("categorical_drift_method");

    private final String key;

    Setting(String key) {
      this.key = key;
    }

    /// The key in the file.
    public String key() {
      return key;
    }

    /// Whether the key stands below `distribution_constraints`.
    public boolean isOfDistribution() {
      return switch (this) {
        case EVALUATE_CONSTRAINTS,
            EMIT_METRICS,
            DATATYPE_CHECK_THRESHOLD,
            DOMAIN_CONTENT_THRESHOLD ->
            false;
        case PERFORM_COMPARISON,
            COMPARISON_THRESHOLD,
            COMPARISON_METHOD,
            CATEGORICAL_COMPARISON_THRESHOLD,
            CATEGORICAL_DRIFT_METHOD ->
            true;
      };
    }
  }

  /// This configuration with some settings replaced, each given as the file writes it.
  ///
  /// @throws IllegalArgumentException if a value is not one that the setting allows, naming the key
  public MonitoringConfig with(Map<Setting, String> settings) {
    var all = new EnumMap<Setting, String>(settings());
    all.putAll(settings);
    return new MonitoringConfig(
        enabled(all, Setting.EVALUATE_CONSTRAINTS),
        enabled(all, Setting.EMIT_METRICS),
        share(all, Setting.DATATYPE_CHECK_THRESHOLD),
        share(all, Setting.DOMAIN_CONTENT_THRESHOLD),
        enabled(all, Setting.PERFORM_COMPARISON),
        share(all, Setting.COMPARISON_THRESHOLD),
        word(all, Setting.COMPARISON_METHOD, ComparisonMethod.values(), ComparisonMethod::label),
        share(all, Setting.CATEGORICAL_COMPARISON_THRESHOLD),
        word(
            all,
            Setting.CATEGORICAL_DRIFT_METHOD,
            CategoricalDriftMethod.values(),
            CategoricalDriftMethod::label));
  }

  /// Every setting as the file writes it, in the file's order.
  public Map<Setting, String> settings() {
    var all = new EnumMap<Setting, String>(Setting.class);
    all.put(Setting.EVALUATE_CONSTRAINTS, evaluateConstraints ? ENABLED : DISABLED);
    all.put(Setting.EMIT_METRICS, emitMetrics ? ENABLED : DISABLED);
    all.put(Setting.DATATYPE_CHECK_THRESHOLD, Double.toString(datatypeCheckThreshold));
    all.put(Setting.DOMAIN_CONTENT_THRESHOLD, Double.toString(domainContentThreshold));
    all.put(Setting.PERFORM_COMPARISON, performComparison ? ENABLED : DISABLED);
    all.put(Setting.COMPARISON_THRESHOLD, Double.toString(comparisonThreshold));
    all.put(Setting.COMPARISON_METHOD, comparisonMethod.label());
    all.put(
        Setting.CATEGORICAL_COMPARISON_THRESHOLD, Double.toString(categoricalComparisonThreshold));
    all.put(Setting.CATEGORICAL_DRIFT_METHOD, categoricalDriftMethod.label());
    return all;
  }

  private static boolean enabled(Map<Setting, String> all, Setting setting) {
    return word(
        all, setting, new Boolean[] {true, false}, isEnabled -> isEnabled ? ENABLED : DISABLED);
  }

  private static double share(Map<Setting, String> all, Setting setting) {
    String text = all.getOrDefault(setting, "");
    try {
      double share = Double.parseDouble(text);
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // Told below, together with numbers out of range.
    }
    throw new IllegalArgumentException(
        setting.key() + ": found \"" + text + "\", expected a number from 0 to 1");
  }

  private static <T> T word(
      Map<Setting, String> all, Setting setting, T[] choices, Function<T, String> label) {
    String text = all.getOrDefault(setting, "");
    for (T choice : choices) {
      if (label.apply(choice).equals(text)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        setting.key()
            + ": found \""
            + text
            + "\", expected "
            + Arrays.stream(choices).map(label).collect(Collectors.joining(" or ")));
  }
}
