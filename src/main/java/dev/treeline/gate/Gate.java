package dev.treeline.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.treeline.aws.SignedPost;
import dev.treeline.booster.ModelFormatException;
import dev.treeline.forest.Model;
import dev.treeline.forest.ModelLoader;
import dev.treeline.store.PackageFiles;
import dev.treeline.store.S3Access;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Looks at a new version before it gets traffic.
///
/// The golden rows are scored here and not by the new version, whose captures and metrics they
/// would enter; this function has the same zip, the same model and the same processor. The new
/// version is asked for a sign of life, which shows that it starts with its settings, and which
/// model it serves. (docs/decisions/011-the-gate.md)
///
/// @param location of the model package
/// @param s3 where an S3 client comes from
/// @param aws calls the new version
record Gate(String location, S3Access s3, Aws aws) {
  private static final JsonMapper JSON = new JsonMapper();

  private static final String PING =
      """
      {"version": "2.0", "rawPath": "/ping", "headers": {},
       "requestContext": {"http": {"method": "GET"}}}""";

  /// What was found.
  ///
  /// @param problem why the version must get no traffic; empty when it may
  /// @param rows golden rows that were compared
  record Verdict(Optional<String> problem, int rows) {}

  /// Looks at a version. Whatever is wrong with it, there is a verdict; nothing is thrown.
  ///
  /// @param version the ARN of the function's new version
  Verdict verdict(String version) {
    try {
      Map<String, byte[]> files = files(location);
      return files.keySet().stream().anyMatch(ModelLoader::isModel)
          ? ofOne(files, version)
          : ofSeveral(version);
    } catch (IOException | ModelFormatException | IllegalArgumentException e) {
      return new Verdict(Optional.of(String.valueOf(e.getMessage())), 0);
    }
  }

  private Map<String, byte[]> files(String from) throws IOException {
    return new TreeMap<>(
        PackageFiles.read(
            from, s3, name -> ModelLoader.needs(name) || name.equals(GoldenComparison.FILE)));
  }

  private Verdict ofOne(Map<String, byte[]> files, String version) throws IOException {
    Golden golden = golden(location, files);
    return golden.problem.isPresent()
        ? new Verdict(golden.problem, golden.rows)
        : new Verdict(life(version, Optional.of(golden.model.version())), golden.rows);
  }

  private Verdict ofSeveral(String version) throws IOException {
    List<String> names = PackageFiles.packages(location, s3);
    if (names.isEmpty()) {
      return new Verdict(Optional.of(location + ": found no model, expected a package"), 0);
    }
    int rows = 0;
    for (String name : names) {
      Golden golden = golden(name, files(location + "/" + name));
      rows += golden.rows;
      if (golden.problem.isPresent()) {
        return new Verdict(golden.problem, rows);
      }
    }
    return new Verdict(life(version, Optional.empty()), rows);
  }

  private record Golden(Model model, int rows, Optional<String> problem) {}

  /// A package without golden rows has nothing to differ from.
  private static Golden golden(String place, Map<String, byte[]> files) {
    byte[] lines = files.remove(GoldenComparison.FILE);
    Model model = Model.load(files);
    if (lines == null) {
      return new Golden(model, 0, Optional.empty());
    }
    GoldenComparison found = GoldenComparison.of(model, lines);
    return new Golden(
        model,
        found.rows(),
        found
            .first()
            .map(
                first ->
                    "%s: %d of %d values differ from %s: %s"
                        .formatted(
                            place,
                            found.different(),
                            found.values(),
                            GoldenComparison.FILE,
                            first)));
  }

  /// What is wrong with the version's answer to a ping; empty when nothing is.
  ///
  /// @param model the version of the model that it should serve, where it serves one
  private Optional<String> life(String version, Optional<String> model) throws IOException {
    SignedPost.Answer answer = aws.invoke(version, PING);
    if (answer.status() != 200 || !answer.functionError().isEmpty()) {
      return Optional.of(
          "%s: found status %d, %s %s, expected an answer to /ping"
              .formatted(version, answer.status(), answer.functionError(), answer.body()));
    }
    JsonNode reply = JSON.readTree(answer.body());
    String served = "";
    for (var header : reply.path("headers").properties()) {
      if (header.getKey().equalsIgnoreCase("X-Treeline-Model-Version")) {
        served = header.getValue().asText();
      }
    }
    if (reply.path("statusCode").asInt() != 200) {
      return Optional.of(version + ": found " + answer.body() + ", expected 200 to /ping");
    }
    return model.isEmpty() || model.get().equals(served)
        ? Optional.empty()
        : Optional.of(
            "%s: found model version \"%s\", expected \"%s\", whose rows were compared"
                .formatted(version, served, model.get()));
  }
}
