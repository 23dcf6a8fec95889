package dev.treeline.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.treeline.forest.FeatureUse;
import dev.treeline.forest.Inspection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What a model is, as text for a person and as JSON for a program.
final class InspectionText {
  private static final JsonMapper JSON = new JsonMapper();

  /// A model may have thousands of features; a person wants those that matter.
  private static final int MOST_LISTED = 40;

  private InspectionText() {}

  static String text(String name, Inspection model) {
    var text = new StringBuilder();
    line(text, "file", name + " (" + model.format().name().toLowerCase(Locale.ROOT) + ")");
    line(text, "xgboost", model.version().toString());
    line(text, "booster", model.kind().booster());
    line(text, "objective", model.objective());
    line(text, "base score", model.baseScore() + ", as margins " + model.baseMargins());
    line(text, "outputs", "" + model.groups());
    Inspection.Shape shape = model.shape();
    if (model.kind() != Inspection.Kind.LINEAR) {
      line(text, "trees", shape.trees() + " in " + model.rounds() + " rounds");
      line(text, "rounds scored", scored(model));
      line(
          text,
          "nodes",
          "%d, of which %d leaves; at most %d splits deep"
              .formatted(shape.nodes(), shape.leaves(), shape.deepest()));
    }
    if (shape.categoricalSplits() > 0) {
      line(text, "categorical", shape.categoricalSplits() + " splits");
    }
    if (shape.leafSize() > 1) {
      line(text, "leaf vectors", "of " + shape.leafSize());
    }
    features(text, model.features());
    return text.toString();
  }

  private static String scored(Inspection model) {
    return model.bestRound().isPresent()
        ? "%d, up to the best_iteration %d; \"rounds\": \"all\" in schema.json scores all"
            .formatted(
                Math.min(model.bestRound().getAsInt() + 1, model.rounds()),
                model.bestRound().getAsInt())
        : "all";
  }

  private static void features(StringBuilder text, List<FeatureUse> features) {
    List<FeatureUse> used =
        features.stream()
            .filter(feature -> feature.weight() > 0)
            .sorted(Comparator.comparingDouble(FeatureUse::gain).reversed())
            .toList();
    line(text, "features", features.size() + ", of which splits use " + used.size());
    if (used.isEmpty()) {
      return;
    }
    text.append("\n%-30s %-6s %8s %14s %14s%n".formatted("", "type", "weight", "gain", "cover"));
    for (FeatureUse use : used.subList(0, Math.min(used.size(), MOST_LISTED))) {
      text.append(
          "%-30s %-6s %8d %14.6g %14.6g%n"
              .formatted(use.name(), use.type(), use.weight(), use.gain(), use.cover()));
    }
    if (used.size() > MOST_LISTED) {
      text.append("and %d more; --json has them all%n".formatted(used.size() - MOST_LISTED));
    }
  }

  private static void line(StringBuilder text, String what, String value) {
    text.append("%-14s %s%n".formatted(what, value));
  }

  static String json(String name, Inspection model) {
    ObjectNode json = JSON.createObjectNode();
    json.put("file", name);
    json.put("format", model.format().name().toLowerCase(Locale.ROOT));
    json.put("xgboostVersion", model.version().toString());
    json.put("booster", model.kind().booster());
    json.put("objective", model.objective());
    json.put("baseScore", model.baseScore());
    ArrayNode margins = json.putArray("baseMargins");
    model.baseMargins().forEach(margins::add);
    json.put("outputs", model.groups());
    json.put("rounds", model.rounds());
    model.bestRound().ifPresent(best -> json.put("bestIteration", best));
    Inspection.Shape shape = model.shape();
    json.put("trees", shape.trees());
    json.put("nodes", shape.nodes());
    json.put("leaves", shape.leaves());
    json.put("depth", shape.deepest());
    json.put("categoricalSplits", shape.categoricalSplits());
    json.put("leafSize", shape.leafSize());
    ArrayNode features = json.putArray("features");
    for (FeatureUse use : model.features()) {
      ObjectNode feature = features.addObject();
      feature.put("name", use.name());
      feature.put("type", use.type());
      feature.put("categories", use.categories());
      feature.put("weight", use.weight());
      if (!Double.isNaN(use.gain())) {
        feature.put("gain", use.gain());
        feature.put("cover", use.cover());
      }
    }
    return json.toString();
  }
}
