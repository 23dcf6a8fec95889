package dev.treeline.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.treeline.drift.UserRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `rules.json` or `rules.yaml`: what users decided about columns, by name or pattern.
///
/// ```json
/// {
///   "version": 1,
///   "features": {
///     "*": {"minimumRows": 500},
///     "temp*": {"severity": "warning", "effect": 0.2},
///     "passenger_id": {"severity": "ignore"},
///     "age": {"missing": 0.05, "values": {"min": 0, "max": 120}, "mean": {"min": 30}}
///   }
/// }
/// ```
///
/// Outputs are named `score` and `class`. Read strictly: what is not known, or of another type, is
/// refused, and everything that is wrong is told at once.
public final class RulesFile {
  /// The names that the file may have in a baseline.
  public static final List<String> NAMES = List.of("rules.json", "rules.yaml", "rules.yml");

  /// The version that this code reads.
  public static final int VERSION = 1;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RulesFile() {}

  /// Reads rules.
  ///
  /// @param name of the file, for messages; YAML when it ends so, otherwise JSON
  /// @throws ReportFormatException if anything in it is wrong, naming every place
  public static UserRules read(String name, String text) {
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      return rules(name, RulesYaml.read(name, text));
    }
    try {
      return rules(name, MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String place =
          at == null ? name : name + " line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new ReportFormatException(place, e.getOriginalMessage(), "one object of rules");
    }
  }

  private static UserRules rules(String name, JsonNode root) {
    var in = new StrictJson(name);
    List<UserRules.Pattern> patterns = new ArrayList<>();
    if (in.isObject("$", root, List.of("version", "features"))) {
      if (root.path("version").asInt(-1) != VERSION || !root.path("version").isInt()) {
        in.wrong("$.version", root.path("version"), String.valueOf(VERSION));
      }
      JsonNode features = root.path("features");
      if (features.isObject()) {
        for (Map.Entry<String, JsonNode> entry : features.properties()) {
          String place = "$.features[\"" + entry.getKey() + "\"]";
          patterns.add(
              new UserRules.Pattern(
                  entry.getKey(), new RuleReader(in, place, entry.getValue()).read()));
        }
      } else {
        in.wrong("$.features", features, "an object: a name or pattern, and what is decided of it");
      }
    }
    in.refuseProblems();
    return new UserRules(patterns);
  }
}
