package dev.treeline.report;

import dev.treeline.drift.Severity;
import dev.treeline.drift.UserRules;
import java.util.List;
import java.util.Optional;

/// What exit status, violations and metrics go by. It decides what is heard, never what was found:
/// the report shows everything, and SageMaker's files do not know of it.
///
/// @param rule whose verdict counts
/// @param rules what users decided about columns
/// @param accepted known changes in force for the window
public record Alarm(Report.Rule rule, UserRules rules, List<Accepted> accepted) {
  /// Keeps the list.
  public Alarm {
    accepted = List.copyOf(accepted);
  }

  /// An alarm for which nobody decided anything.
  public static Alarm by(Report.Rule rule) {
    return new Alarm(rule, UserRules.NONE, List.of());
  }

  /// What a change of a column is.
  public Severity severity(String column) {
    return rules.severity(column);
  }

  /// The known change of a column.
  public Optional<Accepted> accepted(String column) {
    return accepted.stream().filter(one -> one.feature().equals(column)).findFirst();
  }

  /// Whether a change of a column is an alarm.
  public boolean hears(String column) {
    return severity(column) == Severity.VIOLATION && accepted(column).isEmpty();
  }
}
