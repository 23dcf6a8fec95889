package dev.treeline.monitor;

import static dev.treeline.monitor.Traffic.FROM;
import static dev.treeline.monitor.Traffic.side;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.CaptureLine;
import dev.treeline.capture.CaptureLine.Answered;
import dev.treeline.drift.Drift;
import dev.treeline.drift.Finding;
import dev.treeline.drift.Findings;
import dev.treeline.drift.State;
import dev.treeline.monitor.Traffic.Row;
import dev.treeline.report.Notification;
import dev.treeline.report.ProfileFile;
import dev.treeline.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A window in which more than one version of the model answered.
class ModelVersionsTest {
  private static final String HOUR = "toys/AllTraffic/2026/01/31/10/";

  @TempDir Path root;
  private Traffic traffic;
  private int events;

  @BeforeEach
  void makeBaseline() throws IOException {
    traffic = new Traffic(root);
    traffic.writeBaseline();
  }

  /// Requests that a version answered with its own factor on the score.
  private List<CaptureLine> answered(int rows, String version, double factor) {
    return answered(rows, new Answered("toys", version, ""), factor);
  }

  private List<CaptureLine> answered(int rows, Answered by, double factor) {
    List<CaptureLine> lines = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      Row row = traffic.row();
      lines.add(line(row, factor * row.score() + "\n", by));
    }
    return lines;
  }

  private CaptureLine line(Row row, String reply, Answered by) {
    return new CaptureLine(
        side("text/csv", row.csv()),
        side("text/csv", reply),
        new UUID(7, events++).toString(),
        null,
        List.of(),
        FROM.plusSeconds(events % 3600),
        by);
  }

  private Report report(List<List<CaptureLine>> files) throws IOException {
    for (int i = 0; i < files.size(); i++) {
      traffic.capture(HOUR + i + ".jsonl", files.get(i));
    }
    return traffic.report();
  }

  private static List<String> outputs(Report report) {
    return report.findings().predictions().stream()
        .map(f -> f.modelVersion() + " " + f.name() + " " + f.state().label())
        .toList();
  }

  @Test
  void onlyTheVersionThatDriftedIsCalledDrifted() throws IOException {
    Report report = report(List.of(answered(400, "v1", 1), answered(400, "v2", 0.5)));

    assertThat(outputs(report))
        .containsExactly(
            "v1 score stable", "v1 class stable", "v2 score drifted", "v2 class drifted");
    assertThat(report.findings().features()).allMatch(f -> f.state() == State.STABLE);
    assertThat(report.findings().features()).allMatch(f -> f.n() == 800);
    assertThat(report.violations()).isEqualTo(2);
    assertThat(report.table()).contains("score, model v2", "the prediction of model v2");
    assertThat(Notification.of(report, "here").orElseThrow().text()).contains("score, model v2 at");
  }

  @Test
  void mixtureOfTwoQuietVersionsIsQuiet() throws IOException {
    Report report = report(List.of(answered(400, "v1", 1), answered(400, "v2", 1)));

    assertThat(outputs(report)).hasSize(4).allMatch(output -> output.endsWith(" stable"));
    assertThat(report.violations()).isZero();
    assertThat(report.html()).contains("v1 (400 rows), v2 (400 rows)");
  }

  @Test
  void halvesThatDriftApartAreSeenWhereTheirMixtureIsNot() throws IOException {
    List<CaptureLine> low = new ArrayList<>();
    List<CaptureLine> high = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      Row row = traffic.row();
      boolean isLow = row.score() < 0.36;
      Answered by = new Answered("toys", isLow ? "v1" : "v2", "");
      (isLow ? low : high).add(line(row, row.score() + "\n", by));
    }

    Report report = report(List.of(low, high));

    assertThat(Drift.judge(report.profile(), report.counts()).predictions())
        .allMatch(f -> f.state() == State.STABLE);
    assertThat(outputs(report)).contains("v1 score drifted", "v2 score drifted");
  }

  @Test
  void versionOfFewRowsIsTooLittleDataAndItsRowsAreSaid() throws IOException {
    Report report = report(List.of(answered(400, "v1", 1), answered(30, "v2", 0.1)));

    assertThat(outputs(report))
        .containsExactly(
            "v1 score stable", "v1 class stable", "v2 score insufficient", "v2 class insufficient");
    assertThat(report.findings().predictions().getLast().reason())
        .isEqualTo("this model version answered 30 rows, 200 are needed");
    assertThat(report.findings().state()).isEqualTo(State.STABLE);
  }

  @Test
  void versionWhoseFewAnswersCannotBeReadTakesNoVerdictAway() throws IOException {
    List<CaptureLine> unreadable = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      unreadable.add(line(traffic.row(), "not a number\n", new Answered("toys", "v2", "")));
    }

    Report report = report(List.of(answered(400, "v1", 1), unreadable));

    assertThat(report.findings().lost()).isEmpty();
    assertThat(report.findings().state()).isEqualTo(State.STABLE);
  }

  @Test
  void windowOfOneVersionIsJudgedAsAWhole() throws IOException {
    Report report = report(List.of(answered(400, "v1", 0.5)));

    Findings whole = Drift.judge(report.profile(), report.counts());
    assertThat(report.findings().predictions())
        .extracting(Finding::reason)
        .isEqualTo(whole.predictions().stream().map(Finding::reason).toList());
    assertThat(report.findings().predictions())
        .extracting(Finding::modelVersion)
        .containsOnly("v1");
    assertThat(report.table()).doesNotContain("v1");
    assertThat(report.json()).contains("\"notes\" : [ ]");
  }

  @Test
  void anotherModelThanTheBaselinesIsSaidAndIsNoAlarm() throws IOException {
    Path profile = root.resolve("baseline").resolve(ProfileFile.NAME);
    String text = Files.readString(profile);
    traffic.writeBaseline(
        ProfileFile.NAME, ProfileFile.write(ProfileFile.read(text).madeWith("v0")));

    Report report = report(List.of(answered(400, "v1", 1)));

    assertThat(report.violations()).isZero();
    assertThat(report.json())
        .contains("predictions were made with model version v0, and v1 answered");
    assertThat(report.table()).contains("made with model version v0");

    traffic.writeBaseline(
        ProfileFile.NAME, ProfileFile.write(ProfileFile.read(text).madeWith("v1")));
    assertThat(traffic.report().json()).contains("\"notes\" : [ ]");
  }

  @Test
  void linesOfAnotherBaselineAreSaidAndAreNoAlarm() throws IOException {
    traffic.capture(HOUR + "a.jsonl", answered(300, new Answered("toys", "v1", "00c0ffee"), 1));
    Report other = traffic.report();
    String digest = other.origins().digest();
    traffic.capture(HOUR + "a.jsonl", answered(300, new Answered("toys", "v1", digest), 1));
    Report same = traffic.report();

    assertThat(other.violations()).isZero();
    assertThat(other.json())
        .contains("300 captured lines are of a model that was deployed with another baseline")
        .contains("00c0ffee")
        .contains("\"digest\" : \"" + digest + "\"");
    assertThat(same.json()).contains("\"notes\" : [ ]");
  }

  @Test
  void trendOfAVersionIsItsOwn() throws IOException {
    report(List.of(answered(300, "v1", 1), answered(300, "v2", 0.5)));

    String history = Files.readString(traffic.reports().resolve("toys/drift/history.jsonl"));

    assertThat(history)
        .contains("{\"name\":\"score\",\"modelVersion\":\"v1\",\"verdict\":\"stable\"")
        .contains("{\"name\":\"score\",\"modelVersion\":\"v2\",\"verdict\":\"drifted\"");
  }
}
