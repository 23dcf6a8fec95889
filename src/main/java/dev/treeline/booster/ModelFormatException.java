package dev.treeline.booster;

/// A model file that cannot be scored: where, what was found there, and what was expected.
public final class ModelFormatException extends RuntimeException {
  private final String path;
  private final String found;
  private final String expected;

  /// @param path where in the package, as a file name or a JSON path such as
  ///   `$.learner.gradient_booster.name`
  /// @param found what stands there
  /// @param expected what would have been accepted, and the next step where there is one
  public ModelFormatException(String path, String found, String expected) {
    super(path + ": found " + found + ", expected " + expected);
    this.path = path;
    this.found = found;
    this.expected = expected;
  }

  /// The same complaint with the file's name before the path: readers know only the place in a
  /// file.
  public ModelFormatException in(String fileName) {
    var named = new ModelFormatException(fileName + " " + path, found, expected);
    named.initCause(this);
    return named;
  }

  /// A text from a file for a message: in quotes, cut when long.
  public static String quoted(String text) {
    return '"' + (text.length() <= 60 ? text : text.substring(0, 57) + "...") + '"';
  }
}
