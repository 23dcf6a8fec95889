package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.forest.Bits;
import dev.treeline.forest.Fixtures;
import dev.treeline.forest.Model;
import dev.treeline.forest.OracleFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Models of other places, as their user brings them.
class ImportCommandTest {
  private static final Path FILES = Path.of("src/test/resources/local/sagemaker").toAbsolutePath();
  private static final Path ORACLE = Path.of("src/test/resources/forest/oracle").toAbsolutePath();

  @TempDir Path scratch;

  /// One a version and a kind: all protocols are the business of the pickle reader's own tests.
  static List<String> pickles() {
    List<String> seen = new ArrayList<>();
    return Fixtures.names("oracle").stream()
        .filter(name -> name.endsWith(".pkl"))
        .filter(
            name -> {
              String kind = name.replaceFirst("-[0-9]-", "-");
              return !seen.contains(kind) && seen.add(kind);
            })
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pickles")
  void aPickleScoresAsPythonDid(String file) {
    TestWorld world = TestWorld.of(scratch);

    int status = world.run("import", ORACLE.resolve(file).toString(), "--out=made", "--rounds=all");

    assertThat(status).as(world.complained()).isEqualTo(Treeline.DONE);
    Model model = Packages.load(world.world(), "made");
    float[] predictions = new float[model.outputs()];
    for (OracleFile.Line line : OracleFile.of(file).lines()) {
      model.predict(line.values(model.features()), predictions);
      assertThat(Bits.of(predictions)).isEqualTo(line.predictions());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2018.tar.gz    | binary:logistic of 7 features and 1 outputs, 6 trees
          abalone.tar.gz | reg:squarederror of 9 features and 1 outputs, 50 trees
          saved-booster  | multi:softprob of 4 features and 3 outputs, 60 trees
          pickled        | multi:softprob of 4 features and 3 outputs, 60 trees
          """)
  void sagemakersOwnFilesScoreTheSameBitsHereAsInXgboost(String file, String what) {
    TestWorld world = TestWorld.of(scratch);

    int status = world.run("import", FILES.resolve(file).toString(), "--out=made");

    assertThat(status).as(world.complained()).isEqualTo(Treeline.DONE);
    assertThat(world.complained()).contains(what, "25 rows score the same bits here as in xgboost");
    assertThat(scratch.resolve("made/golden.jsonl")).exists();
    assertThat(world.run("verify", "--model=made", "--generate=500")).isEqualTo(Treeline.DONE);
    assertThat(world.printed())
        .containsPattern("0 of [0-9]+ values differ from xgboost4j on 500 rows")
        .containsPattern("0 of [0-9]+ values differ from golden.jsonl on 25 rows");
  }

  @Test
  void theBestRoundOfAPickleIsScored() throws IOException {
    TestWorld world = TestWorld.of(scratch);
    Path early = ORACLE.resolve("early-0.90.bin");

    assertThat(world.run("import", early.toString(), "--out=best")).isEqualTo(Treeline.DONE);
    assertThat(world.run("import", early.toString(), "--out=all", "--rounds=all"))
        .isEqualTo(Treeline.DONE);
    assertThat(world.run("import", early.toString(), "--out=two", "--rounds=2"))
        .isEqualTo(Treeline.DONE);

    assertThat(Packages.load(world.world(), "best").trees()).isEqualTo(8);
    assertThat(Packages.load(world.world(), "all").trees()).isEqualTo(10);
    assertThat(Packages.load(world.world(), "two").trees()).isEqualTo(2);
    assertThat(Files.readString(scratch.resolve("two/schema.json"))).contains("\"rounds\" : \"2\"");
  }

  /// Python up to 1.7 keeps it beside the model, where libxgboost does not look.
  @ParameterizedTest
  @ValueSource(strings = {"", "best"})
  void aBestRoundThatOnlyThePickleKnowsIsScored(String asked) throws IOException {
    byte[] pickle = Files.readAllBytes(ORACLE.resolve("classifier-4-0.90.pkl"));
    String text = new String(pickle, StandardCharsets.ISO_8859_1);
    String best = text.replace("best_iteration\u0094K\1", "best_iteration\u0094K\0");
    assertThat(best).isNotEqualTo(text);
    Files.writeString(scratch.resolve("best.pkl"), best, StandardCharsets.ISO_8859_1);
    TestWorld world = TestWorld.of(scratch);

    int status =
        asked.isEmpty()
            ? world.run("import", "best.pkl", "--out=made")
            : world.run("import", "best.pkl", "--out=made", "--rounds=" + asked);

    assertThat(status).as(world.complained()).isEqualTo(Treeline.DONE);
    assertThat(world.complained()).contains("score the same bits here as in xgboost");
    assertThat(Files.readString(scratch.resolve("made/schema.json")))
        .contains("\"rounds\" : \"1\"");
  }

  @Test
  void severalModelsAnswerTogether() throws IOException {
    Path folder = Files.createDirectory(scratch.resolve("folds"));
    Files.copy(ORACLE.resolve("logistic-3.0.5.ubj"), folder.resolve("xgboost-model-0"));
    Files.copy(ORACLE.resolve("logistic-1.7.6.ubj"), folder.resolve("xgboost-model-1"));
    Files.writeString(folder.resolve("notes.txt"), "not a model");
    TestWorld world = TestWorld.of(scratch);

    int status = world.run("import", "folds", "--out=made");

    assertThat(status).as(world.complained()).isEqualTo(Treeline.DONE);
    assertThat(world.complained()).contains("notes.txt passed over", "2 models answer together");
    float[] row = OracleFile.of("logistic-3.0.5.ubj").lines().get(5).values(4);
    float[] together = new float[1];
    Packages.load(world.world(), "made").predict(row, together);
    assertThat(together[0]).isEqualTo((answer("0", row) + answer("1", row)) / 2);
  }

  private float answer(String fold, float[] row) throws IOException {
    Path file = scratch.resolve("folds/xgboost-model-" + fold);
    float[] predictions = new float[1];
    Model.read("fold", Files.readAllBytes(file)).predict(row, predictions);
    return predictions[0];
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"vector-3.4.1.ubj", "dart-3.3.0.ubj", "quantile-3.4.1.ubj", "expectile-3.3.0.ubj"})
  void whatXgboost4jCannotLoadComesWithoutGoldenRows(String file) {
    TestWorld world = TestWorld.of(scratch);

    int status = world.run("import", ORACLE.resolve(file).toString(), "--out=made");

    assertThat(status).as(world.complained()).isEqualTo(Treeline.DONE);
    assertThat(world.complained()).contains("no golden.jsonl, since xgboost4j cannot score it");
    assertThat(scratch.resolve("made/golden.jsonl")).doesNotExist();
  }

  @Test
  void anArchiveWithoutAModelSaysWhatIsInIt() throws IOException {
    Path folder = Files.createDirectory(scratch.resolve("empty"));
    Files.writeString(folder.resolve("notes.txt"), "not a model");
    Files.writeString(folder.resolve("more.txt"), "not a model");
    TestWorld world = TestWorld.of(scratch);

    assertThat(world.run("import", "empty", "--out=made")).isEqualTo(Treeline.FAILED);
    assertThat(world.complained()).contains("found no model among [more.txt, notes.txt]");
    assertThat(scratch.resolve("made")).doesNotExist();
  }

  @Test
  void aDamagedPickleIsRefusedWithItsPlace() throws IOException {
    byte[] pickle = Files.readAllBytes(ORACLE.resolve("pickled-2-0.90.pkl"));
    Files.write(scratch.resolve("cut.pkl"), Arrays.copyOf(pickle, 500));
    TestWorld world = TestWorld.of(scratch);

    assertThat(world.run("import", "cut.pkl", "--out=made")).isEqualTo(Treeline.FAILED);
    assertThat(world.complained()).contains("byte");
    assertThat(scratch.resolve("made")).doesNotExist();
  }

  @Test
  void anOlderPackageLeavesNeitherAModelNorItsGoldenRows() {
    TestWorld world = TestWorld.of(scratch);
    assertThat(world.run("import", "" + ORACLE.resolve("logistic-3.0.5.ubj"), "--out=made"))
        .isEqualTo(Treeline.DONE);

    int status = world.run("import", "" + ORACLE.resolve("pickled-2-0.90.pkl"), "--out=made");
    assertThat(status).as(world.complained()).isEqualTo(Treeline.DONE);
    assertThat(world.complained()).contains("deleted what the older package in it had: model.ubj");
    assertThat(Packages.load(world.world(), "made").trees()).isPositive();

    // xgboost4j gives no golden rows for this one: those of the older package must not stay.
    assertThat(world.run("import", "" + ORACLE.resolve("vector-3.4.1.ubj"), "--out=made"))
        .isEqualTo(Treeline.DONE);
    assertThat(scratch.resolve("made")).isDirectoryNotContaining("glob:**golden.jsonl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mine", "mine/xgboost-model"})
  void theFolderOfTheSourceIsNoPlaceForThePackage(String source) throws IOException {
    Path folder = Files.createDirectory(scratch.resolve("mine"));
    Files.copy(ORACLE.resolve("pickled-2-0.90.pkl"), folder.resolve("xgboost-model"));
    TestWorld world = TestWorld.of(scratch);

    assertThat(world.run("import", source, "--out=mine")).isEqualTo(Treeline.MISUSED);
    assertThat(world.complained()).contains("--out: found the folder of the source");
    assertThat(folder.resolve("xgboost-model"))
        .hasSameBinaryContentAs(ORACLE.resolve("pickled-2-0.90.pkl"));
  }

  @Test
  void theOrderOfMoreThanTenModelsStays() throws IOException {
    Path folder = Files.createDirectory(scratch.resolve("folds"));
    for (int i = 0; i < 11; i++) {
      String version = i == 2 ? "1.7.6" : "3.0.5";
      Files.copy(
          ORACLE.resolve("logistic-" + version + ".ubj"), folder.resolve("xgboost-model-" + i));
    }
    TestWorld world = TestWorld.of(scratch);

    assertThat(world.run("import", "folds", "--out=made")).isEqualTo(Treeline.DONE);

    // By name the third of the folds is the last: 0, 1, 10, 2 is the order that scores.
    assertThat(Files.size(scratch.resolve("made/xgboost-model-03")))
        .isNotEqualTo(Files.size(scratch.resolve("made/xgboost-model-02")));
    assertThat(scratch.resolve("made/xgboost-model-10")).exists();
  }

  @Test
  void aModelInAFolderBesideCodeAndParametersIsFound() throws Exception {
    Files.createDirectories(scratch.resolve("model"));
    Files.createDirectories(scratch.resolve("code"));
    Files.copy(ORACLE.resolve("logistic-3.0.5.ubj"), scratch.resolve("model/churn.ubj"));
    Files.writeString(scratch.resolve("model/hyperparameters.json"), "{\"eta\": \"0.1\"}");
    Files.writeString(scratch.resolve("code/inference.py"), "print()");
    Process tar =
        new ProcessBuilder("tar", "-czf", "all.tar.gz", "model", "code")
            .directory(scratch.toFile())
            .start();
    assertThat(tar.waitFor()).isZero();
    TestWorld world = TestWorld.of(scratch);

    int status = world.run("import", "all.tar.gz", "--out=made");

    assertThat(status).as(world.complained()).isEqualTo(Treeline.DONE);
    assertThat(world.complained())
        .contains("code/inference.py, model/hyperparameters.json passed over");
    assertThat(Packages.load(world.world(), "made").objective()).isEqualTo("binary:logistic");
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "-1, 2", "some, 2", "999999, 0"})
  void roundsAreANumberOrAWord(String rounds, int expected) {
    TestWorld world = TestWorld.of(scratch);
    String model = ORACLE.resolve("logistic-3.0.5.ubj").toString();

    int status = world.run("import", model, "--out=made", "--rounds=" + rounds);

    assertThat(status).as(world.complained()).isEqualTo(expected);
    assertThat(Files.exists(scratch.resolve("made/golden.jsonl"))).isEqualTo(expected == 0);
  }

  @Test
  void aFileIsNoPlaceForAPackage() throws IOException {
    Files.writeString(scratch.resolve("file"), "x");
    TestWorld world = TestWorld.of(scratch);
    String model = ORACLE.resolve("logistic-3.0.5.ubj").toString();

    assertThat(world.run("import", model, "--out=file/made")).isEqualTo(Treeline.FAILED);
    assertThat(world.complained())
        .isEqualTo(
            "treeline: %s: found a file, expected a folder to write into%n"
                .formatted(scratch.resolve("file")));
  }
}
