package dev.treeline.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.capture.Capture.Counts;
import dev.treeline.settings.SettingsException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCaptureTest {
  @TempDir Path folder;
  private final TestWorld world = new TestWorld("http://127.0.0.1:1");

  private Capture open() {
    return Captures.open(
        Examples.settings(
            "TREELINE_CAPTURE_FOLDER", folder.toString(), "TREELINE_ENDPOINT", "iris"),
        world.surroundings());
  }

  /// Waits until every line so far is written or dropped.
  private static void written(Capture capture) throws InterruptedException {
    for (int i = 0; i < 1000 && capture.counts().waiting() > 0; i++) {
      Thread.sleep(10);
    }
    assertThat(capture.counts().waiting()).isZero();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  private static CaptureLine at(String time) {
    CaptureLine line = Examples.line(1);
    return new CaptureLine(
        line.input(), line.output(), time, null, List.of(), Instant.parse(time), line.answered());
  }

  @Test
  void aLineIsInItsFileMillisecondsLater() throws Exception {
    try (Capture capture = open()) {
      capture.accept(at("2026-02-19T01:34:30.683Z"));
      written(capture);
      assertThat(files())
          .singleElement()
          .asString()
          .matches(
              "iris/AllTraffic/2026/02/19/01/34-30-683-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}"
                  + "-[89ab][0-9a-f]{3}-[0-9a-f]{12}\\.jsonl");
      assertThat(folder.resolve(files().getFirst()))
          .hasBinaryContent(at("2026-02-19T01:34:30.683Z").write());
      assertThat(capture.counts()).isEqualTo(new Counts(1, 1, 0));
    }
  }

  @Test
  void oneFileServesItsHourAndStragglersFindTheirs() throws IOException {
    try (Capture capture = open()) {
      for (String time :
          List.of(
              "2026-02-19T01:59:59.900Z",
              "2026-02-19T02:00:00.100Z",
              "2026-02-19T01:59:59.950Z",
              "2026-02-19T02:30:00Z",
              "2026-02-19T03:00:00Z")) {
        capture.accept(at(time));
      }
    }
    assertThat(files())
        .extracting(file -> file.substring(0, file.lastIndexOf('/') + 10))
        .containsExactly(
            "iris/AllTraffic/2026/02/19/01/59-59-900",
            "iris/AllTraffic/2026/02/19/02/00-00-100",
            "iris/AllTraffic/2026/02/19/03/00-00-000");
    assertThat(Files.readAllLines(folder.resolve(files().getFirst()))).hasSize(2);
  }

  @Test
  void aSecondProcessWritesFilesOfItsOwn() throws IOException {
    Ledger ledger = new Ledger(Examples.settings(), world.surroundings().clock(), world.out::add);
    try (Capture one = open();
        Capture two =
            FolderCapture.start(
                new HourFiles(folder.resolve("iris/AllTraffic"), false, new Random(7), 1 << 20),
                false,
                new Lines(ledger, 10_000),
                ledger)) {
      one.accept(at("2026-02-19T01:00:00Z"));
      two.accept(at("2026-02-19T01:00:00Z"));
    }
    assertThat(files()).hasSize(2);
  }

  @Test
  void manyThreadsWriteWholeLines() throws Exception {
    try (Capture capture = open();
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      CompletableFuture.allOf(
              IntStream.range(0, 500)
                  .mapToObj(
                      i ->
                          CompletableFuture.runAsync(
                              () -> capture.accept(Examples.line(i)), threads))
                  .toArray(CompletableFuture[]::new))
          .join();
      written(capture);
      assertThat(capture.counts()).isEqualTo(new Counts(500, 500, 0));
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String file : files()) {
      all.writeBytes(Files.readAllBytes(folder.resolve(file)));
    }
    List<CaptureLine> lines = new ArrayList<>();
    CaptureFile.read(
        new ByteArrayInputStream(all.toByteArray()),
        "all",
        lines::add,
        problem -> {
          throw new AssertionError(problem.toString());
        });
    assertThat(lines)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 500).mapToObj(Examples::line).toList());
  }

  @Test
  void aFolderThatCannotBeWrittenDropsCountsAndTells() throws Exception {
    try (Capture capture = open()) {
      Files.delete(folder.resolve("iris/AllTraffic"));
      Files.delete(folder.resolve("iris"));
      Files.writeString(folder.resolve("iris"), "a file where the endpoint's folder should be");
      capture.accept(Examples.line(1));
      written(capture);
      assertThat(capture.counts()).isEqualTo(new Counts(1, 0, 1));
      Files.delete(folder.resolve("iris"));
      capture.accept(Examples.line(2));
      written(capture);
      assertThat(capture.counts()).isEqualTo(new Counts(2, 1, 1));
    }
    assertThat(world.metrics()).hasSize(1);
  }

  @Test
  void aFolderDeletedWhileRunningIsMadeAgainAndLaterLinesAreInIt() throws Exception {
    try (Capture capture = open()) {
      capture.accept(Examples.line(1));
      written(capture);
      try (Stream<Path> paths = Files.walk(folder.resolve("iris"))) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
      capture.accept(Examples.line(2));
      capture.accept(Examples.line(3));
      written(capture);
      assertThat(capture.counts()).isEqualTo(new Counts(3, 3, 0));
    }
    assertThat(Files.readAllLines(folder.resolve(files().getFirst())))
        .extracting(line -> CaptureLine.read(Examples.utf8(line)).eventId())
        .containsExactly("event-2", "event-3");
    assertThat(files()).hasSize(1);
  }

  @Test
  void anInterruptedThreadCostsNoLine() throws Exception {
    try (Capture capture = open()) {
      capture.accept(Examples.line(1));
      Thread.currentThread().interrupt();
      capture.accept(Examples.line(2));
      assertThat(Thread.interrupted()).isTrue();
      capture.accept(Examples.line(3));
      written(capture);
      assertThat(capture.counts()).isEqualTo(new Counts(3, 3, 0));
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String file : files()) {
      all.writeBytes(Files.readAllBytes(folder.resolve(file)));
    }
    assertThat(all.toString(StandardCharsets.UTF_8).lines())
        .extracting(line -> CaptureLine.read(Examples.utf8(line)).eventId())
        .containsExactly("event-1", "event-2", "event-3");
  }

  @Test
  void linesAfterTheEndAreDropped() {
    Capture capture = open();
    capture.close();
    capture.accept(Examples.line(1));
    assertThat(capture.counts()).isEqualTo(new Counts(1, 0, 1));
  }

  @Test
  void aFolderThatCannotBeWrittenAtTheStartStopsItAndIsNamed() throws Exception {
    Files.writeString(folder.resolve("iris"), "a file where the endpoint's folder should be");
    assertThatThrownBy(this::open)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("TREELINE_CAPTURE_FOLDER: found '" + folder + "'")
        .hasMessageContaining("expected a folder that can be written");
  }

  @Test
  void theProbeOfTheFolderLeavesNoFile() throws Exception {
    try (Capture _ = open()) {
      assertThat(files()).isEmpty();
    }
  }

  @Test
  void aDiskThatIsFullGathersNoEmptyFiles() throws Exception {
    Path hour = folder.resolve("full/2026/02/19/01");
    Files.createDirectories(hour);
    HourFiles.Dated line =
        new HourFiles.Dated(Instant.parse("2026-02-19T01:00:00Z"), Examples.utf8("x\n"));
    // The same seed makes the same name, so that a file that is always full can stand there.
    try (HourFiles same = new HourFiles(folder.resolve("other"), false, new Random(7), 1 << 20)) {
      same.append(List.of(line));
    }
    String name = Path.of(files().getFirst()).getFileName().toString();
    Files.createSymbolicLink(hour.resolve(name), Path.of("/dev/full"));
    try (HourFiles full = new HourFiles(folder.resolve("full"), false, new Random(7), 1 << 20)) {
      assertThatThrownBy(() -> full.append(List.of(line))).isInstanceOf(IOException.class);
      assertThat(hour).isEmptyDirectory();
      full.append(List.of(line));
      assertThat(hour).isNotEmptyDirectory();
    }
  }

  @Test
  void aLineThatComesAfterTheEndIsToldAtOnce() {
    Capture capture = open();
    capture.close();
    assertThat(world.metrics()).isEmpty();
    capture.accept(Examples.line(1));
    assertThat(world.metrics()).singleElement().asString().contains("\"reason\":\"closed\"");
  }
}
