package dev.treeline.monitor;

import static dev.treeline.monitor.Traffic.FROM;
import static dev.treeline.monitor.Traffic.TO;
import static dev.treeline.monitor.Traffic.side;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.CaptureLine;
import dev.treeline.capture.CaptureLine.Encoding;
import dev.treeline.capture.CaptureLine.Extent;
import dev.treeline.capture.CaptureLine.Side;
import dev.treeline.drift.Finding;
import dev.treeline.drift.QualityFinding;
import dev.treeline.drift.State;
import dev.treeline.monitor.Traffic.Row;
import dev.treeline.report.Notification;
import dev.treeline.report.Report;
import dev.treeline.report.Skipped;
import dev.treeline.report.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorTest {
  private static final String HOUR = "toys/AllTraffic/2026/01/31/10/";

  @TempDir Path root;
  private Traffic traffic;

  @BeforeEach
  void makeBaseline() throws IOException {
    traffic = new Traffic(root);
    traffic.writeBaseline();
  }

  private static Finding feature(Report report, String name) {
    return report.findings().features().stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static QualityFinding check(Report report, String name, QualityFinding.Check check) {
    return report.findings().quality().stream()
        .filter(q -> q.name().equals(name) && q.check() == check)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void quietHourIsStableAndWritesEveryFileTwice() throws IOException {
    traffic.capture(HOUR + "00-00-000-a.jsonl", traffic.quietHour(500));

    MonitorOutcome.Completed done = (MonitorOutcome.Completed) traffic.run();

    assertThat(done.report().findings().state()).isEqualTo(State.STABLE);
    assertThat(done.report().violations()).isZero();
    assertThat(done.report().findings().rows()).isEqualTo(500);
    assertThat(done.report().findings().predictions()).hasSize(2);
    assertThat(done.report().run().modelVersions()).containsExactly("v1");
    assertThat(done.files())
        .containsExactly(
            "toys/drift/2026/01/31/11/statistics.json",
            "toys/drift/2026/01/31/11/constraints.json",
            "toys/drift/2026/01/31/11/constraint_violations.json",
            "toys/drift/2026/01/31/11/report.html",
            "toys/drift/2026/01/31/11/report.json",
            "toys/drift/latest/statistics.json",
            "toys/drift/latest/constraints.json",
            "toys/drift/latest/constraint_violations.json",
            "toys/drift/latest/report.html",
            "toys/drift/latest/report.json");
    assertThat(done.files()).allMatch(f -> Files.exists(traffic.reports().resolve(f)));
  }

  @Test
  void shiftedFeatureIsDriftedAndTheOthersAreNot() throws IOException {
    List<CaptureLine> lines = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Row row = traffic.row();
      lines.add(
          traffic.csv(FROM, new Row(row.size(), row.weight() + 1, row.colour(), row.score())));
    }
    traffic.capture(HOUR + "a.jsonl", lines);

    Report report = traffic.report();

    assertThat(report.findings().drifted()).extracting(Finding::name).containsExactly("weight");
    assertThat(report.violations()).isPositive();
  }

  @Test
  void windowThatLostAllItsLinesIsAViolationOfDataLoss() throws IOException {
    Window hour = new Window(FROM, TO);
    MonitorRequest request =
        new MonitorRequest("toys", "AllTraffic", "drift", hour, Report.Rule.TREELINE);

    MonitorOutcome lost = traffic.monitor().run(request.of(OptionalLong.of(1000)));

    Report report = ((MonitorOutcome.Completed) lost).report();
    assertThat(report.violations()).isEqualTo(1);
    assertThat(report.dataLoss().reason()).contains("0 lines of 1000 requests", "100.0 % are lost");
    assertThat(report.findings().state()).isEqualTo(State.INSUFFICIENT);
    assertThat(report.table()).contains("captured data lost");
    assertThat(report.html()).contains("<div class=\"verdict bad\">");
    assertThat(traffic.reports().resolve("toys/drift/2026/01/31/11/report.html")).exists();
    assertThat(Notification.of(report, "here").orElseThrow().text()).contains("captured data lost");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100})
  void windowOfFewInvocationsAndNoLineIsNoData(long invocations) throws IOException {
    MonitorRequest request =
        new MonitorRequest(
            "toys", "AllTraffic", "drift", new Window(FROM, TO), Report.Rule.TREELINE);

    assertThat(traffic.monitor().run(request.of(OptionalLong.of(invocations))))
        .isInstanceOf(MonitorOutcome.NoData.class);
  }

  @Test
  void sameCapturesGiveTheSameBytesWhateverTheirFiles() throws IOException {
    List<CaptureLine> lines = traffic.quietHour(300);
    traffic.capture(HOUR + "a.jsonl", lines);
    Map<String, String> first = run();
    Map<String, String> second = run();

    assertThat(second).isEqualTo(first).hasSize(10);
  }

  @Test
  void historyHasOneLineAWindowHoweverOftenItIsRun() throws IOException {
    traffic.capture(HOUR + "a.jsonl", traffic.quietHour(300));
    Window half = new Window(FROM, FROM.plusSeconds(1800));
    Path history = traffic.reports().resolve("toys/drift/history.jsonl");
    traffic.run();
    traffic.run(half);
    String both = Files.readString(history);
    String page = "toys/drift/2026/01/31/11/report.html";
    traffic.run();
    String first = Files.readString(traffic.reports().resolve(page));
    traffic.run(half);
    traffic.run();

    assertThat(both.lines()).hasSize(2);
    assertThat(both.lines().toList().getFirst()).contains("\"to\":\"" + half.to() + "\"");
    assertThat(history).hasContent(both);
    assertThat(traffic.reports().resolve(page)).hasContent(first);
  }

  private Map<String, String> run() throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String file : ((MonitorOutcome.Completed) traffic.run()).files()) {
      files.put(file, Files.readString(traffic.reports().resolve(file)));
    }
    return files;
  }

  @Test
  void lineDeliveredTwiceCountsOnce() throws IOException {
    List<CaptureLine> lines = traffic.quietHour(300);
    traffic.capture(HOUR + "a.jsonl", lines);
    traffic.captureGzip(HOUR + "b.gz", lines.subList(100, 200));

    Report report = traffic.report();

    assertThat(report.findings().rows()).isEqualTo(300);
    assertThat(report.run().duplicates()).isEqualTo(100);
    assertThat(report.run().files()).isEqualTo(2);
  }

  @Test
  void lineCountsByItsInferenceTimeWhereverItWasFiled() throws IOException {
    List<CaptureLine> edge =
        List.of(
            traffic.csv(FROM.minusSeconds(1), traffic.row()),
            traffic.csv(FROM, traffic.row()),
            traffic.csv(TO.minusSeconds(1), traffic.row()),
            traffic.csv(TO, traffic.row()));
    traffic.capture("toys/AllTraffic/2026/01/31/09/a.jsonl", edge.subList(0, 2));
    traffic.capture("toys/AllTraffic/2026/01/31/11/late.jsonl", edge.subList(2, 4));
    traffic.capture(
        "toys/AllTraffic/2026/01/31/13/far.jsonl", List.of(traffic.csv(FROM, traffic.row())));

    Report report = traffic.report();

    assertThat(report.findings().rows()).isEqualTo(2);
    assertThat(report.run().outside()).isEqualTo(2);
    assertThat(report.run().files()).isEqualTo(2);
  }

  @Test
  void folderWithoutHoursIsReadWhole() throws IOException {
    traffic.capture("unpacked/a.jsonl", traffic.quietHour(20));
    traffic.captureGzip("b", traffic.quietHour(30));

    assertThat(traffic.report().findings().rows()).isEqualTo(50);
  }

  @Test
  void openWindowReadsEverythingAndIsFiledUnderItsLastHour() throws IOException {
    traffic.capture(HOUR + "a.jsonl", traffic.quietHour(300));

    MonitorOutcome.Completed done = (MonitorOutcome.Completed) traffic.run(Window.EVERYTHING);

    assertThat(done.report().findings().rows()).isEqualTo(300);
    assertThat(done.files().getFirst()).startsWith("toys/drift/2026/01/31/10/");
    assertThat(done.report().json()).contains("\"from\" : null");
  }

  @Test
  void otherEndpointsLinesAreNotOurs() throws IOException {
    traffic.capture("games/AllTraffic/2026/01/31/10/a.jsonl", traffic.quietHour(10));

    traffic.capture("games/Canary/2026/01/31/10/a.jsonl", traffic.quietHour(10));

    assertThat(traffic.run())
        .isInstanceOfSatisfying(
            MonitorOutcome.NoData.class,
            noData -> {
              assertThat(noData.run().passedOver()).isEqualTo(2);
              assertThat(noData.run().others()).containsExactly("games/AllTraffic", "games/Canary");
              assertThat(noData.problem())
                  .isEqualTo(
                      "no captured line in the window; files read: 0, lines of other times: 0;"
                          + " found 2 capture files of games/AllTraffic, games/Canary, expected"
                          + " toys/AllTraffic; set TREELINE_ENDPOINT (or --endpoint) and"
                          + " TREELINE_VARIANT");
            });
  }

  @Test
  void fiveOtherEndpointsAreNamedAndAllFilesCounted() throws IOException {
    for (int i = 0; i < 9; i++) {
      traffic.capture("e" + i + "/AllTraffic/2026/01/31/10/a.jsonl", traffic.quietHour(1));
    }

    assertThat(traffic.run())
        .isInstanceOfSatisfying(
            MonitorOutcome.NoData.class,
            noData -> {
              assertThat(noData.run().passedOver()).isEqualTo(9);
              assertThat(noData.run().others()).hasSize(5);
            });
  }

  @Test
  void windowWithoutLinesIsAStateOfItsOwnAndWritesNothing() throws IOException {
    assertThat(traffic.run()).isInstanceOf(MonitorOutcome.NoData.class);
    assertThat(traffic.reports()).doesNotExist();
  }

  @Test
  void badLinesAreCountedByReasonWithTheirPlaces() throws IOException {
    traffic.capture(HOUR + "a.jsonl", traffic.quietHour(10));
    traffic.capture(
        HOUR + "b.jsonl", "{\"no\": \"capture\"}\n\n{broken\n".getBytes(StandardCharsets.UTF_8));
    traffic.capture(
        HOUR + "c.jsonl",
        List.of(
            traffic.line(FROM, side("text/csv", "1,2\n"), side("text/csv", "0.5")),
            traffic.line(FROM, side("application/json", "{\"inputs\": ["), side("text/csv", "0.5")),
            traffic.line(FROM, side("image/png", "PNG"), side("text/csv", "0.5")),
            traffic.line(FROM, null, side("text/csv", "0.5")),
            traffic.line(FROM, side("text/csv", "1,2,red"), side("text/csv", "0.5\n0.5")),
            traffic.line(FROM, side("text/csv", "1,2,red"), side("text/csv", "none"))));

    Report report = traffic.report();

    assertThat(report.findings().rows()).isEqualTo(12);
    assertThat(counts(report.run().skipped()))
        .isEqualTo(
            Map.of(
                "not a capture line", 2L,
                "row has other columns than the baseline", 1L,
                "input cannot be decoded", 2L,
                "line holds no input", 1L,
                "output has another number of rows than the input", 1L,
                "output cannot be decoded", 1L));
    assertThat(report.run().skipped().getFirst().places())
        .containsExactly(HOUR + "b.jsonl:1", HOUR + "b.jsonl:3");
    assertThat(report.html()).contains("expected 3: size, weight, colour");
  }

  @Test
  void linesThatWereCutOrWithheldAreCountedAndNeverReadAsRows() throws IOException {
    traffic.capture(HOUR + "a.jsonl", traffic.quietHour(10));
    Side whole = side("text/csv", "1,2,red");
    Side cut = new Side("text/csv", "1,2,red\n1,2", Encoding.CSV, Extent.TRUNCATED);
    Side withheld = new Side("text/csv", "", Encoding.CSV, Extent.REDACTED);
    traffic.capture(
        HOUR + "b.jsonl",
        List.of(
            traffic.line(FROM, cut, side("text/csv", "0.5")),
            traffic.line(FROM, withheld, side("text/csv", "0.5")),
            traffic.line(FROM, whole, cut)));

    Report report = traffic.report();

    assertThat(report.findings().rows()).isEqualTo(11);
    assertThat(counts(report.run().skipped()))
        .isEqualTo(
            Map.of(
                "line was cut when it was captured", 2L,
                "line was captured without its data", 1L));
  }

  private static Map<String, Long> counts(List<Skipped> skipped) {
    return skipped.stream().collect(Collectors.toMap(Skipped::reason, Skipped::count));
  }

  @Test
  void placesAreKeptUpToTwentyAndTheCountGoesOn() throws IOException {
    traffic.capture(HOUR + "a.jsonl", traffic.quietHour(1));
    traffic.capture(
        HOUR + "b.jsonl",
        String.join("\n", Collections.nCopies(50, "x")).getBytes(StandardCharsets.UTF_8));

    assertThat(traffic.report().run().skipped())
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.count()).isEqualTo(50);
              assertThat(s.places()).hasSize(Skipped.PLACES);
            });
  }

  @Test
  void windowOfWhichNothingCanBeReadSaysSo() throws IOException {
    traffic.capture(
        HOUR + "a.jsonl",
        List.of(traffic.line(FROM, side("text/csv", "1,2"), side("text/csv", "1"))));

    assertThat(traffic.run())
        .isInstanceOfSatisfying(
            MonitorOutcome.NothingCounted.class,
            o -> {
              assertThat(o.run().skippedCount()).isEqualTo(1);
              assertThat(o.problem())
                  .startsWith(
                      "no captured line could be counted: 1 × row has other columns than the"
                          + " baseline, first in toys/AllTraffic/");
            });
  }

  @Test
  void cutGzipCountsWhatItHolds() throws IOException {
    traffic.captureGzip(HOUR + "a.gz", traffic.quietHour(2000));
    Path file = root.resolve("captures").resolve(HOUR + "a.gz");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    Report report = traffic.report();

    assertThat(report.findings().rows()).isBetween(100L, 1999L);
    assertThat(counts(report.run().skipped())).containsEntry("not a capture line", 1L);
  }

  @Test
  void everyDialectOfARequestCountsTheSame() throws IOException {
    Row row = traffic.row();
    String replies = "{\"predictions\": [{\"score\": " + row.score() + "}]}";
    traffic.capture(
        HOUR + "a.jsonl",
        List.of(
            traffic.csv(FROM, row),
            traffic.line(
                FROM,
                side("text/csv; charset=utf-8", row.csv()),
                side("application/json", replies)),
            traffic.line(
                FROM,
                side("application/json", "{\"inputs\": [" + row.json() + "]}"),
                side("text/csv", row.score() + "")),
            traffic.line(
                FROM,
                side("application/json", "{\"instances\": [" + row.named() + "]}"),
                side("application/json", replies)),
            traffic.line(
                FROM,
                side("application/jsonlines", row.named()),
                side("application/json", replies))));

    Report report = traffic.report();

    assertThat(report.run().skipped()).isEmpty();
    assertThat(report.findings().rows()).isEqualTo(5);
    for (int f = 0; f < 3; f++) {
      assertThat(report.counts().feature(f).counts()).contains(5L);
      assertThat(report.counts().feature(f).known()).isEqualTo(5);
    }
    assertThat(report.counts().prediction(0).counts()).contains(5L);
  }

  @Test
  void bodyOfSeveralRowsCountsEachRowWithItsAnswer() throws IOException {
    List<Row> rows = Stream.generate(traffic::row).limit(4).toList();
    String input = rows.stream().map(Row::csv).collect(Collectors.joining("\n"));
    String output = rows.stream().map(r -> r.score() + "").collect(Collectors.joining("\n"));
    traffic.capture(
        HOUR + "a.jsonl",
        List.of(traffic.line(FROM, side("text/csv", input), side("text/csv", output))));

    Report report = traffic.report();

    assertThat(report.findings().rows()).isEqualTo(4);
    assertThat(report.findings().bodies()).isEqualTo(1);
    assertThat(report.counts().prediction(0).known()).isEqualTo(4);
  }

  @Test
  void oddFirstReplyIsOneSkippedOutputAndTheOthersCount() throws IOException {
    List<CaptureLine> lines = new ArrayList<>();
    lines.add(traffic.line(FROM, side("text/csv", "0.1,5,red"), side("text/csv", "9,9,9")));
    lines.addAll(traffic.quietHour(300));
    traffic.capture(HOUR + "a.jsonl", lines);

    Report report = traffic.report();

    assertThat(report.findings().rows()).isEqualTo(301);
    assertThat(report.counts().prediction(0).known()).isEqualTo(300);
    assertThat(report.counts().prediction(0).missing()).isEqualTo(1);
    assertThat(report.counts().prediction(0).seen()).isEqualTo(301);
    assertThat(report.run().skipped())
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.reason()).isEqualTo("output has another number of values than most");
              assertThat(s.count()).isEqualTo(1);
              assertThat(s.places().getFirst())
                  .startsWith(HOUR + "a.jsonl:1: ")
                  .endsWith(": found 3 values, expected 1 as in most replies");
            });
  }

  @Test
  void repliesOfManyWidthsEndInAVerdict() throws IOException {
    List<CaptureLine> lines = new ArrayList<>();
    for (int width = 1; width < 40; width++) {
      String reply = String.join(",", Collections.nCopies(width + 1, "0.5"));
      lines.add(traffic.line(FROM, side("text/csv", "0.1,5,red"), side("text/csv", reply)));
    }
    traffic.capture(HOUR + "a.jsonl", lines);

    Report report = traffic.report();

    assertThat(report.counts().prediction(0).seen()).isEqualTo(39);
    assertThat(report.counts().prediction(0).known()).isEqualTo(1);
    assertThat(report.run().skippedCount()).isEqualTo(38);
  }

  @Test
  void selectableOutputOfAnUnchangedModelIsStable() throws IOException {
    List<CaptureLine> lines = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Row row = traffic.row();
      String reply =
          "{\"predictions\": [{\"probabilities\": ["
              + (1 - row.score())
              + ", "
              + row.score()
              + "]}]}";
      lines.add(traffic.line(FROM, side("text/csv", row.csv()), side("application/json", reply)));
    }
    traffic.capture(HOUR + "a.jsonl", lines);

    Report report = traffic.report();

    assertThat(report.findings().predictions())
        .extracting(Finding::state)
        .containsExactly(State.STABLE, State.STABLE);
    assertThat(report.run().skipped()).isEmpty();
  }

  @Test
  void featureThatANamedRowLacksIsMissing() throws IOException {
    traffic.capture(
        HOUR + "a.jsonl",
        List.of(
            traffic.line(
                FROM,
                side("application/json", "[{\"size\": 0.5, \"colour\": \"red\", \"id\": 7}]"),
                side("text/csv", "0.5"))));

    Report report = traffic.report();

    assertThat(report.counts().feature(1).missing()).isEqualTo(1);
    assertThat(report.counts().feature(0).known()).isEqualTo(1);
  }

  @Test
  void hostileCategoryIsUnseenAndStaysText() throws IOException {
    List<CaptureLine> lines = new ArrayList<>(traffic.quietHour(300));
    String script = "\"<script>alert('x')</script>\"";
    for (int i = 0; i < 60; i++) {
      lines.add(traffic.line(FROM, side("text/csv", "0.1,5," + script), side("text/csv", "0.3")));
    }
    traffic.capture(HOUR + "a.jsonl", lines);

    Report report = traffic.report();

    assertThat(check(report, "colour", QualityFinding.Check.UNSEEN).violated()).isTrue();
    assertThat(report.html()).doesNotContain("<script").contains("&lt;script&gt;alert(");
  }

  @Test
  void textWhereNumbersWereIsAViolationAndNoError() throws IOException {
    List<CaptureLine> lines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      lines.add(traffic.line(FROM, side("text/csv", "heavy,5.0,red"), side("text/csv", "0.3")));
    }
    traffic.capture(HOUR + "a.jsonl", lines);

    Report report = traffic.report();

    assertThat(check(report, "size", QualityFinding.Check.TYPE).violated()).isTrue();
    assertThat(feature(report, "size").state()).isEqualTo(State.INSUFFICIENT);
  }

  @Test
  void latestStaysWithTheLatestWindow() throws IOException {
    traffic.capture(HOUR + "a.jsonl", traffic.quietHour(300));
    traffic.run();
    String latest = Files.readString(traffic.reports().resolve("toys/drift/latest/report.json"));

    MonitorOutcome earlier = traffic.run(new Window(FROM, FROM.plusSeconds(1800)));

    assertThat(((MonitorOutcome.Completed) earlier).files()).hasSize(5);
    assertThat(traffic.reports().resolve("toys/drift/latest/report.json")).hasContent(latest);
  }

  @Test
  void absentBaselineSaysHowToMakeOne() throws IOException {
    Files.delete(root.resolve("baseline/profile.json"));
    Files.delete(root.resolve("baseline/statistics.json"));

    assertThat(traffic.run())
        .isInstanceOfSatisfying(
            MonitorOutcome.BadBaseline.class,
            o -> assertThat(o.problem()).contains("profile.json", "treeline baseline"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"profile.json", "constraints.json", "statistics.json"})
  void damagedBaselineIsAnOutcomeThatNamesTheFile(String name) throws IOException {
    traffic.writeBaseline(name, "{\"version\": 1, \"features\": [7]}");

    assertThat(traffic.run())
        .isInstanceOfSatisfying(
            MonitorOutcome.BadBaseline.class, o -> assertThat(o.problem()).startsWith(name));
  }

  @Test
  void baselineWithoutStatisticsJudgesAndComparesNoDistributionForSageMaker() throws IOException {
    Files.delete(root.resolve("baseline/statistics.json"));
    traffic.capture(HOUR + "a.jsonl", traffic.quietHour(300));

    Report report = traffic.report();

    assertThat(report.findings().state()).isEqualTo(State.STABLE);
    assertThat(report.sagemaker().distances()).isEmpty();
  }

  @Test
  void sageMakersRuleDecidesWhereItIsAskedFor() throws IOException {
    List<CaptureLine> lines = new ArrayList<>(traffic.quietHour(300));
    lines.add(traffic.line(FROM, side("text/csv", "0.1,5.0,mauve"), side("text/csv", "0.3")));
    traffic.capture(HOUR + "a.jsonl", lines);

    assertThat(traffic.report().violations()).isZero();
    MonitorOutcome.Completed done =
        (MonitorOutcome.Completed)
            traffic
                .monitor()
                .run(
                    new MonitorRequest(
                        "toys",
                        "AllTraffic",
                        "drift",
                        new Window(FROM, TO),
                        Report.Rule.SAGEMAKER));
    assertThat(done.report().violations()).isEqualTo(1);
  }

  @Test
  void realCaptureFilesAreReadToTheirEnd() throws IOException {
    Path fixtures = Path.of("src/test/resources/monitor");
    String capture =
        Files.readString(fixtures.resolve("capture.jsonl")).replace("{%s}", FROM.toString());
    traffic.capture("a.jsonl", capture.getBytes(StandardCharsets.UTF_8));
    traffic.capture("b.jsonl", Files.readAllBytes(fixtures.resolve("captured-data.jsonl")));

    MonitorOutcome.NothingCounted outcome = (MonitorOutcome.NothingCounted) traffic.run();

    assertThat(outcome.run().lines()).isEqualTo(44);
    assertThat(outcome.run().outside()).isEqualTo(2);
    assertThat(counts(outcome.run().skipped()))
        .isEqualTo(Map.of("row has other columns than the baseline", 44L));
  }
}
