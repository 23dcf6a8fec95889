package dev.treeline.capture;

/// What is to be redacted cannot be found in a body for sure, so that the body has to stay out.
final class UnfoundException extends Exception {
  private static final long serialVersionUID = 1L;

  UnfoundException(String why) {
    super(why);
  }
}
