package dev.treeline.report;

/// Untrusted text for a terminal.
final class Plain {
  private Plain() {}

  /// The text with a blank for every control and format character, so that it cannot move the
  /// cursor, break the line or turn its direction.
  static String text(String text) {
    return text.codePoints()
        .map(c -> isPlain(c) ? c : ' ')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
