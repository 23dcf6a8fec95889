package dev.treeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.Capture.Counts;
import dev.treeline.capture.HourFiles.Dated;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Folder files: compressed, rolled, fast, and whole whenever the process dies.
class FolderCrashTest {
  @TempDir Path folder;
  private final TestWorld world = new TestWorld("http://127.0.0.1:1");

  private List<Path> files() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /// The ids of every line of every file; a bad line fails.
  private List<String> eventIds() throws IOException {
    List<String> ids = new ArrayList<>();
    for (Path file : files()) {
      try (InputStream in = Files.newInputStream(file)) {
        CaptureFile.read(
            in,
            file.toString(),
            line -> ids.add(line.eventId()),
            problem -> {
              throw new AssertionError(problem.toString());
            });
      }
    }
    return ids;
  }

  private Capture open(String... pairs) {
    List<String> all = new ArrayList<>(List.of("TREELINE_CAPTURE_FOLDER", folder.toString()));
    all.addAll(List.of(pairs));
    return Captures.open(Examples.settings(all.toArray(String[]::new)), world.surroundings());
  }

  @Test
  void compressedFilesAreReadableAtAnyMomentAndHoldEveryLine() throws Exception {
    Capture capture = open("TREELINE_CAPTURE_GZIP", "true");
    for (int i = 0; i < 1500; i++) {
      capture.accept(Examples.line(i));
      if (i % 500 == 0) {
        Thread.sleep(1100);
        assertThat(eventIds()).isNotEmpty().doesNotHaveDuplicates();
      }
    }
    capture.close();
    assertThat(capture.counts()).isEqualTo(new Counts(1500, 1500, 0));
    assertThat(files()).singleElement().asString().endsWith(".jsonl.gz");
    assertThat(eventIds()).hasSize(1500).doesNotHaveDuplicates();
    assertThat(Files.size(files().getFirst()))
        .isLessThan(1500L * Examples.line(1).write().length / 5);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFullFileIsFollowedByAnother(boolean gzip) throws Exception {
    try (HourFiles files = new HourFiles(folder, gzip, new Random(1), 2000)) {
      for (int i = 0; i < 60; i++) {
        files.append(List.of(new Dated(Examples.TIME, Examples.line(i).write())));
      }
    }
    assertThat(files()).hasSizeGreaterThan(5);
    for (Path file : files()) {
      assertThat(Files.size(file)).isLessThan(2500);
      assertThat(folder.relativize(file).toString()).startsWith("2022/04/18/00/21-48-000-");
    }
    assertThat(eventIds()).hasSize(60).doesNotHaveDuplicates();
  }

  /// What runs in the child: captures without end, and says now and then how far it is.
  public static final class Child {
    private Child() {}

    public static void main(String[] args) throws InterruptedException {
      Capture capture =
          Captures.open(
              Settings.from(System.getenv(), Path.of("."), Job.SCORE),
              new Surroundings(
                  InstantSource.system(),
                  new SecureRandom(),
                  new ProcessEndTest.FirehoseBuilders(),
                  Thread::sleep,
                  System.err::println));
      for (int i = 0; ; i++) {
        capture.accept(Examples.line(i));
        if (i % 100 == 0) {
          System.out.println(capture.counts().delivered());
          Thread.sleep(5);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"false, true", "true, true", "false, false"})
  void aProcessThatEndsInTheMiddleOfWritingLosesNoWrittenLineAndCorruptsNone(
      boolean gzip, boolean killed) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName());
    builder
        .environment()
        .putAll(
            Map.of(
                "TREELINE_CAPTURE",
                "folder",
                "TREELINE_CAPTURE_FOLDER",
                folder.toString(),
                "TREELINE_CAPTURE_GZIP",
                "" + gzip));
    Process child = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    long delivered = 0;
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      while (delivered < 5_000) {
        delivered = Long.parseLong(String.valueOf(out.readLine()));
      }
      if (killed) {
        child.toHandle().destroyForcibly();
      } else {
        child.toHandle().destroy();
        out.transferTo(java.io.Writer.nullWriter());
      }
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      child.destroyForcibly();
    }
    List<String> ids = eventIds();
    assertThat(ids.size()).isGreaterThanOrEqualTo((int) delivered);
    Set<String> all = new HashSet<>(ids);
    for (int i = 0; i < delivered; i++) {
      assertThat(all).contains("event-" + i);
    }
  }

  @Test
  void tenThousandLinesASecondAreFarFromTheLimitAndAcceptCostsMicroseconds() throws Exception {
    int lines = 100_000;
    Capture capture = open();
    for (int i = 0; i < 20_000; i++) {
      capture.accept(Examples.line(i));
    }
    long before = System.nanoTime();
    for (int i = 0; i < lines; i++) {
      capture.accept(Examples.line(i));
    }
    double micros = (System.nanoTime() - before) / 1000.0 / lines;
    capture.close();
    assertThat(capture.counts().dropped()).isZero();
    System.out.printf("folder: accept took %.2f µs a line%n", micros);
    assertThat(micros).isLessThan(200);
  }
}
