package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.Profile;
import dev.treeline.report.ProfileFile;
import dev.treeline.sketch.Intervals;
import dev.treeline.sketch.Values;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `treeline baseline` on tables.
class BaselineCommandTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path scratch;

  private String run(int expected, String... args) {
    TestWorld world = TestWorld.of(scratch);
    String[] all = new String[args.length + 3];
    all[0] = "baseline";
    System.arraycopy(args, 0, all, 1, args.length);
    all[args.length + 1] = "--out";
    all[args.length + 2] = "base";
    assertThat(world.run(all)).as(world.complained()).isEqualTo(expected);
    return world.complained();
  }

  private void table(String name, String header, int rows, IntFunction<String> row)
      throws IOException {
    String text =
        IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n", header, "\n"));
    Files.writeString(scratch.resolve(name), text);
  }

  private Profile profile() throws IOException {
    return ProfileFile.read(Files.readString(scratch.resolve("base/profile.json")));
  }

  private FeatureProfile feature(String name) throws IOException {
    return profile().features().stream()
        .filter(feature -> feature.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<String> names() throws IOException {
    return profile().features().stream().map(FeatureProfile::name).toList();
  }

  private JsonNode statistics() throws IOException {
    return JSON.readTree(scratch.resolve("base/statistics.json").toFile());
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void aGzippedTableWithAnyDelimiterIsTheSameBaseline(String delimiter) throws IOException {
    table("plain.csv", "a,b\n", 300, i -> i % 7 + "," + i / 10.0);
    run(Treeline.DONE, "--data", "plain.csv");
    String expected = Files.readString(scratch.resolve("base/profile.json"));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      String text = Files.readString(scratch.resolve("plain.csv")).replace(",", delimiter);
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    Files.write(scratch.resolve("t.csv.gz"), packed.toByteArray());

    run(Treeline.DONE, "--data", "t.csv.gz");

    assertThat(Files.readString(scratch.resolve("base/profile.json"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"auto, 2", "present, 2", "absent, 3"})
  void aTableOfTextsSaysByOptionWhetherItHasAHeader(String header, int rows) throws IOException {
    Files.writeString(scratch.resolve("t.csv"), "colour,size\nred,big\nblue,small\n");

    run(Treeline.DONE, "--data", "t.csv", "--header", header);

    assertThat(profile().rows()).isEqualTo(rows);
    assertThat(names()).isEqualTo(rows == 2 ? List.of("colour", "size") : List.of("_c0", "_c1"));
  }

  @Test
  void nestedObjectsAreColumnsByPathAndByPointer() throws IOException {
    table(
        "t.jsonl",
        "",
        40,
        i ->
            "{\"id\": %d, \"user\": {\"age\": %d, \"at\": \"2026-01-%02d\"}, \"xy\": [%d, 2]}"
                .formatted(i, i % 9, i % 28 + 1, i));

    run(Treeline.DONE, "--data=t.jsonl", "--ignore=/id,xy.1", "--time=/user/at");

    assertThat(names()).containsExactly("user.age", "xy.0");
    assertThat(profile().blockKind()).isEqualTo("P1D of column user.at");
  }

  @Test
  void epochSecondsDateARowAsTheSameIsoTimesDo() throws IOException {
    IntFunction<String> iso =
        i -> java.time.Instant.ofEpochSecond(1_700_000_000L + i * 3600L) + "," + i % 100 / 7.0;
    table("iso.csv", "t,x\n", 6000, iso);
    table("epoch.csv", "t,x\n", 6000, i -> (1_700_000_000L + i * 3600L) + "," + i % 100 / 7.0);
    run(Treeline.DONE, "--data", "iso.csv", "--time", "t", "--period", "P10D");
    String expected = Files.readString(scratch.resolve("base/profile.json"));

    run(Treeline.DONE, "--data", "epoch.csv", "--time", "t", "--period", "P10D");

    assertThat(Files.readString(scratch.resolve("base/profile.json"))).isEqualTo(expected);
    assertThat(feature("x").blocks().isEnough()).isTrue();
  }

  @Test
  void codesBecomeCategoriesWhereSomebodySaysSo() throws IOException {
    table("t.csv", "code,x\n", 3000, i -> i % 40 + "," + i % 41);

    run(Treeline.DONE, "--data", "t.csv", "--categorical", "code");

    assertThat(feature("code").partition()).isInstanceOf(Values.class);
    assertThat(feature("x").partition()).isInstanceOf(Intervals.class);
    assertThat(statistics().at("/features/0/inferred_type").asText()).isEqualTo("Integral");
  }

  @Test
  void rowsThatBelongTogetherInflateTheDesignEffect() throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    double[] shared = {0};
    IntFunction<String> row =
        i -> {
          shared[0] = i % 10 == 0 ? random.nextGaussian() : shared[0];
          return String.format(Locale.ROOT, "c%d,%.6f", i / 10, shared[0] + random.nextGaussian());
        };
    table("t.csv", "customer,x\n", 8000, row); // intra-class correlation one half

    run(Treeline.DONE, "--data", "t.csv", "--cluster", "customer");

    assertThat(names()).containsExactly("x");
    assertThat(feature("x").designEffect()).isCloseTo(1 + 9 * 0.5, within(0.8));
    assertThat(profile().blockKind()).endsWith("; rows belong together by column customer");

    run(Treeline.DONE, "--data", "t.csv", "--ignore", "customer");

    assertThat(feature("x").designEffect()).isEqualTo(1);
  }

  @Test
  void scoresThatStandInTheTableAreABaseline() throws IOException {
    table("t.csv", "x,p\n", 400, i -> i + "," + i / 400.0);

    run(Treeline.DONE, "--data", "t.csv", "--predictions", "p");

    assertThat(names()).containsExactly("x");
    assertThat(profile().predictions())
        .extracting(FeatureProfile::name)
        .containsExactly("score", "class");
    assertThat(statistics().at("/features/0/name").asText()).isEqualTo("score");
    assertThat(statistics().at("/features/1/numerical_statistics/sum").asDouble()).isEqualTo(199);
  }

  @Test
  void scoresBeyondOneAreNoChancesAndDecideNoClass() throws IOException {
    table("t.csv", "x,p\n", 400, i -> i + "," + i / 3.0);

    run(Treeline.DONE, "--data", "t.csv", "--predictions", "p");

    assertThat(profile().predictions()).extracting(FeatureProfile::name).containsExactly("score");
  }

  @Test
  void ofSeveralScoresTheLargestDecides() throws IOException {
    table("t.csv", "x,p0,p1,p2\n", 400, i -> i % 5 + ",0.2,0.7,0.1");

    run(Treeline.DONE, "--data", "t.csv", "--predictions", "p0,p1,p2");

    assertThat(statistics().at("/features/0/numerical_statistics/max").asDouble()).isEqualTo(0.7);
    assertThat(statistics().at("/features/1/numerical_statistics/max").asDouble()).isEqualTo(1);
  }

  @Test
  void aTextAmongTheScoresIsNamedByItsPlace() throws IOException {
    Files.writeString(scratch.resolve("t.csv"), "x,p\n1,0.5\n2,high\n");

    assertThat(run(Treeline.FAILED, "--data", "t.csv", "--predictions", "p"))
        .contains("row 3, column 2 (p): found \"high\", expected a score");
  }

  @Test
  void keptValuesAreTheBaselinesOwnAndOnlyOnRequest() throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    double[] values = random.doubles(4_096).toArray();
    table("t.csv", "x,y\n", values.length, i -> values[i] + "," + i);

    run(Treeline.DONE, "--data", "t.csv", "--keep-values");

    double[] cuts = ((Intervals) feature("x").partition()).cuts();
    for (double value : values) {
      assertThat(java.util.Arrays.binarySearch(cuts, (double) (float) value)).isNotNegative();
    }
    run(Treeline.DONE, "--data", "t.csv");
    assertThat(feature("x").partition().cells()).isLessThan(1_200);
  }

  @Test
  void valuesOfALongTableAreNotKept() throws IOException {
    table("t.csv", "x\n", 4_097, i -> i + "");

    assertThat(run(Treeline.FAILED, "--data", "t.csv", "--keep-values"))
        .contains("--keep-values: found 4097 rows, expected at most 4096");
    assertThat(scratch.resolve("base")).doesNotExist();
  }

  @Test
  void aColumnOfIdsIsPointedOut() throws IOException {
    table("t.csv", "id,x\n", 3_000, i -> "k" + i + "," + i % 50);

    assertThat(run(Treeline.DONE, "--data", "t.csv"))
        .contains("id: nearly every value", "--ignore");
    assertThat((double) feature("id").distinct()).isCloseTo(3_000, within(60.0));
  }

  @Test
  void fewBlocksAreSaid() throws IOException {
    table("t.csv", "x\n", 1_000, i -> i % 83 + "");

    assertThat(run(Treeline.DONE, "--data", "t.csv"))
        .contains("expected at least 20: thresholds stay at their floor");
  }

  @Test
  void aTextThatIsNotShownAppearsInNoFile() throws IOException {
    table(
        "t.csv", "mail,plan,x\n", 600, i -> "ann" + i % 5 + "@example.org,gold" + i % 3 + "," + i);

    run(Treeline.DONE, "--data", "t.csv", "--show", "plan");

    for (String file : List.of("statistics.json", "constraints.json", "profile.json")) {
      String text = Files.readString(scratch.resolve("base").resolve(file));
      assertThat(text).as(file).doesNotContain("example.org").contains("gold1");
    }
    assertThat(profile().disclosure().shown()).containsExactly("plan");
    assertThat(feature("mail").partition().cells()).isEqualTo(5);
  }

  @Test
  void theSameRowsGiveTheSameFiles() throws IOException {
    table("t.csv", "mail,x\n", 600, i -> "ann" + i % 7 + "@example.org," + i);
    run(Treeline.DONE, "--data", "t.csv");
    String first = Files.readString(scratch.resolve("base/profile.json"));

    run(Treeline.DONE, "--data", "t.csv");

    assertThat(Files.readString(scratch.resolve("base/profile.json"))).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--header=auto | expected one of --data, --captures and --from-window",
        "--data=t.csv --captures=c | expected one of --data, --captures and --from-window",
        "--data=t.csv --predictions=x --model=m | expected one of them",
        "--from-window=2026-01-01T00:00:00Z/2026-01-02T00:00:00Z | --reason: found none"
      })
  void optionsThatContradictEachOtherAreMisuse(String options, String problem) {
    assertThat(run(Treeline.MISUSED, options.split(" ", -1))).contains(problem);
  }

  @Test
  void anUnknownColumnIsNamedWithThoseThereAre() throws IOException {
    Files.writeString(scratch.resolve("t.csv"), "a,b\n1,2\n");

    assertThat(run(Treeline.FAILED, "--data=t.csv", "--categorical=c"))
        .contains("--categorical: found c, expected some of the features [a, b]");
    assertThat(run(Treeline.FAILED, "--data=t.csv", "--cluster=c")).contains("[a, b]", "[c]");
    assertThat(run(Treeline.FAILED, "--data=t.csv", "--time=c")).contains("[a, b]", "[c]");
  }

  @Test
  void aTableWithoutRowsIsRefused() throws IOException {
    Files.writeString(scratch.resolve("t.csv"), "");

    assertThat(run(Treeline.FAILED, "--data=t.csv")).contains("found no rows");
  }
}
