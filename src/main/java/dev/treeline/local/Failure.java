package dev.treeline.local;

import dev.treeline.booster.ModelFormatException;
import dev.treeline.payload.PayloadException;
import dev.treeline.settings.SettingsException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/// How a failed command is told to its user.
final class Failure {
  private Failure() {}

  /// Prints one sentence for what the user can mend, and everything for what only we can.
  ///
  /// @return the exit status
  static int report(Exception problem, PrintStream err) {
    switch (problem) {
      case CommandException e -> {
        err.println("treeline: " + e.getMessage());
        return e.status();
      }
      case SettingsException e -> {
        err.println("treeline: " + e.getMessage());
        return Treeline.MISUSED;
      }
      case ModelFormatException e -> err.println("treeline: " + e.getMessage());
      case PayloadException e -> err.println("treeline: " + e.getMessage());
      case UncheckedIOException e -> err.println("treeline: " + e.getMessage());
      case IOException e -> err.println("treeline: " + e.getMessage());
      default -> {
        err.println("treeline: an error of its own; please report it with what follows");
        problem.printStackTrace(err);
      }
    }
    return Treeline.FAILED;
  }
}
