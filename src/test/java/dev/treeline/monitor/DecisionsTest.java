package dev.treeline.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.CaptureLine;
import dev.treeline.report.Accepted;
import dev.treeline.report.AuditFile;
import dev.treeline.report.Report;
import dev.treeline.report.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people decided, through a whole run.
class DecisionsTest {
  private static final String HOUR = "toys/AllTraffic/2026/01/31/10/";

  @TempDir Path root;
  private Traffic traffic;

  /// Weights are three standard deviations too high.
  @BeforeEach
  void driftingHour() throws IOException {
    traffic = new Traffic(root);
    traffic.writeBaseline();
    List<CaptureLine> lines = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Traffic.Row row = traffic.row();
      lines.add(
          traffic.csv(
              Traffic.FROM.plusSeconds(i),
              new Traffic.Row(row.size(), row.weight() + 3, row.colour(), row.score())));
    }
    traffic.capture(HOUR + "a.jsonl", lines);
  }

  private void accept(String feature, String until) throws IOException {
    var accepted =
        new Accepted(feature, LocalDate.parse(until), Instant.EPOCH, "ann", "heavier boxes");
    Path trail = root.resolve("reports").resolve(AuditFile.key("toys", "drift"));
    Files.createDirectories(trail.getParent());
    Files.writeString(trail, AuditFile.append("", accepted.line()));
  }

  private String violationsFile() throws IOException {
    return Files.readString(
        root.resolve("reports/toys/drift/2026/01/31/11/constraint_violations.json"));
  }

  @Test
  void acceptedFeatureIsQuietAndSageMakersFileIsTheSame() throws IOException {
    Report loud = traffic.report();
    String violations = violationsFile();
    accept("weight", "2026-01-31");

    Report quiet = traffic.report();

    assertThat(loud.violations()).isPositive();
    assertThat(quiet.violations()).isZero();
    assertThat(quiet.findings()).isEqualTo(loud.findings());
    assertThat(violationsFile()).isEqualTo(violations);
    assertThat(quiet.json()).contains("heavier boxes");
  }

  @Test
  void acceptanceThatIsOverIsNone() throws IOException {
    accept("weight", "2026-01-30");
    assertThat(traffic.report().violations()).isPositive();
  }

  @Test
  void rulesOfTheBaselineApply() throws IOException {
    traffic.writeBaseline(
        "rules.yaml",
        """
        version: 1
        features:
          weight: {severity: ignore}
          colour: {severity: warning}
          size: {mean: {max: 0.01}}
          score: {values: {min: 0, max: 0.1}}
        """);

    Report report = traffic.report();

    assertThat(report.findings().features()).extracting(f -> f.name()).doesNotContain("weight");
    assertThat(report.limits()).extracting(limit -> limit.name()).containsExactly("size", "score");
    assertThat(report.limits()).allMatch(limit -> limit.violated());
    assertThat(report.violations()).isEqualTo(2);
    assertThat(report.json()).contains("\"ignored\" : [ \"weight\" ]");
    assertThat(report.table()).contains("2 limits of yours broken");
  }

  @Test
  void badRulesAreABadBaselineWithEveryPlace() throws IOException {
    traffic.writeBaseline(
        "rules.json", "{\"version\": 1, \"features\": {\"a\": {\"x\": 1}, \"b\": 2}}");
    assertThat(traffic.run())
        .isInstanceOfSatisfying(
            MonitorOutcome.BadBaseline.class, bad -> assertThat(bad.problem().lines()).hasSize(2));
  }

  @Test
  void twoFilesOfRulesAreRefused() throws IOException {
    traffic.writeBaseline("rules.json", "{\"version\": 1, \"features\": {}}");
    traffic.writeBaseline("rules.yaml", "version: 1\nfeatures: {}\n");
    assertThat(traffic.run())
        .isInstanceOfSatisfying(
            MonitorOutcome.BadBaseline.class,
            bad -> assertThat(bad.problem()).contains("found it beside rules.json"));
  }

  @Test
  void damagedTrailIsTold() throws IOException {
    Path trail = root.resolve("reports").resolve(AuditFile.key("toys", "drift"));
    Files.createDirectories(trail.getParent());
    Files.writeString(trail, "x");
    assertThat(traffic.run())
        .isInstanceOfSatisfying(
            MonitorOutcome.BadBaseline.class,
            bad -> assertThat(bad.problem()).contains("audit.jsonl:1"));
  }

  @Test
  void lostDataIsAViolationOfItsOwn() throws IOException {
    accept("weight", "2026-01-31");
    var request =
        new MonitorRequest(
                "toys",
                "AllTraffic",
                "drift",
                new Window(Traffic.FROM, Traffic.TO),
                Report.Rule.TREELINE)
            .of(OptionalLong.of(500));

    Report report = ((MonitorOutcome.Completed) traffic.monitor().run(request)).report();

    assertThat(report.dataLoss().captured()).isEqualTo(400);
    assertThat(report.violations()).isEqualTo(1);
    assertThat(report.table()).contains("captured data lost");
  }
}
