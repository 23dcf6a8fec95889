package dev.treeline.monitor;

import static dev.treeline.monitor.Traffic.FROM;
import static dev.treeline.monitor.Traffic.side;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.treeline.capture.CaptureLine;
import dev.treeline.drift.State;
import dev.treeline.report.Metric;
import dev.treeline.report.Metrics;
import dev.treeline.report.Report;
import dev.treeline.report.ReportFormatException;
import dev.treeline.report.Window;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import dev.treeline.store.FolderStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleTest {
  private static final Cadence HOURLY = new Cadence(Duration.ofHours(1), Duration.ofMinutes(10));

  @TempDir Path root;
  private Traffic traffic;

  @BeforeEach
  void makeBaseline() throws IOException {
    traffic = new Traffic(root);
    traffic.writeBaseline();
  }

  /// Requests spread evenly over the hour that begins so many hours after [Traffic#FROM].
  private void hour(int hour, int rows) throws IOException {
    List<CaptureLine> lines = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      lines.add(traffic.csv(start(hour).plusSeconds(3600L * i / rows), traffic.row()));
    }
    traffic.capture("hour-%03d.jsonl".formatted(hour), lines);
  }

  private static Instant start(int hour) {
    return FROM.plus(Duration.ofHours(hour));
  }

  /// When the schedule comes round after the hour that begins so many hours after the start.
  private static Instant after(int hour) {
    return start(hour + 1).plus(Duration.ofMinutes(15));
  }

  private Schedule schedule() {
    return schedule("reports", "treeline");
  }

  private Schedule schedule(String reports, String verdict) {
    return schedule(reports, verdict, Offered.UNKNOWN);
  }

  private Schedule schedule(String reports, String verdict, Offered offered) {
    return new Schedule(
        new Monitor(
            new FolderStore(root.resolve("captures")),
            new FolderStore(root.resolve("baseline")),
            new FolderStore(root.resolve(reports))),
        Settings.from(
            Map.of(
                "TREELINE_ENDPOINT",
                "toys",
                "TREELINE_CAPTURE_URI",
                root.resolve("captures").toString(),
                "TREELINE_REPORTS",
                root.resolve(reports).toString(),
                "TREELINE_VERDICT",
                verdict),
            root,
            Job.MONITOR),
        offered);
  }

  private static Turn turn(Instant now) {
    return new Turn("run at " + now, now, now, now.plusSeconds(900), () -> false);
  }

  private List<MonitorOutcome> run(Instant now) throws IOException {
    return run(schedule(), now);
  }

  private static List<MonitorOutcome> run(Schedule schedule, Instant now) throws IOException {
    List<MonitorOutcome> outcomes = new ArrayList<>();
    assertThat(schedule.catchUp(HOURLY, turn(now), outcomes::add))
        .isInstanceOf(ScheduleOutcome.Looked.class);
    return outcomes;
  }

  private static Window window(MonitorOutcome outcome) {
    return switch (outcome) {
      case MonitorOutcome.Completed(var report, _) -> report.run().window();
      case MonitorOutcome.Growing(var report, _) -> report.run().window();
      case MonitorOutcome.NoData(var run) -> run.window();
      case MonitorOutcome.NothingCounted(var run) -> run.window();
      case MonitorOutcome.Stopped stopped -> stopped.window();
      case MonitorOutcome.BadBaseline(var problem) -> throw new AssertionError(problem);
    };
  }

  private static Window hours(int from, int to) {
    return new Window(start(from), start(to));
  }

  private Map<String, String> files(String folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root.resolve(folder))) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        if (!path.endsWith("lock.json") && !path.endsWith(".unfinished-swap")) {
          files.put(root.resolve(folder).relativize(path).toString(), Files.readString(path));
        }
      }
    }
    return files;
  }

  @Test
  void linesThatAreMissingFromWhatWasToBeCapturedAreLost() throws IOException {
    hour(0, 800);
    List<Window> asked = new ArrayList<>();
    Offered offered =
        window -> {
          asked.add(window);
          return OptionalLong.of(1000);
        };
    MonitorOutcome outcome = run(schedule("reports", "treeline", offered), after(0)).getFirst();
    Report report = ((MonitorOutcome.Completed) outcome).report();
    assertThat(asked).containsExactly(window(outcome));
    assertThat(report.dataLoss().violated()).isTrue();
    assertThat(report.dataLoss().reason())
        .isEqualTo("800 lines of 1000 requests that were to be captured: 20.0 % are lost");
    assertThat(lost(report)).hasValueCloseTo(0.2, within(1e-9));
  }

  @Test
  void windowOfWhichNothingArrivedIsLostAndNotEmpty() throws IOException {
    List<MonitorOutcome> outcomes =
        run(schedule("reports", "treeline", window -> OptionalLong.of(500)), after(0));
    Report report = ((MonitorOutcome.Completed) outcomes.getFirst()).report();
    assertThat(Metrics.of(report, after(0))).contains(new Metric("RowsAnalyzed", "Count", 0));
    assertThat(lost(report)).hasValue(1);
  }

  @Test
  void linesThatAllArrivedAreNoLoss() throws IOException {
    hour(0, 800);
    Schedule schedule = schedule("reports", "treeline", window -> OptionalLong.of(801));
    Report report = ((MonitorOutcome.Completed) run(schedule, after(0)).getFirst()).report();
    assertThat(report.violations()).isZero();
    assertThat(lost(report)).hasValue(0);
  }

  private static OptionalDouble lost(Report report) {
    return Metrics.of(report, after(0)).stream()
        .filter(metric -> metric.name().equals("DataLoss"))
        .mapToDouble(Metric::value)
        .findAny();
  }

  @Test
  void whatNobodyCountsIsNotJudgedAndHasNoMetric() throws IOException {
    hour(0, 800);
    MonitorOutcome outcome = run(after(0)).getFirst();
    Report report = ((MonitorOutcome.Completed) outcome).report();
    assertThat(report.dataLoss().state()).isEqualTo(State.INSUFFICIENT);
    assertThat(lost(report)).isEmpty();
  }

  @Test
  void firstRunLooksAtTheLatestWindowAndNotes() throws IOException {
    hour(0, 300);
    hour(3, 300);

    assertThat(run(after(3))).map(ScheduleTest::window).containsExactly(hours(3, 4));
    assertThat(files("reports").get("toys/drift/watermark.json"))
        .isEqualTo("{\"version\":1,\"completed\":\"2026-01-31T14:00:00Z\"}\n");
    assertThat(schedule().catchUp(HOURLY, turn(after(3)), _ -> {}))
        .isEqualTo(new ScheduleOutcome.NothingDue(Instant.parse("2026-01-31T15:10:00Z")));
  }

  @Test
  void windowIsLeftAloneUntilItsGracePeriodIsOver() throws IOException {
    hour(0, 300);
    hour(1, 300);
    run(after(0));

    assertThat(schedule().catchUp(HOURLY, turn(start(2).plusSeconds(599)), _ -> {}))
        .isInstanceOf(ScheduleOutcome.NothingDue.class);
    assertThat(run(start(2).plusSeconds(600)))
        .map(ScheduleTest::window)
        .containsExactly(hours(1, 2));
  }

  @Test
  void everyMissedWindowIsJudgedInOrder() throws IOException {
    for (int hour = 0; hour < 4; hour++) {
      hour(hour, 300);
    }
    run(after(0));

    assertThat(run(after(3)))
        .map(ScheduleTest::window)
        .containsExactly(hours(1, 2), hours(2, 3), hours(3, 4));
  }

  @Test
  void filesAreTheSameWheneverRunsHappenedAndWhateverFailed() throws IOException {
    for (int hour = 0; hour < 6; hour++) {
      hour(hour, hour % 2 == 0 ? 250 : 90);
    }
    for (int hour = 0; hour < 6; hour++) {
      run(schedule("punctual", "treeline"), after(hour));
    }
    Schedule late = schedule("late", "treeline");
    run(late, after(0));
    assertThatThrownBy(
            () ->
                late.catchUp(
                    HOURLY,
                    turn(after(3)),
                    _ -> {
                      throw new IOException("killed after the reports, before the watermark");
                    }))
        .hasMessageStartingWith("killed");
    run(late, after(5));

    assertThat(files("late")).isEqualTo(files("punctual")).hasSizeGreaterThan(10);
  }

  @Test
  void oneRunLooksAtSoManyWindowsAndTheNextGoesOn() throws IOException {
    int most = Schedule.MOST_WINDOWS;
    for (int hour = 0; hour < most + 3; hour++) {
      hour(hour, 210);
    }
    run(after(0));
    List<Window> looked = new ArrayList<>();
    Schedule.Each each = outcome -> looked.add(window(outcome));

    assertThat(schedule().catchUp(HOURLY, turn(after(most + 2)), each))
        .isEqualTo(new ScheduleOutcome.Looked(most, 2));
    assertThat(schedule().catchUp(HOURLY, turn(after(most + 2)), each))
        .isEqualTo(new ScheduleOutcome.Looked(2, 0));
    assertThat(looked).hasSize(most + 2).doesNotHaveDuplicates();
  }

  @Test
  void namedWindowLeavesTheWatermark() throws IOException {
    hour(0, 300);
    hour(1, 300);
    run(after(0));
    String before = files("reports").get("toys/drift/watermark.json");

    assertThat(schedule().once(hours(1, 2), OptionalLong.empty(), turn(after(5)), _ -> {}))
        .isEqualTo(new ScheduleOutcome.Looked(1, 0));

    assertThat(files("reports"))
        .containsEntry("toys/drift/watermark.json", before)
        .containsKey("toys/drift/2026/01/31/12/report.json");
  }

  @Test
  void windowTooSmallGrowsUntilItHasAVerdict() throws IOException {
    for (int hour = 0; hour < 4; hour++) {
      hour(hour, 70);
    }

    MonitorOutcome.Growing first = (MonitorOutcome.Growing) run(after(0)).getFirst();
    assertThat(first.problem())
        .isEqualTo("70 of 200 values since 2026-01-31T10:00:00Z; next verdict in about 2 hours");
    assertThat(first.files()).allMatch(file -> file.startsWith("toys/drift/latest/"));
    assertThat(window(run(after(1)).getFirst())).isEqualTo(hours(0, 2));
    assertThat(files("reports").keySet())
        .allMatch(f -> f.contains("latest/") || f.endsWith("watermark.json"));

    MonitorOutcome closed = run(after(2)).getFirst();
    assertThat(closed).isInstanceOf(MonitorOutcome.Completed.class);
    assertThat(window(closed)).isEqualTo(hours(0, 3));
    assertThat(window(run(after(3)).getFirst())).isEqualTo(hours(3, 4));
  }

  @Test
  void windowOfAMonthIsClosedAsItIs() throws IOException {
    Cadence daily = new Cadence(Duration.ofDays(1), Duration.ZERO);
    List<MonitorOutcome> outcomes = new ArrayList<>();
    for (int day = 0; day < 32; day++) {
      hour(24 * day, 2);
      schedule().catchUp(daily, turn(start(24 * (day + 1))), outcomes::add);
    }

    assertThat(outcomes.subList(0, 30))
        .allMatch(outcome -> outcome instanceof MonitorOutcome.Growing);
    assertThat(outcomes.get(30))
        .isInstanceOfSatisfying(
            MonitorOutcome.Completed.class,
            done -> assertThat(done.report().findings().state().label()).isEqualTo("insufficient"));
    assertThat(window(outcomes.get(30))).isEqualTo(hours(0, 24 * 31));
    assertThat(window(outcomes.get(31))).isEqualTo(hours(24 * 31, 24 * 32));
  }

  @Test
  void windowWithoutRowsIsClosedAndTheNextBeginsWhereRowsBegin() throws IOException {
    hour(0, 300);
    hour(3, 10);
    run(after(0));

    List<MonitorOutcome> quiet = run(after(3));

    assertThat(quiet).map(ScheduleTest::window).last().isEqualTo(hours(3, 4));
    assertThat(quiet.subList(0, 2)).allMatch(o -> o instanceof MonitorOutcome.NoData);
    assertThat(quiet.getLast()).isInstanceOf(MonitorOutcome.Growing.class);
  }

  @Test
  void violationDoesNotWaitForMoreRows() throws IOException {
    List<CaptureLine> lines = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      lines.add(traffic.line(FROM, side("text/csv", "x,y,7"), side("text/csv", "?")));
    }
    traffic.capture("a.jsonl", lines);

    assertThat(run(after(0)).getFirst())
        .isInstanceOfSatisfying(
            MonitorOutcome.Completed.class,
            done -> assertThat(done.report().violations()).isPositive());
  }

  @Test
  void sageMakersRuleNeedsNoNumberOfRows() throws IOException {
    hour(0, 20);

    assertThat(run(schedule("reports", "sagemaker"), after(0)).getFirst())
        .isInstanceOf(MonitorOutcome.Completed.class);
  }

  @Test
  void secondRunIsBusyWhileTheFirstIsAtWork() throws IOException {
    hour(0, 300);
    List<ScheduleOutcome> second = new ArrayList<>();
    Turn other = new Turn("other", after(0), after(0), after(0).plusSeconds(900), () -> false);

    schedule()
        .catchUp(
            HOURLY,
            turn(after(0)),
            _ -> {
              second.add(schedule().catchUp(HOURLY, other, _ -> {}));
              second.add(schedule().once(hours(0, 1), OptionalLong.empty(), other, _ -> {}));
            });

    assertThat(second)
        .hasSize(2)
        .containsOnly(new ScheduleOutcome.Busy("run at " + after(0), after(0).plusSeconds(900)));
    assertThat(schedule().catchUp(HOURLY, other, _ -> {}))
        .isInstanceOf(ScheduleOutcome.NothingDue.class);
  }

  @Test
  void badBaselineLeavesTheWindowToTheNextRun() throws IOException {
    hour(0, 300);
    traffic.writeBaseline("profile.json", "{\"version\": 9}");
    List<MonitorOutcome> outcomes = new ArrayList<>();

    assertThat(schedule().catchUp(HOURLY, turn(after(0)), outcomes::add))
        .isEqualTo(new ScheduleOutcome.Looked(0, 1));
    assertThat(outcomes).hasOnlyElementsOfType(MonitorOutcome.BadBaseline.class);

    traffic.writeBaseline();
    assertThat(run(after(0))).map(ScheduleTest::window).containsExactly(hours(0, 1));
  }

  @Test
  void windowOfAFirstRunThatFailedIsLookedAtByTheNextOne() throws IOException {
    hour(0, 300);
    traffic.writeBaseline("profile.json", "{\"version\": 9}");
    assertThat(run(after(0))).hasOnlyElementsOfType(MonitorOutcome.BadBaseline.class);

    traffic.writeBaseline();
    hour(1, 300);
    assertThat(run(after(1))).map(ScheduleTest::window).containsExactly(hours(0, 1), hours(1, 2));
  }

  @Test
  void damagedWatermarkSaysWhatToDo() throws IOException {
    Path file = root.resolve("reports/toys/drift/watermark.json");
    Files.createDirectories(file.getParent());
    for (String damaged :
        List.of("", "[]", "{\"version\": 1}", "{\"version\": 2, \"completed\": \"x\"}", "{")) {
      Files.writeString(file, damaged);
      assertThatThrownBy(() -> schedule().catchUp(HOURLY, turn(after(0)), _ -> {}))
          .isInstanceOf(ReportFormatException.class)
          .hasMessageStartingWith("watermark.json $")
          .hasMessageContaining("without the file the schedule starts anew");
    }
  }

  @Test
  void lockOfADeadRunIsTakenOverAtItsEndAndByItsRepetitionAtOnce() throws IOException {
    FolderStore store = new FolderStore(root.resolve("reports"));
    RunLock lock = new RunLock(store, "lock.json");
    Instant now = after(0);
    Turn dead = new Turn("dead", now, now, now.plusSeconds(900), () -> false);
    assertThat(lock.take(dead)).isInstanceOf(RunLock.Attempt.Taken.class);

    Turn early = new Turn("b", now.plusSeconds(899), now, now.plusSeconds(1800), () -> false);
    assertThat(lock.take(early)).isEqualTo(new RunLock.Attempt.Busy("dead", now.plusSeconds(900)));
    assertThat(lock.take(dead)).isInstanceOf(RunLock.Attempt.Taken.class);
    Turn late = new Turn("c", now.plusSeconds(900), now, now.plusSeconds(1800), () -> false);
    assertThat(lock.take(late)).isInstanceOf(RunLock.Attempt.Taken.class);
    assertThat(lock.take(dead)).isInstanceOf(RunLock.Attempt.Busy.class);
  }

  @Test
  void lockThatIsLetGoIsFreeAndOneThatWasLostStaysWithItsOwner() throws IOException {
    FolderStore store = new FolderStore(root.resolve("reports"));
    RunLock lock = new RunLock(store, "lock.json");
    Instant now = after(0);
    Turn first = new Turn("a", now, now, now.plusSeconds(10), () -> false);
    Turn second = new Turn("b", now.plusSeconds(11), now, now.plusSeconds(900), () -> false);
    RunLock.Attempt.Taken lost = (RunLock.Attempt.Taken) lock.take(first);
    RunLock.Attempt.Taken held = (RunLock.Attempt.Taken) lock.take(second);

    lost.hold().close();
    assertThat(lock.take(first)).isInstanceOf(RunLock.Attempt.Busy.class);
    held.hold().close();
    assertThat(lock.take(first)).isInstanceOf(RunLock.Attempt.Taken.class);
  }

  @Test
  void fileThatIsNoLockBindsNobody() throws IOException {
    FolderStore store = new FolderStore(root.resolve("reports"));
    store.put("lock.json", "not json".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(new RunLock(store, "lock.json").take(turn(after(0))))
        .isInstanceOf(RunLock.Attempt.Taken.class);
  }

  @Test
  void closingIsDecidedByTheReportAlone() throws IOException {
    traffic.capture("a.jsonl", traffic.quietHour(199));
    Report small = traffic.report();
    traffic.capture("a.jsonl", traffic.quietHour(200));

    assertThat(Schedule.isClosed(small)).isFalse();
    assertThat(Schedule.isClosed(traffic.report())).isTrue();
  }
}
