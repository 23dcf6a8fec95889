package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.project.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewCommandTest {
  private static final String MODEL = Path.of("model").toAbsolutePath().toString();

  @TempDir Path folder;

  @BeforeEach
  void release() throws IOException {
    Path sums = folder.resolve("releases/v0.9.0/SHA256SUMS");
    Files.createDirectories(sums.getParent());
    Files.writeString(sums, "0".repeat(64) + "  treeline-function-0.9.0.zip\n");
  }

  private TestWorld run(int expected, String... args) {
    TestWorld world = TestWorld.of(folder);
    assertThat(world.run(args)).as(world.complained()).isEqualTo(expected);
    return world;
  }

  @Test
  void projectHoldsThePackageAndIsPinned() throws IOException {
    run(Treeline.DONE, "new", "churn", "--model", MODEL, "--from=releases", "--release=0.9.0");

    Path project = folder.resolve("churn");
    try (Stream<Path> files = Files.walk(project)) {
      List<String> names =
          files.filter(Files::isRegularFile).map(f -> project.relativize(f).toString()).toList();
      assertThat(names)
          .contains(
              "template.yaml",
              "samconfig.toml",
              "README.md",
              "treeline",
              "events/request.json",
              "model/model.ubj",
              "model/profile.json",
              "model/golden.jsonl")
          .noneMatch(name -> name.contains("{{"));
    }
    assertThat(project.resolve("treeline")).isExecutable();
    assertThat(Files.readString(project.resolve("treeline")))
        // printf '%064d  treeline-function-0.9.0.zip\n' 0 | sha256sum
        .contains("release=0.9.0@" + digest())
        .contains(":-" + folder.toAbsolutePath().resolve("releases") + "}");
    assertThat(Files.readString(project.resolve("template.yaml")))
        .contains("EndpointName: churn")
        .doesNotContain("{{");
    assertThat(Files.readString(project.resolve("README.md"))).doesNotContain("{{");
    assertThat(Files.readString(project.resolve("events/request.json")))
        .isEqualTo("{\"inputs\": [[6.4,2.8,5.6,2.2]]}\n");
  }

  private String digest() throws IOException {
    byte[] sums = Files.readAllBytes(folder.resolve("releases/v0.9.0/SHA256SUMS"));
    return Release.of("/r", "0.9.0", sums).digest();
  }

  @Test
  void folderThatIsThereIsLeftAlone() throws IOException {
    Files.createDirectory(folder.resolve("churn"));
    TestWorld world = run(Treeline.FAILED, "new", "churn", "--model", MODEL, "--from=releases");
    assertThat(world.complained()).contains("exists already, expected a new folder");
    assertThat(folder.resolve("churn")).isEmptyDirectory();
  }

  @Test
  void whatIsMissingIsNamedBeforeAnythingIsWritten() {
    assertThat(run(Treeline.MISUSED, "new", "a b", "--model", MODEL).complained())
        .contains("NAME: found \"a b\", expected up to 63 letters, digits and hyphens");
    assertThat(run(Treeline.MISUSED, "new", "churn", "--model", MODEL).complained())
        .contains("--from: found none, expected where releases are");
    assertThat(run(Treeline.FAILED, "new", "churn", "--model=none").complained())
        .contains("found nothing, expected a model file or a model package");
    assertThat(run(Treeline.MISUSED, "new", "churn").complained())
        .contains("--model: found none, nor ")
        .contains("expected a model file, or a package of `import`");
    assertThat(
            run(Treeline.FAILED, "new", "churn", "--model", MODEL, "--from=r", "--release=1")
                .complained())
        .contains("v1/SHA256SUMS: cannot be read, expected a release");
    assertThat(folder.resolve("churn")).doesNotExist();
  }
}
