package dev.treeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/// `rules.yaml` as the tree that `rules.json` would be. Only plain values are made: no tag names a
/// class, a key stands once, and nothing refers to itself.
final class RulesYaml {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int LONGEST = 1_000_000;
  private static final int DEEPEST = 10;

  private RulesYaml() {}

  /// Reads one document.
  ///
  /// @param name of the file, for messages
  /// @throws ReportFormatException if it is no YAML
  static JsonNode read(String name, String text) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setAllowRecursiveKeys(false);
    options.setMaxAliasesForCollections(20);
    options.setNestingDepthLimit(DEEPEST);
    options.setCodePointLimit(LONGEST);
    try {
      return node(new Yaml(new SafeConstructor(options)).load(text), DEEPEST);
    } catch (MarkedYAMLException e) {
      var mark = e.getProblemMark();
      String place =
          mark == null
              ? name
              : name + " line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
      throw new ReportFormatException(place, String.valueOf(e.getProblem()), "rules as YAML");
    } catch (YAMLException e) {
      throw new ReportFormatException(name, String.valueOf(e.getMessage()), "rules as YAML");
    }
  }

  /// What the parser made, as a tree. A value that holds itself never ends, so that depth is
  /// counted here too; what is neither text, number nor truth value (a day, say) is its text.
  private static JsonNode node(@Nullable Object value, int depth) {
    if (depth == 0) {
      throw new YAMLException("more than " + DEEPEST + " levels, or a value that holds itself");
    }
    return switch (value) {
      case null -> JSON.nullNode();
      case Map<?, ?> map -> {
        ObjectNode object = JSON.objectNode();
        map.forEach((key, member) -> object.set(String.valueOf(key), node(member, depth - 1)));
        yield object;
      }
      case List<?> list -> {
        ArrayNode array = JSON.arrayNode();
        list.forEach(element -> array.add(node(element, depth - 1)));
        yield array;
      }
      case Boolean truth -> JSON.booleanNode(truth);
      case Integer number -> JSON.numberNode(number);
      case Long number -> JSON.numberNode(number);
      case BigInteger number -> JSON.numberNode(number);
      case Double number -> JSON.numberNode(number);
      case Object other -> JSON.textNode(other.toString());
    };
  }
}
