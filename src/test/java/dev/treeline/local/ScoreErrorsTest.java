package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `treeline score` says of files that it cannot score.
class ScoreErrorsTest {
  private static final Path ORACLE = Path.of("src/test/resources/forest/oracle").toAbsolutePath();
  private static final Path GOLDEN = Path.of("src/test/resources/local/score-errors.txt");

  @TempDir Path scratch;

  private final StringBuilder said = new StringBuilder();

  /// Write the file anew with `mvn test -Dtest=ScoreErrorsTest -Dgolden=write`.
  @Test
  void theErrorsAreTheGoldenOnes() throws IOException {
    file("a text in a numeric cell", "t.csv", "1,2,3,4\n1,2,red,4\n");
    file("one value too many", "t.csv", "7,1,2,3,4\n");
    file("one value too few", "t.csv", "1,2,3,4\n1,2,3\n");
    file("a header without two of the features", "t.csv", "f0,x,f3\n1,2,3\n");
    file("a header that names a feature twice", "t.csv", "f0,f1,f2,f3,f0\n1,2,3,4,5\n");
    file("a line shorter than the header", "t.csv", "f0,f1,f2,f3\n1,2,3\n");
    file("a quote that is never closed", "t.csv", "1,2,3,\"4\n");
    file("an object without two of the features", "t.jsonl", "{\"f0\":1,\"f3\":1}\n");
    file("an array that is too short", "t.jsonl", "[1,2,3,4]\n[1,2]\n");
    file("no JSON", "t.jsonl", "1,2,3,4\n");
    file("a broken document", "t.jsonl", "[1,2,3,4]\n[1,2,\n");
    file("an index beyond the features", "t.libsvm", "0:1 4:1\n");
    file("an index below 0", "t.libsvm", "1 -1:1\n");
    file("an index twice", "t.libsvm", "1 0:1 2:7 0:1\n");
    file("a text in libsvm", "t.libsvm", "0:1\n1 2:red\n");
    file("text as libsvm that is CSV", "t.libsvm", "a:1,b:2\n");
    said("no such file", "softprob-3.4.1.ubj", "--input=nowhere.csv");
    said("a folder that is not there", "softprob-3.4.1.ubj", "--input=t.csv", "--output=no/t.csv");
    said("labels of a regression", "aft-3.4.1.ubj", "--kind=label");
    said("leaves of a model without trees", "gblinear-3.4.1.ubj", "--kind=leaf");
    said("an unknown kind", "softprob-3.4.1.ubj", "--kind=odds");
    said("no threads", "softprob-3.4.1.ubj", "--threads=0");
    said("an unknown base", "softprob-3.4.1.ubj", "--index-base=2");
    said("an unknown number of rounds", "softprob-3.4.1.ubj", "--rounds=few");
    said(
        "a pipe that would be read twice",
        "softprob-3.4.1.ubj",
        "--input=-",
        "--input-format=libsvm",
        "--index-base=auto");
    said("both headers", "softprob-3.4.1.ubj", "--header", "--no-header");
    Files.createDirectories(scratch.resolve("folds"));
    for (int fold = 0; fold < 2; fold++) {
      Path model = ORACLE.resolve("softprob-3.4.1.ubj");
      Files.copy(model, scratch.resolve("folds/xgboost-model-" + fold));
    }
    String folds = scratch.resolve("folds").toString();
    said("margins of several models", folds, "--input=t.csv", "--kind=margin");
    said("leaves of several models", folds, "--input=t.csv", "--kind=leaf");
    said("a pickle", "pickled-2-0.90.pkl", "--input=t.csv");
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(GOLDEN, said);
    }
    assertThat(said.toString()).isEqualTo(Files.readString(GOLDEN, StandardCharsets.UTF_8));
  }

  private void file(String title, String name, String text) throws IOException {
    Files.writeString(scratch.resolve(name), text);
    said(title, "softprob-3.4.1.ubj", "--input=" + name);
  }

  /// Notes the status and the first line.
  private void said(String title, String model, String... more) {
    TestWorld world = TestWorld.of(scratch);
    String[] arguments = new String[2 + more.length];
    arguments[0] = "score";
    arguments[1] = "--model=" + ORACLE.resolve(model);
    System.arraycopy(more, 0, arguments, 2, more.length);
    int status = world.run(arguments);
    said.append(title).append(": ").append(status).append('\n');
    world
        .complained()
        .replace(scratch.toString(), "FOLDER")
        .lines()
        .limit(1)
        .forEach(line -> said.append("  ").append(line).append('\n'));
  }
}
