package dev.treeline.event;

/// A body that cannot be had, by the caller's fault; carries no stack trace.
public final class BodyException extends RuntimeException {
  /// What is wrong with the body.
  private final Kind kind;

  /// Which fault of the caller.
  public enum Kind {
    /// It is not what the request says it is: Base64, gzip, or an entry of a batch.
    UNREADABLE,
    /// `Content-Encoding` names something else than gzip.
    UNSUPPORTED_ENCODING,
    /// It is longer than it may be.
    TOO_LARGE
  }

  BodyException(Kind kind, String problem) {
    super(problem, null, false, false);
    this.kind = kind;
  }

  /// Which fault.
  public Kind kind() {
    return kind;
  }

  /// Place, found and expected; safe to show.
  public String problem() {
    return String.valueOf(getMessage());
  }
}
