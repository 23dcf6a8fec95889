package dev.treeline.local;

import dev.treeline.store.Location;
import dev.treeline.store.S3Access;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/// All that a command knows of the world outside its arguments.
///
/// @param home the project: defaults such as `model/` are relative to it
/// @param folder the current folder: typed paths are relative to it
/// @param ids a new random id at each call
/// @param s3 where an S3 client comes from, for locations that are there
/// @param in rows that are piped into a command
/// @param out results
/// @param err everything else: progress, problems
/// @param watched whether `err` is a terminal, where somebody may see progress
/// @param coloured whether `out` is a terminal that shows colours, and nobody said `NO_COLOR`
record World(
    Map<String, String> environment,
    Path home,
    Path folder,
    InstantSource clock,
    Supplier<String> ids,
    S3Access s3,
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean watched,
    boolean coloured) {

  World {
    environment = Map.copyOf(environment);
  }

  /// The settings that put captures and reports below one folder.
  ///
  /// @param data relative to the project unless absolute
  Map<String, String> dataFolders(String data) {
    Path root = home.resolve(data);
    return Map.of(
        "TREELINE_CAPTURE_FOLDER", root.resolve("capture").toString(),
        "TREELINE_CAPTURE_URI", root.resolve("capture").toString(),
        "TREELINE_REPORTS", root.resolve("reports").toString());
  }

  /// What somebody typed as a location: a path is relative to the current folder.
  String location(String typed) {
    return switch (Location.parse(typed)) {
      case Location.Folder(var path) -> folder.resolve(path).normalize().toString();
      case Location.Bucket _ -> typed;
    };
  }
}
