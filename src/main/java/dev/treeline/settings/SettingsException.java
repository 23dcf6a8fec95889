package dev.treeline.settings;

import java.util.List;
import java.util.stream.Collectors;

/// Settings that the program cannot start with: all wrong ones together.
public final class SettingsException extends RuntimeException {
  private final transient List<Problem> problems;

  SettingsException(List<Problem> problems) {
    super(
        (problems.size() == 1 ? "1 setting is wrong" : problems.size() + " settings are wrong")
            + problems.stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n- ", "\n- ", "")));
    this.problems = List.copyOf(problems);
  }

  /// Every wrong setting, by name.
  public List<Problem> problems() {
    return problems;
  }

  /// One wrong setting.
  ///
  /// @param name the environment variable
  /// @param found its value, quoted, or `nothing`
  /// @param expected what would have been accepted, and the next step where there is one
  public record Problem(String name, String found, String expected) {
    @Override
    public String toString() {
      return name + ": found " + found + ", expected " + expected;
    }
  }
}
