package dev.treeline.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treeline.drift.Constraints;
import dev.treeline.drift.MonitoringConfig;
import dev.treeline.drift.MonitoringConfig.Setting;
import dev.treeline.sketch.ValueType;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `constraints.json`, as SageMaker Model Monitor writes and reads it.
///
/// A column's own settings are read under `monitoringConfigOverrides` and
/// `monitoring_config_overrides`, in the feature and in its kind's constraints, and written under
/// the first name in the feature. The older `comparion_method` and `enable_comparisons` are
/// understood; unknown keys are passed over. The two `categorical_…` settings are written when they
/// differ from what SageMaker assumes, since its own generated files lack them.
public final class ConstraintsFile {
  /// The file's name.
  public static final String NAME = "constraints.json";

  private static final List<String> OVERRIDES =
      List.of("monitoringConfigOverrides", "monitoring_config_overrides");

  private static final List<String> KINDS = List.of("num_constraints", "string_constraints");

  private ConstraintsFile() {}

  /// The file's text, without a line end.
  public static String write(Constraints constraints) {
    return Json.object(
        json -> {
          json.writeNumberField("version", 0.0);
          json.writeArrayFieldStart("features");
          for (Constraints.Feature feature : constraints.features()) {
            feature(json, feature);
          }
          json.writeEndArray();
          json.writeObjectFieldStart("monitoring_config");
          Map<Setting, String> settings = new EnumMap<>(constraints.config().settings());
          Map<Setting, String> usual = MonitoringConfig.DEFAULT.settings();
          for (Setting setting :
              List.of(Setting.CATEGORICAL_COMPARISON_THRESHOLD, Setting.CATEGORICAL_DRIFT_METHOD)) {
            settings.remove(setting, usual.get(setting));
          }
          settings(json, settings);
          json.writeEndObject();
        });
  }

  private static void feature(JsonGenerator json, Constraints.Feature feature) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", feature.name());
    json.writeStringField("inferred_type", feature.type().label());
    json.writeNumberField("completeness", feature.completeness());
    if (feature.type().isNumeric() || feature.nonNegative()) {
      json.writeObjectFieldStart("num_constraints");
      json.writeBooleanField("is_non_negative", feature.nonNegative());
      json.writeEndObject();
    }
    if (!feature.domains().isEmpty()) {
      json.writeObjectFieldStart("string_constraints");
      Json.texts(json, "domains", feature.domains());
      json.writeEndObject();
    }
    if (!feature.overrides().isEmpty()) {
      json.writeObjectFieldStart(OVERRIDES.getFirst());
      settings(json, new EnumMap<>(feature.overrides()));
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void settings(JsonGenerator json, Map<Setting, String> settings)
      throws IOException {
    boolean isOpen = false;
    for (Map.Entry<Setting, String> entry : settings.entrySet()) {
      Setting setting = entry.getKey();
      if (setting.isOfDistribution() && !isOpen) {
        json.writeObjectFieldStart("distribution_constraints");
        isOpen = true;
      }
      if (setting.key().endsWith("threshold")) {
        json.writeNumberField(setting.key(), Double.parseDouble(entry.getValue()));
      } else {
        json.writeStringField(setting.key(), entry.getValue());
      }
    }
    if (isOpen) {
      json.writeEndObject();
    }
  }

  /// Reads the file.
  ///
  /// @throws ReportFormatException if it is not such a file, naming the place in it
  public static Constraints read(String text) {
    JsonAt root = JsonAt.root(NAME, text);
    List<Constraints.Feature> features = root.at("features").map(ConstraintsFile::feature);
    MonitoringConfig config =
        root.find("monitoring_config")
            .map(c -> c.checked(() -> MonitoringConfig.DEFAULT.with(settings(c))))
            .orElse(MonitoringConfig.DEFAULT);
    return new Constraints(features, config);
  }

  private static Constraints.Feature feature(JsonAt feature) {
    JsonAt label = feature.at("inferred_type");
    ValueType type = label.checked(() -> ValueType.of(label.text()));
    Map<Setting, String> overrides = new EnumMap<>(Setting.class);
    overrides(feature).ifPresent(overrides::putAll);
    for (String kind : KINDS) {
      feature.find(kind).flatMap(ConstraintsFile::overrides).ifPresent(overrides::putAll);
    }
    return new Constraints.Feature(
        feature.at("name").text(),
        type,
        feature.find("completeness").map(JsonAt::number).orElse(0.0),
        feature
            .find("num_constraints")
            .flatMap(n -> n.find("is_non_negative"))
            .map(JsonAt::truth)
            .orElse(false),
        feature
            .find("string_constraints")
            .map(s -> s.list("domains").stream().map(JsonAt::scalar).toList())
            .orElse(List.of()),
        overrides);
  }

  private static Optional<Map<Setting, String>> overrides(JsonAt holder) {
    return OVERRIDES.stream()
        .flatMap(name -> holder.find(name).stream())
        .findFirst()
        .map(
            found -> {
              Map<Setting, String> settings = settings(found);
              found.checked(() -> MonitoringConfig.DEFAULT.with(settings));
              return settings;
            });
  }

  private static Map<Setting, String> settings(JsonAt config) {
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    Optional<JsonAt> distribution = config.find("distribution_constraints");
    for (Setting setting : Setting.values()) {
      distribution
          .filter(_ -> setting.isOfDistribution())
          .flatMap(d -> d.find(setting.key()))
          .or(() -> config.find(setting.key()))
          .ifPresent(value -> settings.put(setting, value.scalar()));
    }
    distribution
        .flatMap(d -> d.find("comparion_method"))
        .ifPresent(value -> settings.putIfAbsent(Setting.COMPARISON_METHOD, value.scalar()));
    distribution
        .flatMap(d -> d.find("enable_comparisons"))
        .ifPresent(
            value ->
                settings.putIfAbsent(
                    Setting.PERFORM_COMPARISON, value.truth() ? "Enabled" : "Disabled"));
    return settings;
  }
}
