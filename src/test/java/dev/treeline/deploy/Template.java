package dev.treeline.deploy;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// `template.yaml` as a tree, CloudFormation's short tags written out: `!Ref X` is `{"Ref": "X"}`,
/// `!GetAtt X.Arn` is `{"Fn::GetAtt": "X.Arn"}`.
final class Template {
  private static final Pattern HOLE = Pattern.compile("\\$\\{([^}]+)}");

  private static final String NO_VALUE = "AWS::NoValue";

  private final JsonNode root;

  private Template(JsonNode root) {
    this.root = root;
  }

  /// The template of this project.
  static Template read() throws IOException {
    return read(Path.of("template.yaml"));
  }

  static Template read(Path file) throws IOException {
    try (Reader text = Files.newBufferedReader(file)) {
      return new Template(new ObjectMapper().valueToTree(new Yaml(new ShortTags()).load(text)));
    }
  }

  JsonNode root() {
    return root;
  }

  /// All resources of a type, by logical name; each with its `Properties` and `Metadata`.
  Map<String, JsonNode> resources(String type) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    root.path("Resources")
        .properties()
        .forEach(
            resource -> {
              if (resource.getValue().path("Type").asText().equals(type)) {
                found.put(resource.getKey(), resource.getValue());
              }
            });
    return found;
  }

  Map<String, JsonNode> functions() {
    return resources("AWS::Serverless::Function");
  }

  /// The properties of one resource.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  JsonNode properties(String name) {
    JsonNode resource = root.path("Resources").path(name);
    if (resource.isMissingNode()) {
      throw new IllegalArgumentException("template.yaml: no resource " + name);
    }
    return resource.path("Properties");
  }

  String handler(String function) {
    return properties(function).path("Handler").asText();
  }

  /// What a function finds in its environment when it is deployed with the parameters' defaults.
  ///
  /// @param function logical name
  /// @param names what resources are called, by logical name; may also replace a parameter's
  ///   default
  Map<String, String> environment(String function, Map<String, String> names) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (var variable : properties(function).path("Environment").path("Variables").properties()) {
      String value = text(variable.getValue(), names);
      if (!value.equals(NO_VALUE)) {
        variables.put(variable.getKey(), value);
      }
    }
    return variables;
  }

  /// A value with its references filled in and its branches taken.
  String text(JsonNode value, Map<String, String> names) {
    if (value.has("Ref")) {
      return reference(value.path("Ref").asText(), names);
    }
    if (value.has("Fn::If")) {
      JsonNode branches = value.path("Fn::If");
      boolean first = holds(branches.path(0).asText(), names);
      return text(branches.path(first ? 1 : 2), names);
    }
    if (value.has("Fn::Sub")) {
      JsonNode sub = value.path("Fn::Sub");
      Map<String, String> own = new LinkedHashMap<>(names);
      for (var variable : sub.path(1).properties()) {
        own.put(variable.getKey(), text(variable.getValue(), names));
      }
      return HOLE.matcher(sub.isArray() ? sub.path(0).asText() : sub.asText())
          .replaceAll(hole -> Matcher.quoteReplacement(reference(hole.group(1), own)));
    }
    if (!value.isValueNode()) {
      throw new IllegalArgumentException("template.yaml: cannot fill in " + value);
    }
    return value.asText();
  }

  private boolean holds(String condition, Map<String, String> names) {
    return holds(root.path("Conditions").path(condition), names);
  }

  private boolean holds(JsonNode condition, Map<String, String> names) {
    var call = condition.properties().iterator().next();
    JsonNode argument = call.getValue();
    return switch (call.getKey()) {
      case "Condition" -> holds(argument.asText(), names);
      case "Fn::Equals" -> text(argument.path(0), names).equals(text(argument.path(1), names));
      case "Fn::Not" -> !holds(argument.path(0), names);
      case "Fn::And" -> argument.valueStream().allMatch(each -> holds(each, names));
      case "Fn::Or" -> argument.valueStream().anyMatch(each -> holds(each, names));
      default -> throw new IllegalArgumentException("template.yaml: no condition " + condition);
    };
  }

  private String reference(String name, Map<String, String> names) {
    if (name.equals(NO_VALUE)) {
      return NO_VALUE;
    }
    JsonNode fallback = root.path("Parameters").path(name).path("Default");
    String value = names.getOrDefault(name, fallback.asText());
    if (value.isEmpty() && fallback.isMissingNode()) {
      throw new IllegalArgumentException(
          "template.yaml refers to %s, which is neither a parameter with a default nor among %s"
              .formatted(name, names.keySet().stream().sorted().collect(joining(", "))));
    }
    return value;
  }

  private static final class ShortTags extends SafeConstructor {
    ShortTags() {
      super(options());
      yamlMultiConstructors.put(
          "!",
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              return written(node);
            }
          });
    }

    /// Our own template is no hostile one: it says each condition and policy once.
    private static LoaderOptions options() {
      LoaderOptions options = new LoaderOptions();
      options.setMaxAliasesForCollections(1000);
      return options;
    }

    private Map<String, Object> written(Node node) {
      String tag = node.getTag().getValue().substring(1);
      String name = tag.equals("Ref") || tag.equals("Condition") ? tag : "Fn::" + tag;
      return Map.of(
          name,
          switch (node) {
            case ScalarNode scalar -> scalar.getValue();
            case SequenceNode sequence -> constructSequence(sequence);
            case MappingNode mapping -> constructMapping(mapping);
            default -> throw new IllegalArgumentException("template.yaml: a tag on " + node);
          });
    }
  }
}
