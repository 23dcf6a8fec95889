package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.CaptureLine;
import dev.treeline.capture.CaptureLine.Side;
import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.Profile;
import dev.treeline.report.AuditFile;
import dev.treeline.report.AuditLine;
import dev.treeline.report.ProfileFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `treeline baseline` on what an endpoint captured.
class CapturedBaselineTest {
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final int HOURS = 48;
  private static final int AN_HOUR = 210;

  @TempDir Path scratch;
  private final List<String> rows = new ArrayList<>();
  private final List<Double> scores = new ArrayList<>();

  @BeforeEach
  void captureTwoDays() throws IOException {
    SplittableRandom random = new SplittableRandom(6);
    for (int hour = 0; hour < HOURS; hour++) {
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      for (int i = 0; i < AN_HOUR; i++) {
        double x = random.nextGaussian() + hour % 24 / 24.0;
        String row =
            String.format(Locale.ROOT, "%.5f,%s", x, random.nextInt(3) == 0 ? "red" : "blue");
        double score = Math.round(1e6 / (1 + Math.exp(-x))) / 1e6;
        rows.add(row);
        scores.add(score);
        byte[] line = line(hour, i, row, score + "");
        lines.writeBytes(line);
        if (i % 50 == 0) {
          lines.writeBytes(line); // delivered twice
        }
      }
      write(hour, lines.toByteArray());
    }
  }

  private static byte[] line(int hour, int i, String body, String reply) {
    return new CaptureLine(
            Side.of("text/csv", body.getBytes(StandardCharsets.UTF_8)),
            Side.of("text/csv", reply.getBytes(StandardCharsets.UTF_8)),
            "event-" + hour + "-" + i,
            null,
            List.of(),
            START.plusSeconds(hour * 3600L + i),
            "v1")
        .write();
  }

  private void write(int hour, byte[] lines) throws IOException {
    Path file =
        scratch.resolve(
            String.format(
                Locale.ROOT,
                "captures/toys/AllTraffic/2026/01/%02d/%02d/a.jsonl",
                5 + hour / 24,
                hour % 24));
    Files.createDirectories(file.getParent());
    Files.write(file, lines);
  }

  private String run(int expected, String command) {
    TestWorld world = TestWorld.of(scratch);
    assertThat(world.run(command.split(" ", -1))).as(world.complained()).isEqualTo(expected);
    return world.complained();
  }

  private Profile profile(String folder) throws IOException {
    return ProfileFile.read(Files.readString(scratch.resolve(folder + "/profile.json")));
  }

  @Test
  void capturesAndATableOfTheSameRowsAreTheSameBaseline() throws IOException {
    StringBuilder table = new StringBuilder("t,_c0,_c1,score\n");
    for (int i = 0; i < rows.size(); i++) {
      Instant time = START.plusSeconds(i / AN_HOUR * 3600L);
      table.append(time + "," + rows.get(i) + "," + scores.get(i) + "\n");
    }
    Files.writeString(scratch.resolve("t.csv"), table);
    run(
        Treeline.DONE,
        "baseline --data t.csv --time t --period PT1H --predictions score --show * --out table");

    run(
        Treeline.DONE,
        "baseline --captures captures --endpoint toys --period PT1H --show * --out captured");

    Profile fromTable = profile("table");
    Profile captured = profile("captured");
    assertThat(captured.rows()).isEqualTo(rows.size());
    assertThat(captured.features()).isEqualTo(fromTable.features());
    assertThat(captured.predictions()).isEqualTo(fromTable.predictions());
    assertThat(captured.blockKind()).isEqualTo("PT1H of captured requests");
    assertThat(captured.modelVersion()).isEqualTo("v1");
    assertThat(fromTable.modelVersion()).isEmpty();
    assertThat(captured.features().getFirst().blocks().blocks()).isEqualTo(HOURS);
    assertThat(scratch.resolve("captured/statistics.json"))
        .hasSameTextualContentAs(scratch.resolve("table/statistics.json"));
  }

  @Test
  void fromAndToTakeAPart() throws IOException {
    run(
        Treeline.DONE,
        "baseline --captures captures --endpoint toys --from 2026-01-05T05:00:00Z"
            + " --to 2026-01-05T15:00:00Z --period PT1H --out b");

    assertThat(profile("b").rows()).isEqualTo(10 * AN_HOUR);
  }

  @Test
  void aQuietDayIsABaselineThatTheMonitorTakes() throws IOException {
    run(
        Treeline.DONE,
        "baseline --captures captures --endpoint toys --to 2026-01-06T00:00:00Z --period PT1H"
            + " --out b");

    TestWorld world = TestWorld.of(scratch);
    int status =
        world.run(
            ("monitor --captures captures --endpoint toys --baseline b --reports r"
                    + " --from 2026-01-06T00:00:00Z --to 2026-01-07T00:00:00Z --fail-on-violation")
                .split(" ", -1));

    assertThat(status).as(world.printed() + world.complained()).isEqualTo(Treeline.DONE);
    assertThat(world.printed()).contains("_c0", "score");
  }

  @Test
  void rulesNamedOnTheCommandLineStandInForTheBaselines() throws IOException {
    run(
        Treeline.DONE,
        "baseline --captures captures --endpoint toys --to 2026-01-06T00:00:00Z --period PT1H"
            + " --out b");
    Files.writeString(scratch.resolve("b/rules.json"), "{\"broken\"");
    Files.writeString(
        scratch.resolve("strict.yaml"),
        "version: 1\nfeatures:\n  _c0:\n    values:\n      max: 0.5\n");
    String monitor =
        "monitor --captures captures --endpoint toys --baseline b --reports r"
            + " --from 2026-01-06T00:00:00Z --to 2026-01-07T00:00:00Z --fail-on-violation";

    run(Treeline.VIOLATIONS, monitor + " --rules strict.yaml");
    assertThat(run(Treeline.FAILED, monitor)).contains("rules.json");
    assertThat(run(Treeline.FAILED, monitor + " --rules none.json"))
        .contains("--rules: found no file")
        .contains("none.json");
    Files.writeString(scratch.resolve("odd.json"), "{\"version\": 1, \"features\": {\"a\": 1}}");
    assertThat(run(Treeline.FAILED, monitor + " --rules odd.json")).contains("odd.json");
  }

  @Test
  void losingEveryLineIsDataLossWithAReportWhereTheWindowHasEnds() throws IOException {
    run(Treeline.DONE, "baseline --captures captures --endpoint toys --period PT1H --out b");
    Files.createDirectories(scratch.resolve("empty"));
    String monitor =
        "monitor --captures empty --endpoint toys --baseline b --reports r --fail-on-violation"
            + " --invocations 500";

    TestWorld world = TestWorld.of(scratch);
    String day = monitor + " --from 2026-01-08T00:00:00Z --to 2026-01-09T00:00:00Z";
    assertThat(world.run(day.split(" ", -1))).isEqualTo(Treeline.VIOLATIONS);

    assertThat(world.printed()).contains("captured data lost", "\"Violations\":1.0");
    assertThat(scratch.resolve("r/toys/drift/2026/01/09/00/report.json")).exists();
    assertThat(run(Treeline.VIOLATIONS, monitor))
        .contains("captured data lost: 0 lines of 500 invocations");
  }

  @Test
  void rowsOfOneBodyBelongTogether() throws IOException {
    SplittableRandom random = new SplittableRandom(9);
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int i = 0; i < 400; i++) {
      StringBuilder body = new StringBuilder();
      double shared = random.nextGaussian();
      for (int k = 0; k < 10; k++) {
        body.append(shared + random.nextGaussian()).append(",red\n");
      }
      lines.writeBytes(line(0, i, body.toString(), "0.5\n".repeat(10)));
    }
    for (int hour = 1; hour < HOURS; hour++) {
      write(hour, new byte[0]);
    }
    write(0, lines.toByteArray());

    run(Treeline.DONE, "baseline --captures captures --endpoint toys --out b");

    assertThat(profile("b").features().getFirst().designEffect()).isBetween(4.0, 7.0);
  }

  @Test
  void aJudgedWindowBecomesTheBaselineAndIsRecorded() throws IOException {
    run(
        Treeline.DONE,
        "baseline --captures captures --endpoint toys --to 2026-01-06T00:00:00Z --period PT1H"
            + " --out b");
    String before = Files.readString(scratch.resolve("b/profile.json"));
    // Names that only the old baseline knows.
    Files.writeString(
        scratch.resolve("b/profile.json"),
        before.replace("\"_c0\"", "\"size\"").replace("\"_c1\"", "\"colour\""));
    String old = digest("b");
    run(
        Treeline.DONE,
        "monitor --captures captures --endpoint toys --baseline b --reports r"
            + " --from 2026-01-06T00:00:00Z --to 2026-01-07T00:00:00Z");

    String said =
        run(
            Treeline.DONE,
            "baseline --from-window r/toys/drift/2026/01/07/00 --captures captures --baseline b"
                + " --reason since-Tuesday --out b");

    assertThat(profile("b").features())
        .extracting(FeatureProfile::name)
        .containsExactly("size", "colour");
    assertThat(profile("b").rows()).isEqualTo(24 * AN_HOUR);
    List<AuditLine> audit =
        AuditFile.read(Files.readString(scratch.resolve("r/toys/drift/audit.jsonl")));
    assertThat(audit).hasSize(1);
    assertThat(audit.getFirst().action()).isEqualTo(AuditLine.REBASELINE);
    assertThat(audit.getFirst().time()).isEqualTo(TestWorld.NOW);
    assertThat(audit.getFirst().reason()).isEqualTo("since-Tuesday");
    assertThat(audit.getFirst().details())
        .containsEntry("window", "2026-01-06T00:00:00Z/2026-01-07T00:00:00Z")
        .containsEntry("oldBaseline", old)
        .containsEntry("newBaseline", digest("b"));
    assertThat(said).contains("audit.jsonl");
  }

  private String digest(String folder) throws IOException {
    return Rebaseline.digest(Files.readAllBytes(scratch.resolve(folder + "/profile.json")));
  }

  @Test
  void timesNameAWindowTooAndEachTimeAddsALine() throws IOException {
    String command =
        "baseline --from-window 2026-01-06T00:00:00Z/2026-01-06T12:00:00Z --captures captures"
            + " --endpoint toys --reports r --baseline none --reason x --out b";
    run(Treeline.DONE, command);
    run(Treeline.DONE, command);

    assertThat(profile("b").rows()).isEqualTo(12 * AN_HOUR);
    assertThat(AuditFile.read(Files.readString(scratch.resolve("r/toys/drift/audit.jsonl"))))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line.details()).containsEntry("oldBaseline", ""));
  }

  @Test
  void aFolderWithoutAReportIsNamed() throws IOException {
    assertThat(run(Treeline.FAILED, "baseline --from-window r/x --reason x --out b"))
        .contains("r/x/report.json", "2026-01-31T00:00:00Z/2026-02-07T00:00:00Z");
    assertThat(scratch.resolve("b")).doesNotExist();
  }

  @Test
  void aWindowWithoutRowsIsRefusedAndWritesNothing() {
    assertThat(
            run(
                Treeline.FAILED,
                "baseline --captures captures --endpoint others --period PT1H --out b"))
        .contains("found no captured row of others/AllTraffic");
    assertThat(scratch.resolve("b")).doesNotExist();
  }
}
