package dev.treeline.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A function as `sam build` left it, to be run as the template deploys it.
///
/// @param name logical name in the template
/// @param folder the unpacked zip
record BuiltFunction(String name, Path folder) {
  private static final String PROPERTY = "treeline.built";

  /// Finds a built function below the folder that the system property `treeline.built` names.
  ///
  /// @throws AssertionError if it is not there; says what to run
  static BuiltFunction of(String name) {
    String built = System.getProperty(PROPERTY);
    if (built == null) {
      throw new AssertionError(
          "-D"
              + PROPERTY
              + " is not set: expected the folder that sam build fills, .aws-sam/build");
    }
    Path folder = Path.of(built, name);
    if (!Files.isDirectory(folder.resolve("lib"))) {
      throw new AssertionError(folder + ": no built function there; run sam build first");
    }
    return new BuiltFunction(name, folder.toAbsolutePath());
  }

  /// Starts it with the handler and the variables of the template.
  ///
  /// @param names what the template's resources are called, and parameters other than the default
  /// @param more variables beside the template's own: endpoints of test servers
  Environment start(Map<String, String> names, Map<String, String> more) throws IOException {
    Template template = Template.read();
    Map<String, String> variables = new LinkedHashMap<>(template.environment(name, names));
    variables.putAll(more);
    return Environment.start(folder, template.handler(name), variables);
  }
}
