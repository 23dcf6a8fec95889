package dev.treeline.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.stream.Stream;

/// Files in a folder or in S3, below one root.
///
/// A key is a path below the root: names joined by `/`, no leading `/`, no `.` or `..`.
/// Thread-safe. Failures of the disk or the network are `IOException`s that name the file.
public interface Store {
  /// What stands in the store under one key.
  ///
  /// @param key path below the root
  /// @param size in bytes
  record Entry(String key, long size) {}

  /// Entries whose key starts with a prefix, in the order of their UTF-8 bytes, read as they are
  /// asked for. Close the stream; reading on may throw [java.io.UncheckedIOException].
  ///
  /// @param prefix a start of keys, such as `endpoint/variant/2026/11/`; empty for everything
  Stream<Entry> list(String prefix) throws IOException;

  /// Opens a file for reading, as it is: compressed stays compressed.
  ///
  /// @throws NoSuchFileException if there is none under this key
  InputStream open(String key) throws IOException;

  /// Writes a whole file in one step: readers see the old one or the new one.
  ///
  /// @param contentType media type, kept by S3 and ignored by a folder
  void put(String key, byte[] bytes, String contentType) throws IOException;

  /// Writes a whole file of no particular type in one step.
  default void put(String key, byte[] bytes) throws IOException {
    put(key, bytes, "application/octet-stream");
  }

  /// A small text file as it stood when it was read.
  ///
  /// @param text its content, UTF-8
  /// @param tag tells this content from any other that stands or stood under the key
  record Text(String text, String tag) {}

  /// Reads a small text file, to be replaced later if nobody else does.
  ///
  /// @return empty if there is none under this key
  Optional<Text> read(String key) throws IOException;

  /// Writes a small text file in one step, unless there is one under this key already. Of two that
  /// try at once, one succeeds.
  ///
  /// @return whether it was written
  boolean create(String key, String text) throws IOException;

  /// Writes a small text file in one step, if the one that was read still stands there. Of two that
  /// try at once, one succeeds.
  ///
  /// @param read what [#read(String)] gave
  /// @return whether it was written
  boolean replace(String key, Text read, String text) throws IOException;

  /// The store at a location.
  ///
  /// @param location a folder's path, or `s3://bucket` or `s3://bucket/prefix`
  /// @param s3 where an S3 client comes from, not asked before the first use of an S3 location
  /// @throws IllegalArgumentException if the location is neither
  static Store at(String location, S3Access s3) {
    return switch (Location.parse(location)) {
      case Location.Folder(var path) -> new FolderStore(path);
      case Location.Bucket(var bucket, var prefix) -> new S3Store(bucket, prefix, s3);
    };
  }
}
