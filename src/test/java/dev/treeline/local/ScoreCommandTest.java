package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.forest.Model;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of rows to scores: those that libxgboost gave, whatever the file looks like.
class ScoreCommandTest {
  private static final OracleRows SOFTPROB = OracleRows.of("softprob-3.4.1.ubj");
  private static final String CODES = "--category-numbers=code";

  @TempDir Path scratch;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "softprob-3.4.1.ubj",
        "softprob-3.4.1.json",
        "sets-1.7.6.ubj",
        "sets-3.4.1.ubj",
        "names-3.4.1.ubj",
        "dart-0.90.bin",
        "aft-3.4.1.ubj"
      })
  void everyKindHasTheBitsThatLibxgboostGave(String model) throws IOException {
    OracleRows oracle = OracleRows.of(model);

    assertThat(OracleRows.read(score(oracle, oracle.delimited(","), CODES, "--kind=prediction")))
        .isEqualTo(oracle.predictions());
    assertThat(OracleRows.read(score(oracle, oracle.delimited(","), CODES, "--kind=margin")))
        .isEqualTo(oracle.margins());
    if (!oracle.leaves().isEmpty()) {
      assertThat(score(oracle, oracle.delimited(","), CODES, "--kind=leaf"))
          .isEqualTo(
              oracle.leaves().stream()
                  .map(leaves -> String.join(",", leaves))
                  .collect(Collectors.joining("\n", "", "\n")));
    }
  }

  @Test
  void whereEarlyStoppingNotedTheBestRoundItIsTheLastUnlessAskedForAll() throws IOException {
    OracleRows best = OracleRows.of("early-3.4.1.ubj", "early-3.4.1.best.txt");
    OracleRows all = OracleRows.of("early-3.4.1.ubj", "early-3.4.1.txt");

    String file = all.delimited(",");
    assertThat(OracleRows.read(score(all, file, "--rounds=all"))).isEqualTo(all.predictions());
    assertThat(OracleRows.read(score(best, best.delimited(",")))).isEqualTo(best.predictions());
    assertThat(score(all, file)).isNotEqualTo(score(all, file, "--rounds=all"));
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void everyDelimiterIsFound(String delimiter) throws IOException {
    assertThat(OracleRows.read(score(SOFTPROB, SOFTPROB.delimited(delimiter))))
        .isEqualTo(SOFTPROB.predictions());
  }

  @Test
  void spacesDelimitWhereNoCellIsEmpty() throws IOException {
    String file =
        SOFTPROB.lines(row -> String.join("  ", row.stream().map(c -> or(c, "nan")).toList()));

    assertThat(OracleRows.read(score(SOFTPROB, file.replaceAll(" +", " "))))
        .isEqualTo(SOFTPROB.predictions());
  }

  @Test
  void columnsAreFoundByNameInAnyOrderAmongOthers() throws IOException {
    String file =
        "id,f3,f1,label,f0,f2\n"
            + SOFTPROB.lines(
                r -> String.join(",", "row 7", r.get(3), r.get(1), "yes", r.get(0), r.get(2)));
    TestWorld world = TestWorld.of(scratch);

    assertThat(OracleRows.read(score(world, SOFTPROB, "t.csv", file)))
        .isEqualTo(SOFTPROB.predictions());
    assertThat(world.complained())
        .isEqualTo(
            "treeline: "
                + scratch.resolve("t.csv")
                + ": passed over, since the model does not know them: id, label\n");
  }

  @Test
  void objectsNameTheirColumnsEachInItsOwnOrder() throws IOException {
    List<String> lines = new ArrayList<>();
    for (List<String> row : SOFTPROB.rows()) {
      List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
      Collections.rotate(order, lines.size());
      lines.add(
          order.stream()
              .map(f -> "\"f" + f + "\":" + or(row.get(f), "null"))
              .collect(Collectors.joining(",", "{", "}")));
    }

    assertThat(score(TestWorld.of(scratch), SOFTPROB, "t.jsonl", String.join("\n", lines)))
        .isEqualTo(score(SOFTPROB, SOFTPROB.delimited(",")));
  }

  @Test
  void arraysOfJsonAreRowsByPosition() throws IOException {
    String lines = SOFTPROB.lines(ScoreCommandTest::array);
    String expected = score(SOFTPROB, SOFTPROB.delimited(","));

    assertThat(score(TestWorld.of(scratch), SOFTPROB, "t.jsonl", lines)).isEqualTo(expected);
    String one = "[" + lines.strip().replace("\n", ",") + "]";
    assertThat(score(TestWorld.of(scratch), SOFTPROB, "t.json", one)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "0, auto", "1, auto"})
  void libsvmCountsFromZeroOrOne(int first, String option) throws IOException {
    String file =
        SOFTPROB.lines(
            row ->
                IntStream.range(0, 4)
                    .filter(f -> !row.get(f).isEmpty())
                    .mapToObj(f -> (f + first) + ":" + row.get(f))
                    .collect(Collectors.joining(" ", "1 qid:3 ", " # a comment")));

    assertThat(score(TestWorld.of(scratch), SOFTPROB, "t.libsvm", file, "--index-base=" + option))
        .isEqualTo(score(SOFTPROB, SOFTPROB.delimited(",")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.csv.gz", "t.jsonl.gz", "t.anything"})
  void whatIsPackedIsUnpacked(String name) throws IOException {
    String text =
        name.contains("jsonl") ? SOFTPROB.lines(ScoreCommandTest::array) : SOFTPROB.delimited(",");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    Files.write(scratch.resolve(name), packed.toByteArray());
    TestWorld world = TestWorld.of(scratch);

    assertThat(world.run("score", "--model=" + SOFTPROB.file(), "--input=" + name))
        .as(world.complained())
        .isZero();
    assertThat(world.printed()).isEqualTo(score(SOFTPROB, SOFTPROB.delimited(",")));
  }

  @Test
  void withoutAnInputTheRowsArePipedIn() throws IOException {
    TestWorld world = TestWorld.of(scratch, SOFTPROB.lines(ScoreCommandTest::array), false);

    assertThat(world.run("score", "--model=" + SOFTPROB.file(), "--input-format=jsonl"))
        .as(world.complained())
        .isZero();
    assertThat(OracleRows.read(world.printed())).isEqualTo(SOFTPROB.predictions());
  }

  @Test
  void severalThreadsGiveTheSameFileAsOne() throws IOException {
    String file = SOFTPROB.delimited(",").repeat(2000);
    write("t.csv", file);

    run("score", "--input=t.csv", "--output=one.csv");
    run("score", "--input=t.csv", "--output=four.csv", "--threads=4");

    assertThat(scratch.resolve("four.csv")).hasSameBinaryContentAs(scratch.resolve("one.csv"));
    assertThat(Files.readAllLines(scratch.resolve("one.csv")))
        .hasSize(2000 * SOFTPROB.rows().size());
  }

  @Test
  void asJsonLinesEachKindHasItsKey() throws IOException {
    String row = "nan,nan,nan,nan\n";

    assertThat(score(SOFTPROB, row, "--format=jsonl"))
        .isEqualTo(
            "{\"prediction\":[0.4122953712940216,0.34739649295806885,0.24030807614326477]}\n");
    assertThat(score(SOFTPROB, row, "--format=jsonl", "--kind=leaf"))
        .isEqualTo("{\"leaf\":[4,3,3,3,3,3]}\n");
    assertThat(score(SOFTPROB, row, "--format=jsonl", "--kind=label")).isEqualTo("{\"label\":0}\n");
    OracleRows one = OracleRows.of("aft-3.4.1.ubj");
    assertThat(score(one, one.delimited(","), "--format=jsonl", "--kind=margin").lines())
        .first()
        .asString()
        .startsWith("{\"margin\":")
        .doesNotContain("[");
  }

  @Test
  void labelsAreTheClassesNames() throws IOException {
    TestWorld world = TestWorld.of(scratch, "5.1,3.5,1.4,0.2\n6.3,3.3,6.0,2.5\n", false);
    Path iris = Path.of("model").toAbsolutePath();

    assertThat(world.run("score", "--model=" + iris, "--kind=label")).isZero();
    assertThat(world.printed()).isEqualTo("setosa\nvirginica\n");
  }

  @Test
  void categoriesAreTakenByNameAndByCode() throws IOException {
    OracleRows oracle = OracleRows.of("names-3.4.1.ubj");
    Model model = Model.read("m", Files.readAllBytes(oracle.file()));
    List<String> colours = model.categories(0);
    List<String> places = model.categories(2);
    List<Integer> known =
        IntStream.range(0, oracle.rows().size())
            .filter(
                i ->
                    code(oracle.rows().get(i).get(0), colours)
                        && code(oracle.rows().get(i).get(2), places))
            .boxed()
            .toList();
    String file =
        "place;size;colour\n"
            + known.stream()
                .map(oracle.rows()::get)
                .map(r -> name(r.get(2), places) + ";" + r.get(1) + ";" + name(r.get(0), colours))
                .collect(Collectors.joining("\n"));

    assertThat(known).hasSizeGreaterThan(5);
    assertThat(OracleRows.read(score(oracle, file)))
        .isEqualTo(known.stream().map(oracle.predictions()::get).toList());
  }

  /// The model knows a colour named 1.0, with another code.
  @Test
  void aNumberThatIsBothACodeAndAnotherCodesNameIsRefusedUntilItIsSaid() throws IOException {
    OracleRows oracle = OracleRows.of("names-3.4.1.ubj");
    write("t.csv", "colour,size,place\n1.0,0.5,a\n");
    TestWorld world = TestWorld.of(scratch);
    String[] command = {"score", "--model=" + oracle.file(), "--input=t.csv", "--bad-rows=empty"};

    assertThat(world.run(command)).isEqualTo(Treeline.FAILED);
    assertThat(world.complained())
        .contains("row 2, column 1 (colour): found 1.0, which is a code, and also the name of")
        .contains("--category-numbers");
    String file = Files.readString(scratch.resolve("t.csv"));
    assertThat(score(oracle, file, "--category-numbers=name"))
        .isEqualTo(score(oracle, file.replace("1.0,", "9,"), CODES));
    assertThat(score(oracle, file, CODES))
        .isEqualTo(score(oracle, file.replace("1.0,", "1,"), CODES));
  }

  @Test
  void aCategoryThatTheModelDoesNotKnowIsBadOrMissing() throws IOException {
    OracleRows oracle = OracleRows.of("names-3.4.1.ubj");
    String file = "colour,size,place\n,0.5,elsewhere\n";
    write("t.csv", file);
    TestWorld world = TestWorld.of(scratch);

    assertThat(world.run("score", "--model=" + oracle.file(), "--input=t.csv"))
        .isEqualTo(Treeline.FAILED);
    assertThat(world.complained())
        .contains(
            "row 2, column 3 (place): found the category \"elsewhere\", expected one of a, b, c");
    assertThat(score(oracle, file, "--unknown-category=missing"))
        .isEqualTo(score(oracle, file.replace("elsewhere", "")));
  }

  /// Without a header a line of categories looks like one.
  @Test
  void aFirstLineOfKnownCategoriesIsData() throws IOException {
    OracleRows oracle = OracleRows.of("names-3.4.1.ubj");
    Model model = Model.read("m", Files.readAllBytes(oracle.file()));
    String colour = '"' + model.categories(0).getFirst() + '"';

    assertThat(score(oracle, colour + ",,a\n" + colour + ",,b\n").lines()).hasSize(2);
    assertThat(score(oracle, "colour,size,place\n" + colour + ",,b\n").lines()).hasSize(1);
  }

  private static boolean code(String cell, List<String> names) {
    return cell.isEmpty() || IntStream.range(0, names.size()).anyMatch(c -> cell.equals(c + ".0"));
  }

  private static String name(String cell, List<String> names) {
    return cell.isEmpty() ? "" : '"' + names.get((int) Float.parseFloat(cell)) + '"';
  }

  @Test
  void anEmptyFileGivesAnEmptyAnswerAndANote() throws IOException {
    TestWorld world = TestWorld.of(scratch);

    assertThat(score(world, SOFTPROB, "t.csv", "")).isEmpty();
    assertThat(world.complained()).contains("t.csv: found no rows");
  }

  @Test
  void aBadRowLeavesNoFileBehind() throws IOException {
    write("t.csv", "1,2,3,4\n".repeat(10_000) + "1,2,x,4\n");
    Files.writeString(scratch.resolve("old.csv"), "old");
    TestWorld world = TestWorld.of(scratch);

    for (String output : List.of("new.csv", "old.csv")) {
      assertThat(
              world.run(
                  "score", "--model=" + SOFTPROB.file(), "--input=t.csv", "--output=" + output))
          .isEqualTo(Treeline.FAILED);
    }

    assertThat(scratch.resolve("old.csv")).hasContent("old");
    try (Stream<Path> files = Files.list(scratch)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("t.csv", "old.csv");
    }
  }

  @Test
  void badRowsGetEmptyLinesAndAreCounted() throws IOException {
    write("t.csv", "1,2,3,4\n1,2,x,4\n1,2,3\n1,2,3,4\n");
    TestWorld world = TestWorld.of(scratch);

    int status =
        world.run("score", "--model=" + SOFTPROB.file(), "--input=t.csv", "--bad-rows=empty");

    assertThat(status).isEqualTo(Treeline.FAILED);
    List<String> lines = world.printed().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).isNotEmpty().isEqualTo(lines.get(3));
    assertThat(lines.get(1)).isEmpty();
    assertThat(lines.get(2)).isEmpty();
    assertThat(world.complained())
        .contains("2 of 4 rows have no answer", "row 2, column 3 (f2): found \"x\"");
    TestWorld json = TestWorld.of(scratch);
    json.run(
        "score",
        "--model=" + SOFTPROB.file(),
        "--input=t.csv",
        "--bad-rows=empty",
        "--format=jsonl");
    assertThat(json.printed().lines().toList().get(2)).isEqualTo("{}");
  }

  @Test
  void aLinkIsFollowedAndKept() throws IOException {
    Files.writeString(scratch.resolve("real.csv"), "old");
    Files.createSymbolicLink(scratch.resolve("link.csv"), Path.of("real.csv"));
    write("t.csv", "1,2,3,4\n");

    run("score", "--input=t.csv", "--output=link.csv");

    assertThat(scratch.resolve("link.csv")).isSymbolicLink();
    assertThat(Files.readString(scratch.resolve("real.csv"))).contains(",");
  }

  @Test
  void aHeaderOfOtherNamesNamesNothingForAModelWithoutNames() throws IOException {
    TestWorld world = TestWorld.of(scratch);

    assertThat(
            OracleRows.read(score(world, SOFTPROB, "t.csv", "a,b,c,d\n" + SOFTPROB.delimited(","))))
        .isEqualTo(SOFTPROB.predictions());
    assertThat(world.complained())
        .contains("the model names no features: the columns are taken in the file's order");
  }

  @Test
  void whereAllIsWellNothingIsSaidBesideTheScores() throws IOException {
    TestWorld world = TestWorld.of(scratch);
    score(world, SOFTPROB, "t.csv", SOFTPROB.delimited(","));

    assertThat(world.complained()).isEmpty();
  }

  private void run(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, "--model=" + SOFTPROB.file()));
    arguments.addAll(List.of(more));
    TestWorld world = TestWorld.of(scratch);
    assertThat(world.run(arguments.toArray(String[]::new))).as(world.complained()).isZero();
  }

  private String score(OracleRows oracle, String csv, String... more) throws IOException {
    return score(TestWorld.of(scratch), oracle, "t.csv", csv, more);
  }

  private String score(TestWorld world, OracleRows oracle, String name, String file, String... more)
      throws IOException {
    write(name, file);
    List<String> arguments =
        new ArrayList<>(List.of("score", "--model=" + oracle.file(), "--input=" + name));
    arguments.addAll(List.of(more));
    assertThat(world.run(arguments.toArray(String[]::new))).as(world.complained()).isZero();
    return world.printed();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(scratch.resolve(name), text);
  }

  private static String array(List<String> row) {
    return row.stream().map(c -> or(c, "null")).collect(Collectors.joining(",", "[", "]"));
  }

  private static String or(String cell, String ifMissing) {
    return cell.isEmpty() ? ifMissing : cell;
  }
}
