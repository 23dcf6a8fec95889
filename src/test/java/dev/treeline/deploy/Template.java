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
    properties(function)
        .path("Environment")
        .path("Variables")
        .properties()
        .forEach(v -> variables.put(v.getKey(), text(v.getValue(), names)));
    return variables;
  }

  /// A value with its references filled in.
  String text(JsonNode value, Map<String, String> names) {
    if (value.has("Ref")) {
      return reference(value.path("Ref").asText(), names);
    }
    if (value.has("Fn::Sub")) {
      return HOLE.matcher(value.path("Fn::Sub").asText())
          .replaceAll(hole -> Matcher.quoteReplacement(reference(hole.group(1), names)));
    }
    if (!value.isValueNode()) {
      throw new IllegalArgumentException("template.yaml: cannot fill in " + value);
    }
    return value.asText();
  }

  private String reference(String name, Map<String, String> names) {
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
      super(new LoaderOptions());
      yamlMultiConstructors.put(
          "!",
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              return written(node);
            }
          });
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
