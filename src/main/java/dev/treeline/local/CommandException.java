package dev.treeline.local;

/// A command that could not do its work, for a reason that its user can mend; the message says it
/// all, and no stack trace is shown.
final class CommandException extends RuntimeException {
  private final int status;

  CommandException(String message) {
    this(message, Treeline.FAILED);
  }

  CommandException(String message, Throwable cause) {
    super(message, cause);
    status = Treeline.FAILED;
  }

  private CommandException(String message, int status) {
    super(message);
    this.status = status;
  }

  /// Arguments that make no sense together.
  static CommandException misuse(String message) {
    return new CommandException(message, Treeline.MISUSED);
  }

  /// The exit status.
  int status() {
    return status;
  }
}
