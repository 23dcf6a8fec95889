package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreelineTest {
  @TempDir Path scratch;

  /// Write the file anew with `mvn test -Dtest=TreelineTest -Dgolden=write`.
  @Test
  void theHelpTextIsTheGoldenOne() throws Exception {
    StringBuilder help = new StringBuilder();
    for (String command :
        new String[] {"", "serve", "train", "baseline", "monitor", "accept", "score", "explain"}) {
      TestWorld world = TestWorld.of(scratch);
      int status = command.isEmpty() ? world.run("--help") : world.run("help", command);
      assertThat(status).as(world.complained()).isZero();
      help.append(world.printed()).append('\n');
    }
    Path golden = Path.of("src/test/resources/local/help.txt");
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, help);
    }
    assertThat(help.toString()).isEqualTo(Files.readString(golden, StandardCharsets.UTF_8));
  }

  @Test
  void withoutACommandSaysWhichThereAre() {
    TestWorld world = TestWorld.of(scratch);

    assertThat(world.run()).isEqualTo(Treeline.MISUSED);
    assertThat(world.complained()).contains("serve", "train", "baseline", "monitor");
    assertThat(world.printed()).isEmpty();
  }

  @Test
  void aMistypedCommandIsCorrected() {
    TestWorld world = TestWorld.of(scratch);

    assertThat(world.run("monitr")).isEqualTo(Treeline.MISUSED);
    assertThat(world.complained()).contains("Did you mean: treeline monitor");
  }

  @Test
  void aMissingTableIsOneSentence() {
    TestWorld world = TestWorld.of(scratch);

    assertThat(world.run("train", "--data", "nowhere.csv", "--label", "y"))
        .isEqualTo(Treeline.FAILED);
    assertThat(world.complained().lines()).hasSize(1);
    assertThat(world.complained()).contains("nowhere.csv: no such file");
  }
}
