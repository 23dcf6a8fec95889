package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.OnX86;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyCommandTest {
  private static final Path ORACLE = Path.of("src/test/resources/forest/oracle").toAbsolutePath();

  @TempDir Path scratch;

  /// All that xgboost4j 3.0.4 loads, from the oldest on; those of 3.1 and later have a list as
  /// base_score, which it misreads and is therefore told.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "softprob-0.90.bin",
        "poisson-0.90.bin",
        "forest-2.1.4.ubj",
        "sets-3.0.5.ubj",
        "softprob-3.1.3.ubj",
        "logistic-base-3.4.1.ubj",
        "targets-3.2.0.ubj"
      })
  void modelsOfEveryVersionGiveTheBitsOfXgboost4j(String file) {
    assertNoneDiffers(file);
  }

  /// Their sums are of products, whose last digit is another one in the libxgboost of arm64; ours
  /// are those of x86-64 everywhere.
  @ParameterizedTest
  @ValueSource(strings = {"gblinear-1.3.3.json", "dart-softprob-1.7.6.ubj"})
  @OnX86
  void modelsWhoseSumsAreOfProductsGiveTheBitsOfX86(String file) {
    assertNoneDiffers(file);
  }

  private void assertNoneDiffers(String file) {
    TestWorld world = TestWorld.of(scratch);

    int status = world.run("verify", "--model", ORACLE.resolve(file).toString(), "--generate=300");

    assertThat(status).as(world.printed() + world.complained()).isEqualTo(Treeline.DONE);
    assertThat(world.printed())
        .containsPattern(": 0 of [0-9]+ values differ from xgboost4j on 300 rows");
  }

  @Test
  void theRowsOfATableAreTakenByName() throws IOException {
    TestWorld world = TestWorld.of(scratch);
    Path iris = Path.of("examples/iris/iris.csv").toAbsolutePath();
    Path model = Path.of("model").toAbsolutePath();

    int status = world.run("verify", "--model=" + model, "--rows=" + iris);

    assertThat(status).as(world.complained()).isEqualTo(Treeline.DONE);
    assertThat(world.printed()).contains("0 of 900 values differ from xgboost4j on 150 rows");
  }

  @Test
  void aBitThatDiffersIsShownAndFails() throws IOException {
    Path copied = Files.createDirectory(scratch.resolve("copied"));
    for (String name : new String[] {"model.ubj", "schema.json"}) {
      Files.copy(Path.of("model").resolve(name), copied.resolve(name));
    }
    String golden = Files.readString(Path.of("model/golden.jsonl"), StandardCharsets.UTF_8);
    int margin = golden.indexOf("\"margins\":[\"") + 12;
    char last = golden.charAt(margin + 6);
    Files.writeString(
        copied.resolve("golden.jsonl"),
        golden.substring(0, margin + 6) + (last == '0' ? '1' : '0') + golden.substring(margin + 7));
    TestWorld world = TestWorld.of(scratch);

    assertThat(world.run("verify", "--model=copied", "--generate=10")).isEqualTo(Treeline.FAILED);
    assertThat(world.printed())
        .contains("1 of 150 values differ from golden.jsonl on 25 rows", "first: row 1, margins");
  }

  @Test
  void whatNobodyCanCompareFails() {
    TestWorld world = TestWorld.of(scratch);

    int status = world.run("verify", "--model=" + ORACLE.resolve("expectile-3.4.1.ubj"));

    assertThat(status).isEqualTo(Treeline.FAILED);
    assertThat(world.complained()).contains("xgboost4j cannot score it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "2000000000"})
  void thereMustBeRowsToGenerate(String count) {
    TestWorld world = TestWorld.of(scratch);
    assertThat(
            world.run(
                "verify", "--model=" + ORACLE.resolve("logistic-3.0.5.ubj"), "--generate=" + count))
        .isEqualTo(Treeline.MISUSED);
    assertThat(world.complained())
        .startsWith("treeline: --generate: found " + count + ", expected 1 to 1000000");
  }
}
