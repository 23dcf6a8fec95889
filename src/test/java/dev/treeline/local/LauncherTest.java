package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the real launcher in a small project of its own, so that it never builds this one.
class LauncherTest {
  private static final Path HERE = Path.of("").toAbsolutePath();

  @TempDir Path scratch;
  private Path project;
  private Path elsewhere;

  @BeforeEach
  void copyTheLauncher() throws IOException {
    project = Files.createDirectories(scratch.resolve("a project"));
    elsewhere = Files.createDirectories(scratch.resolve("some where"));
    Path launcher = project.resolve("treeline");
    Files.copy(HERE.resolve("treeline"), launcher);
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Files.createDirectories(project.resolve("src/main"));
    Files.createDirectories(project.resolve("target"));
    Files.createSymbolicLink(project.resolve("target/classes"), HERE.resolve("target/classes"));
    Files.createFile(project.resolve("pom.xml"));
    Files.writeString(project.resolve("target/classpath"), System.getProperty("java.class.path"));
    for (String source : new String[] {"pom.xml", "src/main"}) {
      Files.setLastModifiedTime(project.resolve(source), FileTime.from(Instant.EPOCH));
    }
  }

  /// Else the folder's owner warns that it did not follow the link out of the folder.
  @AfterEach
  void unlinkTheClasses() throws IOException {
    Files.delete(project.resolve("target/classes"));
  }

  @Test
  void worksThroughASymbolicLinkFromAnyFolderWithSpaces() throws Exception {
    Path link =
        Files.createSymbolicLink(elsewhere.resolve("tree line"), project.resolve("treeline"));

    Run run = run(link, Map.of(), "--help");

    assertThat(run.text()).contains("Usage: treeline", "serve", "train", "baseline", "monitor");
    assertThat(run.text()).doesNotContain("building");
    assertThat(run.status()).isZero();
  }

  @Test
  void buildsWhenASourceIsNewerAndSaysSo() throws Exception {
    Path maven = elsewhere.resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\necho \"maven was asked: $*\"\n");
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    Files.setLastModifiedTime(
        project.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(3600)));

    Run run =
        run(
            project.resolve("treeline"),
            Map.of("PATH", elsewhere + ":" + System.getenv("PATH")),
            "--help");

    assertThat(run.text())
        .contains("treeline: building", "maven was asked:", "process-classes", "Usage: treeline");
    assertThat(run.status()).isZero();
  }

  @Test
  void withoutTheJdkSaysInOneSentenceHowToGetOne() throws Exception {
    Path launcher = project.resolve("treeline");
    String script = Files.readString(launcher);
    assertThat(script).contains("\nwanted=25\n");
    Files.writeString(launcher, script.replace("\nwanted=25\n", "\nwanted=99\n"));

    Run run = run(launcher, Map.of(), "--help");

    assertThat(run.text().lines()).hasSize(1);
    assertThat(run.text()).contains("no JDK 99", "install", "JAVA_HOME");
    assertThat(run.status()).isEqualTo(1);
  }

  private record Run(int status, String text) {}

  private Run run(Path launcher, Map<String, String> environment, String... arguments)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString());
    builder.command().addAll(java.util.List.of(arguments));
    builder.directory(elsewhere.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), text);
  }
}
