package dev.treeline.monitor;

import dev.treeline.drift.UserRules;
import dev.treeline.report.Accepted;
import dev.treeline.report.Alarm;
import dev.treeline.report.AuditFile;
import dev.treeline.report.Run;
import dev.treeline.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;

/// What people decided about a schedule: rules in the baseline, accepted changes in the audit trail
/// beside the reports.
final class Decisions {
  private Decisions() {}

  /// What the alarm of a run goes by.
  ///
  /// @param run its window says which accepted changes are in force
  /// @throws dev.treeline.report.ReportFormatException if the audit trail is damaged
  static Alarm alarm(MonitorRequest request, UserRules rules, Store reports, Run run)
      throws IOException {
    String key = AuditFile.key(request.endpoint(), request.schedule());
    try (InputStream in = reports.open(key)) {
      String trail = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Alarm(
          request.rule(), rules, Accepted.inForce(AuditFile.read(trail), run.closed().to()));
    } catch (NoSuchFileException _) {
      return new Alarm(request.rule(), rules, List.of());
    }
  }
}
