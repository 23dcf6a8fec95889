package dev.treeline.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place as a person writes it: a path, or `s3://bucket/prefix`.
public sealed interface Location {
  /// Somewhere on this machine.
  ///
  /// @param path relative ones are relative to the current folder
  record Folder(Path path) implements Location {}

  /// Somewhere in S3.
  ///
  /// @param bucket the bucket's name
  /// @param prefix start of all keys: empty, or without `/` at either end
  record Bucket(String bucket, String prefix) implements Location {}

  /// Reads a location.
  ///
  /// @throws IllegalArgumentException if it is neither a path nor `s3://bucket/prefix`
  static Location parse(String text) {
    // Most are paths, and a function that starts need not compile a pattern to see that.
    if (text.contains("://") && Patterns.SCHEME.matcher(text).matches()) {
      Matcher s3 = Patterns.S3.matcher(text);
      if (!s3.matches()) {
        throw refused(text);
      }
      return new Bucket(s3.group(1), s3.group(2) == null ? "" : s3.group(2));
    }
    try {
      return new Folder(Path.of(text));
    } catch (InvalidPathException _) {
      throw refused(text);
    }
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "location: found \"" + text + "\", expected a path or s3://bucket/prefix");
  }

  /// The same location one name further down.
  default Location resolve(String name) {
    return switch (this) {
      case Folder(var path) -> new Folder(path.resolve(name));
      case Bucket(var bucket, var prefix) ->
          new Bucket(bucket, prefix.isEmpty() ? name : prefix + "/" + name);
    };
  }
}

/// What tells a path from an address.
final class Patterns {
  static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://.*");
  static final Pattern S3 =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/+(.*?))?/*");

  private Patterns() {}
}
