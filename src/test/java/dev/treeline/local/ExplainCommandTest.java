package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.treeline.forest.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files of rows to attributions: those that libxgboost gave.
class ExplainCommandTest {
  private static final Path ORACLE = Path.of("src/test/resources/forest/oracle").toAbsolutePath();

  @TempDir Path scratch;

  /// Each line of the expectation: row | contributions | approximate ones | interactions.
  @ParameterizedTest
  @CsvSource({
    "softprob-3.4.1.ubj, 1, --threads=1",
    "softprob-3.4.1.ubj, 2, --approximate",
    "softprob-3.4.1.ubj, 3, --interactions",
    "names-3.4.1.ubj, 1, --threads=3",
    "sets-3.4.1.ubj, 3, --interactions",
    "gblinear-3.4.1.ubj, 1, --threads=1",
  })
  void attributionsAreThoseThatLibxgboostGave(String model, int block, String option)
      throws IOException {
    List<String> expected = blocks(model, block);
    List<String> lines = explain(model, rows(model), option, "--no-header").lines().toList();

    assertThat(lines).hasSize(expected.size() + 1);
    assertThat(lines.getFirst()).contains("bias");
    for (int i = 0; i < expected.size(); i++) {
      double[] found = numbers(lines.get(i + 1), ",");
      double[] truth = numbers(expected.get(i), " ");
      double scale = Math.max(1, Arrays.stream(truth).map(Math::abs).max().orElse(0));
      assertThat(found).hasSameSizeAs(truth);
      for (int k = 0; k < truth.length; k++) {
        assertThat(Math.abs(found[k] - truth[k])).as(expected.get(i)).isLessThan(1e-5 * scale);
      }
    }
  }

  @Test
  void theHeadingNamesClassesAndFeatures() throws IOException {
    String iris = Path.of("model").toAbsolutePath().toString();
    write("5.1,3.5,1.4,0.2\n");

    assertThat(run(iris).lines().findFirst())
        .hasValueSatisfying(
            names ->
                assertThat(names.split(",", -1))
                    .hasSize(15)
                    .startsWith("setosa:sepal_length", "setosa:sepal_width")
                    .contains("setosa:bias", "versicolor:petal_width")
                    .endsWith("virginica:bias"));
    assertThat(run(iris, "--interactions").lines().findFirst())
        .hasValueSatisfying(
            names ->
                assertThat(names.split(",", -1))
                    .hasSize(75)
                    .startsWith("setosa:sepal_length*sepal_length")
                    .endsWith("virginica:bias*bias"));
  }

  @Test
  void jsonLinesHoldTheSameByNameAClassEach() throws IOException {
    String iris = Path.of("model").toAbsolutePath().toString();
    write("5.1,3.5,1.4,0.2\n6.3,3.3,6.0,2.5\n");
    List<String> csv = run(iris).lines().toList();
    List<String> lines = run(iris, "--format=jsonl").lines().toList();

    assertThat(lines).hasSize(2);
    JsonNode second = new JsonMapper().readTree(lines.get(1));
    assertThat(second.findValuesAsText("class"))
        .containsExactly("setosa", "versicolor", "virginica");
    double[] numbers = numbers(csv.get(2), ",");
    assertThat(second.path(2).path("bias").doubleValue()).isEqualTo(numbers[14]);
    assertThat(second.path(1).path("contributions").path("petal_length").doubleValue())
        .isEqualTo(numbers[7]);
    JsonNode pairs =
        new JsonMapper()
            .readTree(
                run(iris, "--format=jsonl", "--interactions").lines().findFirst().orElseThrow());
    assertThat(pairs.path(0).path("interactions")).hasSize(5).allMatch(row -> row.size() == 5);
  }

  @Test
  void aModelOfOneGroupIsOneObject() throws IOException {
    String line =
        explain("names-3.4.1.ubj", "colour,place,size\n,a,0.5\n", "--format=jsonl").strip();
    JsonNode row = new JsonMapper().readTree(line);

    assertThat(row.path("bias").isNumber()).isTrue();
    List<String> names = new ArrayList<>();
    row.path("contributions").fieldNames().forEachRemaining(names::add);
    assertThat(names).containsExactly("colour", "size", "place");
  }

  @Test
  void whatAModelCannotBeAskedIsOneSentence() throws IOException {
    write("1,2,3,4\n");
    TestWorld world = TestWorld.of(scratch);

    int status =
        world.run(
            "explain",
            "--model=" + ORACLE.resolve("vector-softprob-3.4.1.ubj"),
            "--input=t.csv",
            "--approximate");

    assertThat(status).isEqualTo(Treeline.FAILED);
    assertThat(world.complained().lines()).hasSize(1);
    assertThat(world.complained()).startsWith("treeline: --approximate: ");
  }

  private String explain(String model, String file, String... more) throws IOException {
    write(file);
    return run(ORACLE.resolve(model).toString(), more);
  }

  private String run(String model, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("explain", "--model=" + model, "--input=t.csv", "--category-numbers=code"));
    arguments.addAll(List.of(more));
    TestWorld world = TestWorld.of(scratch);
    assertThat(world.run(arguments.toArray(String[]::new))).as(world.complained()).isZero();
    return world.printed();
  }

  private void write(String text) throws IOException {
    Files.writeString(scratch.resolve("t.csv"), text);
  }

  private static String rows(String model) {
    return blocks(model, 0).stream()
        .map(
            row ->
                Arrays.stream(row.split(" ", -1))
                    .map(OracleRows::cell)
                    .collect(Collectors.joining(",")))
        .collect(Collectors.joining("\n"));
  }

  private static List<String> blocks(String model, int block) {
    String file = model.substring(0, model.lastIndexOf('.')) + ".shap.txt";
    return Fixtures.lines("oracle/" + file).stream()
        .skip(1)
        .map(line -> line.split("\\|", -1)[block].strip())
        .toList();
  }

  private static double[] numbers(String line, String delimiter) {
    return Arrays.stream(line.split(delimiter, -1)).mapToDouble(Double::parseDouble).toArray();
  }
}
