package dev.treeline.event;

/// Bytes that are no JSON, or hold more than is taken; carries no stack trace.
final class Malformed extends Exception {
  private static final long serialVersionUID = 1;

  /// @param problem place, found and expected; safe to show
  Malformed(String problem) {
    super(problem, null, false, false);
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
