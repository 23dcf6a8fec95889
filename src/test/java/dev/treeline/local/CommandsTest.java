package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.treeline.report.ProfileFile;
import dev.treeline.request.ScoreHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The commands one after another, as their user runs them.
class CommandsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path IRIS = Path.of("examples/iris/iris.csv").toAbsolutePath();

  @TempDir Path scratch;

  @Test
  void theSampleModelIsWhatItsReadmeMakes() throws IOException {
    TestWorld world = TestWorld.of(scratch);

    int status =
        world.run(
            "train",
            "--data=" + IRIS,
            "--label=species",
            "--out=made",
            "--name=iris",
            "--param=num_round=30",
            "--param=max_depth=3");

    assertThat(status).as(world.complained()).isEqualTo(Treeline.DONE);
    assertThat(world.complained()).contains("all 150 rows score the same bits here as in xgboost");
    try (Stream<Path> files = Files.list(Path.of("model"))) {
      assertThat(files.toList())
          .hasSize(7)
          .allSatisfy(
              file ->
                  assertThat(scratch.resolve("made").resolve(file.getFileName()))
                      .hasSameBinaryContentAs(file));
    }
  }

  @Test
  void baselineOfAPackageNamesTheVersionThatServes() throws IOException {
    String profile = Files.readString(Path.of("model/profile.json"));

    assertThat(ProfileFile.read(profile).modelVersion())
        .isNotEmpty()
        .isEqualTo(
            Packages.load(TestWorld.in(scratch), Path.of("model").toAbsolutePath().toString())
                .version());
  }

  @Test
  void trainingOnTextNamesThePlaceAndTheWayOut() throws IOException {
    Files.writeString(scratch.resolve("t.csv"), "a,b,y\n1,2,0\n3,red,1\n");
    TestWorld world = TestWorld.of(scratch);

    assertThat(world.run("train", "--data", "t.csv", "--label", "y")).isEqualTo(Treeline.FAILED);
    assertThat(world.complained()).contains("row 3, column 2", "\"red\"", "give them codes");
  }

  @Test
  void anUnknownColumnIsAnsweredWithThoseThereAre() throws IOException {
    Files.writeString(scratch.resolve("t.csv"), "a,b\n1,2\n");
    TestWorld world = TestWorld.of(scratch);

    assertThat(world.run("train", "--data", "t.csv", "--label", "y")).isEqualTo(Treeline.FAILED);
    assertThat(world.complained()).contains("[a, b]", "[y]");
  }

  @Test
  void objectsMayNameTheirColumnsInAnyOrderAndLeaveSomeOut() throws IOException {
    String rows =
        IntStream.range(0, 40)
            .mapToObj(i -> i % 2 == 0 ? "{\"a\":%d,\"b\":100}" : "{\"b\":100,\"a\":%d}")
            .map(row -> row.formatted(1))
            .collect(Collectors.joining("\n", "", "\n{\"b\":100}\n"));
    Files.writeString(scratch.resolve("t.jsonl"), rows);
    TestWorld world = TestWorld.of(scratch);

    assertThat(world.run("baseline", "--data", "t.jsonl", "--out", "base"))
        .as(world.complained())
        .isEqualTo(Treeline.DONE);
    JsonNode features =
        JSON.readTree(scratch.resolve("base/statistics.json").toFile()).path("features");
    assertThat(features.at("/0/numerical_statistics/mean").asDouble()).isEqualTo(1);
    assertThat(features.at("/0/numerical_statistics/common/num_missing").asInt()).isEqualTo(1);
    assertThat(features.at("/1/numerical_statistics/mean").asDouble()).isEqualTo(100);
  }

  @Test
  void aColumnThatTheFirstObjectLacksIsNamed() throws IOException {
    Files.writeString(scratch.resolve("t.jsonl"), "{\"a\":1}\n{\"a\":1,\"z\":2}\n");
    TestWorld world = TestWorld.of(scratch);

    assertThat(world.run("baseline", "--data", "t.jsonl", "--out", "b")).isEqualTo(Treeline.FAILED);
    assertThat(world.complained()).contains("[a, z]", "expected [a]");
  }

  @Test
  void theNamelessIndexOfPandasDoesNotHideTheHeader() throws IOException {
    Files.writeString(scratch.resolve("t.csv"), ",a,b\n0,1.5,x\n1,2.5,y\n");
    TestWorld world = TestWorld.of(scratch);

    assertThat(world.run("baseline", "--data", "t.csv", "--ignore", "_c0", "--out", "b"))
        .as(world.complained())
        .isEqualTo(Treeline.DONE);
    JsonNode features =
        JSON.readTree(scratch.resolve("b/statistics.json").toFile()).path("features");
    assertThat(features.findValuesAsText("name")).containsExactly("a", "b");
    assertThat(features.at("/0/inferred_type").asText()).isEqualTo("Fractional");
  }

  @Test
  void aColumnThatStandsThereTwiceIsRefused() throws IOException {
    Files.writeString(scratch.resolve("t.csv"), "a,a,b\n1,2,3\n");
    TestWorld world = TestWorld.of(scratch);

    assertThat(world.run("baseline", "--data", "t.csv", "--out", "b")).isEqualTo(Treeline.FAILED);
    assertThat(world.complained()).contains("the column a twice");
  }

  @Test
  void aWindowThatEndsBeforeItStartsIsMisuse() throws IOException {
    Files.createDirectories(scratch.resolve("captures"));
    TestWorld world = TestWorld.of(scratch);

    int status =
        world.run(
            "monitor --captures captures --from 2026-01-02T00:00:00Z --to 2026-01-01T00:00:00Z"
                .split(" ", -1));

    assertThat(status).isEqualTo(Treeline.MISUSED);
    assertThat(world.complained().lines()).hasSize(1);
  }

  @Test
  void anUnknownVerdictIsMisuse() {
    TestWorld world = TestWorld.of(scratch);

    assertThat(world.run("monitor", "--verdict", "mine")).isEqualTo(Treeline.MISUSED);
    assertThat(world.complained()).contains("TREELINE_VERDICT", "mine", "treeline or sagemaker");
  }

  @Test
  void windowThatEndsNowGoesWithNoOtherAndHasALength() throws IOException {
    TestWorld world = TestWorld.of(scratch);
    Files.createDirectories(scratch.resolve("captures"));
    for (String misuse :
        List.of(
            "--window PT1H --from 2026-01-01T00:00:00Z",
            "--window PT1H --to 2026-01-01T00:00:00Z",
            "--window soon",
            "--window PT0S",
            "--invocations -1")) {
      assertThat(world.run(("monitor --captures captures " + misuse).split(" ", -1)))
          .as(misuse)
          .isEqualTo(Treeline.MISUSED);
    }
    assertThat(world.complained())
        .contains(
            "--window PT1H: found beside --from 2026-01-01T00:00:00Z, expected either --window,"
                + " which ends now, or --from and --to",
            "--window: found \"soon\", expected a period such as PT1H or P1D, from a second"
                + " (PT1S) to a year (P366D)");
  }

  /// The real analyzer's output for the same table; its deviation is off by some 4e-16.
  @Test
  void theBaselineOfARealTableIsSageMakersOwn() throws IOException {
    Path fixtures = Path.of("src/test/resources").toAbsolutePath();
    TestWorld world = TestWorld.of(scratch);

    int status =
        world.run(
            "baseline",
            "--data",
            fixtures.resolve("sketch/baseline_dataset.csv").toString(),
            "--out",
            "base");

    assertThat(status).as(world.complained()).isEqualTo(Treeline.DONE);
    JsonNode made = JSON.readTree(scratch.resolve("base/statistics.json").toFile());
    JsonNode real = JSON.readTree(fixtures.resolve("sketch/statistics.json").toFile());
    assertThat(real.path("features")).hasSize(6);
    for (JsonNode feature : real.path("features")) {
      ((com.fasterxml.jackson.databind.node.ObjectNode) feature.path("numerical_statistics"))
          .remove("std_dev");
    }
    for (int i = 0; i < 6; i++) {
      JsonNode numbers = made.path("features").path(i).path("numerical_statistics");
      double deviation = numbers.path("std_dev").asDouble();
      JsonNode theirs =
          JSON.readTree(fixtures.resolve("sketch/statistics.json").toFile())
              .path("features")
              .path(i)
              .path("numerical_statistics")
              .path("std_dev");
      assertThat(Math.abs(deviation / theirs.asDouble() - 1)).isLessThanOrEqualTo(1e-15);
      ((com.fasterxml.jackson.databind.node.ObjectNode) numbers).remove("std_dev");
    }
    assertThat(made).isEqualTo(real);
    assertThat(JSON.readTree(scratch.resolve("base/constraints.json").toFile()))
        .isEqualTo(JSON.readTree(fixtures.resolve("drift/good_constraints.json").toFile()));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "3, 3"})
  void theMonitorsExitStatusSaysWhetherSomethingChanged(float shift, int expected)
      throws IOException {
    trainOnSquares();
    capture(shift);
    TestWorld world = TestWorld.of(scratch);

    int status =
        world.run(
            "monitor --captures captures --baseline made --reports reports --fail-on-violation"
                .split(" ", -1));

    assertThat(status).as(world.printed() + world.complained()).isEqualTo(expected);
    assertThat(world.printed()).contains("a  ", "\"_aws\"", "Reports: ");
    assertThat(scratch.resolve("reports/treeline/drift/latest/report.html")).exists();
  }

  @Test
  void asJsonTheMonitorPrintsTheReportAlone() throws IOException {
    trainOnSquares();
    capture(3);
    TestWorld world = TestWorld.of(scratch);

    int status =
        world.run(
            "monitor --captures captures --baseline made --reports reports --json".split(" ", -1));

    assertThat(status).isEqualTo(Treeline.DONE);
    JsonNode report = JSON.readTree(world.printed());
    assertThat(report.path("verdict").asText()).isEqualTo("drifted");
    assertThat(report.path("rows").asInt()).isEqualTo(400);
    assertThat(report.path("features").path(0).path("verdict").asText()).isEqualTo("drifted");
    assertThat(report.path("features").path(1).path("verdict").asText()).isEqualTo("stable");
  }

  @Test
  void aWindowWithoutCapturesIsSaidAndNoFailure() throws IOException {
    trainOnSquares();
    Files.createDirectories(scratch.resolve("captures"));
    TestWorld world = TestWorld.of(scratch);

    int status =
        world.run("monitor --captures captures --baseline made --reports reports".split(" ", -1));

    assertThat(status).isEqualTo(Treeline.DONE);
    assertThat(world.complained()).contains("no captured line in the window");
  }

  @Test
  void aGateDoesNotPassOnNothing() throws IOException {
    trainOnSquares();
    Files.createDirectories(scratch.resolve("captures"));

    int status =
        TestWorld.of(scratch)
            .run(
                "monitor --captures captures --baseline made --reports r --fail-on-violation"
                    .split(" ", -1));

    assertThat(status).isEqualTo(Treeline.FAILED);
  }

  @Test
  void aMissingBaselineSaysHowToMakeOne() throws IOException {
    Files.createDirectories(scratch.resolve("captures"));
    TestWorld world = TestWorld.of(scratch);

    int status =
        world.run(
            "monitor --captures captures --baseline nothing --reports reports".split(" ", -1));

    assertThat(status).isEqualTo(Treeline.FAILED);
    assertThat(world.complained()).contains("profile.json", "treeline baseline");
  }

  /// 800 rows of two columns: `a` goes up and down, `b` likewise in another rhythm.
  private void trainOnSquares() throws IOException {
    String rows =
        IntStream.range(0, 800)
            .mapToObj(i -> a(i) + "," + b(i) + "," + (a(i) * a(i) + b(i)))
            .collect(Collectors.joining("\n", "a,b,y\n", "\n"));
    Files.writeString(scratch.resolve("squares.csv"), rows);
    TestWorld world = TestWorld.of(scratch);
    int status =
        world.run(
            "train --data squares.csv --label y --out made --param num_round=5".split(" ", -1));
    assertThat(status).as(world.complained()).isEqualTo(Treeline.DONE);
  }

  /// Sends 400 rows of the same kind, `a` shifted, through the real handler.
  private void capture(float shift) throws IOException {
    ScoreHandler handler =
        ScoreHandler.from(
            Map.of(
                "TREELINE_MODEL", scratch.resolve("made").toString(),
                "TREELINE_CAPTURE", "folder",
                "TREELINE_CAPTURE_FOLDER", scratch.resolve("captures").toString()),
            line -> {});
    for (int i = 0; i < 400; i++) {
      String event = "{\"inputs\": [[%s, %s]]}".formatted(a(i) + shift, b(i));
      ByteArrayOutputStream reply = new ByteArrayOutputStream();
      handler.handleRequest(
          new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), reply, null);
      assertThat(reply.toString(StandardCharsets.UTF_8)).contains("predictions");
    }
  }

  private static float a(int i) {
    return i * 37 % 101 / 10f;
  }

  private static float b(int i) {
    return i * 53 % 97 / 10f;
  }
}
