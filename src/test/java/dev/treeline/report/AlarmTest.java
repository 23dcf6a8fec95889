package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.drift.ColumnRule;
import dev.treeline.drift.DataLoss;
import dev.treeline.drift.Severity;
import dev.treeline.drift.UserRules;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlarmTest {
  private static final Instant NOW = Instant.parse("2026-02-01T08:00:00Z");
  private static final LocalDate DAY = LocalDate.parse("2026-03-01");

  private static Accepted accepted(String feature, LocalDate until) {
    return new Accepted(feature, until, NOW, "ann", "new contract");
  }

  private static List<Accepted> inForce(String end, Accepted... accepted) {
    List<AuditLine> lines = List.of(accepted).stream().map(Accepted::line).toList();
    return Accepted.inForce(lines, Instant.parse(end));
  }

  /// A report of drifted features whose alarm is another one.
  private static Report report(Alarm alarm) {
    Report loud = Samples.report(900, Samples.Fault.SEVERAL);
    return new Report(
        loud.run(),
        loud.profile(),
        loud.counts(),
        loud.findings(),
        loud.statistics(),
        loud.constraints(),
        loud.sagemaker(),
        alarm,
        List.of(),
        DataLoss.NOT_JUDGED,
        Origins.NONE);
  }

  private static double value(Report report, String metric) {
    return Metrics.of(report, NOW).stream()
        .filter(m -> m.name().equals(metric))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void acceptanceCoversWindowsThatEndByItsDay() {
    assertThat(inForce("2026-03-01T13:00:00Z", accepted("a", DAY))).hasSize(1);
    assertThat(inForce("2026-03-02T00:00:00Z", accepted("a", DAY))).hasSize(1);
    assertThat(inForce("2026-03-02T00:00:01Z", accepted("a", DAY))).isEmpty();
  }

  @Test
  void laterAcceptanceOfAColumnReplacesTheEarlierOne() {
    LocalDate past = LocalDate.parse("2026-01-01");
    assertThat(inForce("2026-02-01T13:00:00Z", accepted("a", DAY), accepted("a", past))).isEmpty();
    assertThat(inForce("2026-02-01T13:00:00Z", accepted("a", past), accepted("a", DAY)))
        .containsExactly(accepted("a", DAY));
  }

  @Test
  void otherLinesOfTheTrailArePassedOver() {
    var line = new AuditLine(NOW, AuditLine.REBASELINE, "", "", Map.of());
    assertThat(Accepted.inForce(List.of(line), NOW)).isEmpty();
  }

  @Test
  void acceptanceWithoutAFeatureOrADayIsRefused() {
    var nothing = new AuditLine(NOW, AuditLine.ACCEPT, "", "", Map.of());
    var noDay =
        new AuditLine(NOW, AuditLine.ACCEPT, "", "", Map.of("feature", "a", "until", "soon"));
    assertThatThrownBy(() -> Accepted.inForce(List.of(nothing), NOW))
        .hasMessage(
            "audit.jsonl accepted at 2026-02-01T08:00:00Z: found no feature, expected the name of"
                + " one");
    assertThatThrownBy(() -> Accepted.inForce(List.of(noDay), NOW))
        .hasMessage(
            "audit.jsonl accepted at 2026-02-01T08:00:00Z until: found \"soon\", expected a day"
                + " such as 2026-03-01");
  }

  @Test
  void acceptedChangeIsShownAndNotHeard() {
    Report loud = report(Alarm.by(Report.Rule.TREELINE));
    List<Accepted> all =
        Stream.concat(loud.profile().features().stream(), loud.profile().predictions().stream())
            .map(f -> accepted(f.name(), DAY))
            .toList();
    Report quiet = report(new Alarm(Report.Rule.TREELINE, UserRules.NONE, all));

    assertThat(loud.violations()).isPositive();
    assertThat(quiet.violations()).isZero();
    for (String metric :
        List.of(
            "Violations",
            "DriftViolations",
            "StrongestDrift",
            "DriftedFeatures",
            "DriftedFeatureShare",
            "QualityViolations")) {
      assertThat(value(loud, metric)).as(metric).isPositive();
      assertThat(value(quiet, metric)).as(metric).isZero();
    }
    assertThat(value(quiet, "MaxDriftScore")).isNaN();
    assertThat(quiet.json()).contains("\"verdict\" : \"drifted\"", "\"accepted\" : true");
    assertThat(quiet.table()).contains("no alarm for ");
    assertThat(quiet.html()).contains("is accepted until 2026-03-01 by ann: new contract");
    assertThat(ViolationsFile.write(quiet.sagemaker().violations()))
        .isEqualTo(ViolationsFile.write(loud.sagemaker().violations()));
  }

  @Test
  void oneAcceptedFeatureLeavesTheOthersLoud() {
    Report loud = report(Alarm.by(Report.Rule.TREELINE));
    String first = loud.findings().drifted().getFirst().name();
    Report report =
        report(new Alarm(Report.Rule.TREELINE, UserRules.NONE, List.of(accepted(first, DAY))));
    assertThat(report.violations()).isLessThan(loud.violations());
    assertThat(report.heardDrifted()).hasSize(loud.findings().drifted().size() - 1);
  }

  @Test
  void sageMakersRuleIsQuietForAnAcceptedColumnToo() {
    Report loud = report(Alarm.by(Report.Rule.SAGEMAKER));
    List<Accepted> all =
        loud.sagemaker().violations().stream().map(v -> accepted(v.featureName(), DAY)).toList();
    assertThat(loud.violations()).isPositive();
    assertThat(report(new Alarm(Report.Rule.SAGEMAKER, UserRules.NONE, all)).violations()).isZero();
  }

  @Test
  void warningIsShownAndNotHeard() {
    var warning =
        new ColumnRule(
            Optional.of(Severity.WARNING),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            Map.of(),
            Map.of());
    var rules = new UserRules(List.of(new UserRules.Pattern("*", warning)));
    Report report = report(new Alarm(Report.Rule.TREELINE, rules, List.of()));
    assertThat(report.violations()).isZero();
    assertThat(report.json()).contains("\"severity\" : \"warning\"");
  }
}
