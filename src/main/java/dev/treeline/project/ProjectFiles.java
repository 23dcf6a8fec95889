package dev.treeline.project;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Writes the files of a project: its template, its settings, a launcher, a request to try, and
/// what to do with them.
///
/// Nothing in them is Treeline's own code: that comes with the release, and an upgrade is another
/// one in the launcher's single line.
public final class ProjectFiles {
  /// The launcher, the only file to be executable.
  public static final String LAUNCHER = "treeline";

  private static final List<String> NAMES =
      List.of(
          LAUNCHER,
          "template.yaml",
          "samconfig.toml",
          "README.md",
          "events/request.json",
          ".gitignore");

  private ProjectFiles() {}

  /// The files by name, as UTF-8.
  ///
  /// @param name the endpoint's, which is the stack's too: letters, digits, hyphens
  /// @param request a body that the model can score
  public static Map<String, byte[]> of(String name, Release release, String request) {
    var values =
        Map.of(
            "name", name,
            "from", release.from(),
            "version", release.version(),
            "digest", release.digest(),
            "request", request);
    var files = new TreeMap<String, byte[]>();
    for (String file : NAMES) {
      files.put(file, filled(file, values).getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  /// The text with `{{name}}` and the like replaced.
  private static String filled(String file, Map<String, String> values) {
    String resource = file.equals(".gitignore") ? "gitignore" : file.replace('/', '-');
    String text;
    try (InputStream in = ProjectFiles.class.getResourceAsStream(resource)) {
      text =
          new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("{{" + value.getKey() + "}}", value.getValue());
    }
    return text;
  }
}
