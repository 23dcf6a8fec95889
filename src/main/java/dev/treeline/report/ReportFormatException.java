package dev.treeline.report;

import java.util.List;

/// A monitoring file that cannot be read: which, where in it, what was found, what was expected.
public final class ReportFormatException extends RuntimeException {
  /// @param path the file's name and a JSON path, such as `profile.json $.features[2].name`
  /// @param found what stands there
  /// @param expected what would have been accepted, and the next step where there is one
  public ReportFormatException(String path, String found, String expected) {
    super(path + ": found " + found + ", expected " + expected);
  }

  /// Several at once, a line each.
  ///
  /// @param problems whole sentences
  ReportFormatException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
