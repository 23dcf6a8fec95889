package dev.treeline.monitor;

import static dev.treeline.monitor.Traffic.FROM;
import static dev.treeline.monitor.Traffic.TO;
import static dev.treeline.monitor.Traffic.side;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.capture.CaptureLine;
import dev.treeline.capture.CaptureLine.Answered;
import dev.treeline.capture.CaptureLine.Encoding;
import dev.treeline.capture.CaptureLine.Extent;
import dev.treeline.capture.CaptureLine.Side;
import dev.treeline.drift.Profile;
import dev.treeline.drift.Statistics;
import dev.treeline.report.ProfileFile;
import dev.treeline.report.Report;
import dev.treeline.report.Run;
import dev.treeline.report.StatisticsFile;
import dev.treeline.report.Window;
import dev.treeline.sketch.CellCounts;
import dev.treeline.store.FolderStore;
import dev.treeline.store.Store;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is read of a window is a matter of its lines alone.
class CaptureWindowTest {
  private static final String HOUR = "toys/AllTraffic/2026/01/31/10/";
  private static final long SEED = 20_261_123;

  @TempDir Path root;
  private Traffic traffic;
  private Profile profile;

  @BeforeEach
  void makeBaseline() throws IOException {
    traffic = new Traffic(root);
    traffic.writeBaseline();
    profile = ProfileFile.read(Files.readString(root.resolve("baseline/profile.json")));
  }

  /// What a reading asks of a store.
  private interface ReadStore extends Store {
    @Override
    default void put(String key, byte[] bytes, String contentType) {
      throw new UnsupportedOperationException("put " + key);
    }

    @Override
    default Optional<Text> read(String key) {
      return Optional.empty();
    }

    @Override
    default boolean create(String key, String text) {
      return false;
    }

    @Override
    default boolean replace(String key, Text read, String text) {
      return false;
    }
  }

  /// Files in memory, listed as they were put.
  private record Memory(Map<String, byte[]> files) implements ReadStore {
    @Override
    public Stream<Entry> list(String prefix) {
      return files.entrySet().stream()
          .filter(f -> f.getKey().startsWith(prefix))
          .map(f -> new Entry(f.getKey(), f.getValue().length));
    }

    @Override
    public InputStream open(String key) {
      byte[] bytes = files.get(key);
      return new ByteArrayInputStream(bytes == null ? new byte[0] : bytes);
    }

    @Override
    public void put(String key, byte[] bytes, String contentType) {
      files.put(key, bytes);
    }
  }

  /// The same files, of which none can be opened.
  private record Failing(Store store) implements ReadStore {
    @Override
    public Stream<Entry> list(String prefix) throws IOException {
      return store.list(prefix);
    }

    @Override
    public InputStream open(String key) throws IOException {
      throw new IOException("could not open " + key);
    }
  }

  /// A window that was read to its end.
  private record Read(Run run, WindowCounter.Counted counted, Map<String, Long> digests) {}

  private static MonitorRequest request() {
    return new MonitorRequest(
        "toys", "AllTraffic", "drift", new Window(FROM, TO), Report.Rule.TREELINE);
  }

  private Read read(Store store, int threads) throws IOException {
    CaptureKeys keys = new CaptureKeys("toys", "AllTraffic", new Window(FROM, TO));
    CaptureWindow window = new CaptureWindow(store, keys, threads);
    CaptureWindow.Reading reading = window.read(profile, window.begin(profile), () -> false);
    CapturePart part = reading.state().part();
    WindowCounter.Counted counted = part.end();
    return new Read(reading.files().run(request(), part), counted, part.digests());
  }

  /// All that is counted, as text; where lines lie is left out, as that changes with the files.
  private String told(Read read) {
    WindowCounter.Counted counted = read.counted();
    List<String> names = new ArrayList<>(Traffic.FEATURES);
    var sketches = new ArrayList<>(counted.inputs());
    for (int i = 0; i < counted.outputs().size(); i++) {
      names.add("output" + i);
      sketches.add(counted.outputs().get(i));
    }
    for (int i = 0; i < counted.watched().size(); i++) {
      names.add("watched" + i);
      sketches.add(counted.watched().get(i));
    }
    StringBuilder text =
        new StringBuilder(
            StatisticsFile.write(Statistics.of(counted.counts().rows(), names, sketches)));
    for (int f = 0; f < Traffic.FEATURES.size(); f++) {
      text.append(cells(counted.counts().feature(f)));
    }
    for (int p = 0; p < 2; p++) {
      text.append(cells(counted.counts().prediction(p)));
    }
    counted
        .versions()
        .forEach(
            (version, cells) -> text.append("\n").append(version).append(cells(cells.getFirst())));
    var run = read.run();
    text.append("\n").append(run.lines()).append(" ").append(run.outside());
    text.append(" ").append(run.duplicates()).append(" ").append(run.seen());
    text.append(run.modelVersions()).append(read.digests());
    run.skipped().forEach(s -> text.append("\n").append(s.count()).append(s.reason()));
    return text.toString();
  }

  private static String cells(CellCounts counts) {
    return "\n"
        + List.of(
            counts,
            counts.designEffect(),
            counts.missingDesignEffect(),
            counts.unseenDesignEffect(),
            counts.outsideDesignEffect(),
            counts.strangers(),
            counts.below(),
            counts.above(),
            counts.shortfall(),
            counts.excess());
  }

  /// Lines of all kinds: plain ones, other encodings, several rows, odd ones, delivered twice.
  private List<byte[]> mixedLines() {
    List<byte[]> lines = new ArrayList<>();
    for (CaptureLine line : traffic.quietHour(2600)) {
      lines.add(written(line, lines.size()));
    }
    Side cut = new Side("text/csv", "1,2,red", Encoding.CSV, Extent.TRUNCATED);
    Side good = side("text/csv", "0.5");
    for (int i = 0; i < 40; i++) {
      Traffic.Row row = traffic.row();
      String csv = row.csv();
      lines.add(
          written(
              traffic.line(
                  FROM, side("text/csv", csv + "\n" + csv), side("text/csv", "0.5\n0.1\n")),
              i));
      lines.add(
          written(traffic.line(FROM, side("text/csv", "-1,99,pink"), side("text/csv", "2")), i));
      lines.add(
          written(traffic.line(FROM, side("text/csv", ",,"), side("text/csv", "0.5,0.2")), i));
      lines.add(
          written(traffic.line(FROM, side("application/json", "[" + row.json() + "]"), good), i));
      lines.add(written(traffic.line(FROM, side("text/csv", "1,2"), good), i));
      lines.add(written(traffic.line(FROM, side("text/csv", csv), side("text/csv", "none")), i));
      lines.add(written(traffic.line(FROM, side("text/csv", csv), side("text/csv", "1\n2")), i));
      lines.add(written(traffic.line(FROM, cut, good), i));
      lines.add(written(traffic.line(TO, side("text/csv", csv), good), i));
      String wide = String.join(",", Collections.nCopies(1 + i % 12, "0.25"));
      lines.add(written(traffic.line(FROM, side("text/csv", csv), side("text/csv", wide)), i));
    }
    lines.addAll(List.copyOf(lines.subList(2500, 3000)));
    lines.add("{\"captureData\": secret}\n".getBytes(StandardCharsets.UTF_8));
    return lines;
  }

  private static byte[] written(CaptureLine line, int i) {
    Answered answered = new Answered("toys", "v" + i % 25, i % 3 == 0 ? "" : "sha256:" + i % 2);
    byte[] bytes =
        new CaptureLine(
                line.input(),
                line.output(),
                line.eventId(),
                line.inferenceId(),
                line.customAttributes(),
                line.inferenceTime(),
                answered)
            .write();
    return bytes;
  }

  private static Memory files(List<byte[]> lines, int files, Random random) {
    List<ByteArrayOutputStream> parts =
        Stream.generate(ByteArrayOutputStream::new).limit(files).toList();
    for (byte[] line : lines) {
      parts.get(random.nextInt(files)).writeBytes(line);
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, files).boxed().toList());
    Collections.shuffle(order, random);
    Map<String, byte[]> named = new LinkedHashMap<>();
    order.forEach(i -> named.put(HOUR + i + ".jsonl", parts.get(i).toByteArray()));
    return new Memory(named);
  }

  @Test
  void anyThreadsAnyOrderAndAnySplitGiveTheSame() throws IOException {
    List<byte[]> lines = mixedLines();
    Random random = new Random(SEED);
    String expected = told(read(files(lines, 1, random), 1));
    for (int round = 0; round < 12; round++) {
      Collections.shuffle(lines, random);
      int files = 1 + random.nextInt(9);
      int threads = 1 + round % 4;
      assertThat(told(read(files(lines, files, random), threads)))
          .as("seed %d, round %d: %d files, %d threads", SEED, round, files, threads)
          .isEqualTo(expected);
    }
  }

  @Test
  void skippedPlacesAreTheSameForAnyThreadsAndAnyOrderOfFiles() throws IOException {
    Random random = new Random(SEED);
    Memory store = files(mixedLines(), 6, random);
    var expected = read(store, 1).run().skipped();
    for (int round = 0; round < 8; round++) {
      List<String> keys = new ArrayList<>(store.files().keySet());
      Collections.shuffle(keys, random);
      Map<String, byte[]> shuffled = new LinkedHashMap<>();
      keys.forEach(
          key ->
              shuffled.put(
                  key,
                  store.open(key) instanceof ByteArrayInputStream in
                      ? in.readAllBytes()
                      : new byte[0]));
      assertThat(read(new Memory(shuffled), 1 + round % 4).run().skipped())
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(expected);
    }
    assertThat(expected)
        .allMatch(s -> s.places().stream().allMatch(p -> p.matches(HOUR + "\\d\\.jsonl:\\d+.*")));
    assertThat(expected.toString()).doesNotContain("secret").doesNotContain("none");
  }

  @Test
  void reportsHaveTheSameBytesWhateverTheFilesOfTheSameLines() throws IOException {
    List<byte[]> lines = mixedLines().subList(0, 2600);
    Random random = new Random(SEED);
    Map<String, byte[]> first = reports(files(lines, 1, random));
    Collections.shuffle(lines, random);
    Map<String, byte[]> second = reports(files(lines, 1, random));

    assertThat(second.keySet()).isEqualTo(first.keySet()).hasSize(11);
    second.forEach((key, bytes) -> assertThat(bytes).as(key).isEqualTo(first.get(key)));
  }

  private Map<String, byte[]> reports(Store captures) throws IOException {
    Memory reports = new Memory(new LinkedHashMap<>());
    new Monitor(captures, new FolderStore(root.resolve("baseline")), reports).run(request());
    return reports.files();
  }

  @Test
  void plainLinesCountAsDecodedOnesDo() throws IOException {
    List<byte[]> lines = mixedLines();
    List<byte[]> decoded = new ArrayList<>();
    for (byte[] line : lines) {
      // A space that JSON does not mind: no line is plain any more.
      decoded.add(
          (" " + new String(line, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
    }

    assertThat(told(read(files(decoded, 1, new Random(1)), 1)))
        .isEqualTo(told(read(files(lines, 1, new Random(1)), 1)));
  }

  @Test
  void versionsBeyondTwentyAreCountedTogether() throws IOException {
    Read read = read(files(mixedLines(), 1, new Random(1)), 1);

    assertThat(read.counted().versions()).hasSize(Versions.MOST + 1).containsKey(Versions.OTHERS);
    long seen =
        read.counted().versions().values().stream().mapToLong(c -> c.getFirst().seen()).sum();
    assertThat(seen).isEqualTo(read.counted().counts().rows());
  }

  @Test
  void fileThatCannotBeReadEndsTheRunWithItsProblem() {
    Store failing = new Failing(files(mixedLines(), 6, new Random(1)));

    assertThatThrownBy(() -> read(failing, 3))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("could not open " + HOUR);
  }
}
