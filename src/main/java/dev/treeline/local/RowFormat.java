package dev.treeline.local;

import java.util.Locale;

/// How a file of rows is written.
enum RowFormat {
  /// Lines of cells, with a line of names or without.
  CSV,
  /// JSON documents one after another: arrays by position, objects by name.
  JSONL,
  /// One JSON document that holds all rows.
  JSON,
  /// `index:value` pairs; what is absent is missing.
  LIBSVM;

  /// What a file's name says of its content, with or without `.gz`; CSV where it says nothing.
  static RowFormat of(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz")) {
      name = name.substring(0, name.length() - 3);
    }
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "jsonl", "ndjson" -> JSONL;
      case "json" -> JSON;
      case "libsvm", "svm" -> LIBSVM;
      default -> CSV;
    };
  }
}
