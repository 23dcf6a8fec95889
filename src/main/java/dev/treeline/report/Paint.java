package dev.treeline.report;

import dev.treeline.drift.State;

/// Colours for a terminal, or none: no word depends on them.
enum Paint {
  /// Text as it is.
  NONE,
  /// The sixteen colours of ECMA-48, which follow the terminal's own theme.
  ANSI;

  /// A state's word, or anything that has its tone.
  String of(State state, String text) {
    return switch (state) {
      case DRIFTED -> bad(text);
      case VARIABLE -> code("33", text);
      case STABLE -> code("32", text);
      case INSUFFICIENT -> code("2", text);
    };
  }

  /// What failed.
  String bad(String text) {
    return code("1;31", text);
  }

  /// What heads a part.
  String head(String text) {
    return code("1", text);
  }

  private String code(String code, String text) {
    return switch (this) {
      case NONE -> text;
      case ANSI -> "\u001b[" + code + "m" + text + "\u001b[0m";
    };
  }
}
