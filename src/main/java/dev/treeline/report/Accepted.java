package dev.treeline.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A change of a column that somebody knows of: reports show it, and the alarm stays quiet for it.
///
/// @param feature the feature or output
/// @param until last day, in UTC, of windows for which it holds
/// @param time when it was recorded
/// @param who as the command line knew them; may be empty
/// @param reason in their words; text that somebody typed
public record Accepted(String feature, LocalDate until, Instant time, String who, String reason) {
  /// The detail of an [AuditLine] that names the column.
  public static final String FEATURE = "feature";

  /// The detail that names the day.
  public static final String UNTIL = "until";

  /// What goes into the audit trail.
  public AuditLine line() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put(FEATURE, feature);
    details.put(UNTIL, until.toString());
    return new AuditLine(time, AuditLine.ACCEPT, who, reason, details);
  }

  /// What is accepted for a window: of each column the last line, when the window ends before that
  /// line's day does. A line with a day that is past takes an earlier one back.
  ///
  /// @param lines of the audit trail, the oldest first; those of other actions are passed over
  /// @param end of the window
  /// @return one a column, in the order of the trail
  /// @throws ReportFormatException if a line names no column or no day
  public static List<Accepted> inForce(List<AuditLine> lines, Instant end) {
    Map<String, Accepted> last = new LinkedHashMap<>();
    for (AuditLine line : lines) {
      if (line.action().equals(AuditLine.ACCEPT)) {
        Accepted accepted = of(line);
        last.put(accepted.feature(), accepted);
      }
    }
    return last.values().stream().filter(accepted -> accepted.covers(end)).toList();
  }

  private boolean covers(Instant end) {
    return !end.isAfter(until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private static Accepted of(AuditLine line) {
    String feature = line.details().getOrDefault(FEATURE, "");
    String until = line.details().getOrDefault(UNTIL, "");
    if (feature.isEmpty()) {
      throw new ReportFormatException(place(line), "no feature", "the name of one");
    }
    try {
      return new Accepted(feature, LocalDate.parse(until), line.time(), line.who(), line.reason());
    } catch (DateTimeParseException _) {
      throw new ReportFormatException(
          place(line) + " until", "\"" + until + "\"", "a day such as 2026-03-01");
    }
  }

  private static String place(AuditLine line) {
    return AuditFile.NAME + " accepted at " + line.time();
  }
}
