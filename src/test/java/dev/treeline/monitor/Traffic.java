package dev.treeline.monitor;

import dev.treeline.capture.CaptureLine;
import dev.treeline.capture.CaptureLine.Side;
import dev.treeline.drift.Constraints;
import dev.treeline.drift.Profile;
import dev.treeline.drift.ProfileBuilder;
import dev.treeline.drift.ProfileBuilder.NamedSketch;
import dev.treeline.drift.Statistics;
import dev.treeline.report.ConstraintsFile;
import dev.treeline.report.ProfileFile;
import dev.treeline.report.Report;
import dev.treeline.report.StatisticsFile;
import dev.treeline.report.Window;
import dev.treeline.sketch.ColumnSketch;
import dev.treeline.store.FolderStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// An endpoint of two numbers and a colour, its baseline, and captures of invented requests, all in
/// one temporary folder.
final class Traffic {
  static final Instant FROM = Instant.parse("2026-01-31T10:00:00Z");
  static final Instant TO = Instant.parse("2026-01-31T11:00:00Z");
  static final List<String> FEATURES = List.of("size", "weight", "colour");

  private static final int BASELINE_ROWS = 4000;

  // Made once: it is the same for every test.
  private static final Map<String, String> BASELINE = baseline();

  private final Path root;
  private final SplittableRandom random = new SplittableRandom(7);

  Traffic(Path root) {
    this.root = root;
  }

  /// One request's row and the score it got.
  record Row(double size, double weight, String colour, double score) {
    String csv() {
      return size + "," + weight + "," + colour;
    }

    String json() {
      return "[" + size + ", " + weight + ", \"" + colour + "\"]";
    }

    String named() {
      return "{\"colour\": \"" + colour + "\", \"size\": " + size + ", \"weight\": " + weight + "}";
    }
  }

  Row row() {
    return row(random);
  }

  private static Row row(SplittableRandom random) {
    double size = random.nextDouble() * random.nextDouble();
    String colour = List.of("red", "green", "blue").get(random.nextInt(3));
    return new Row(size, 5 + random.nextGaussian(), colour, 1 / (1 + Math.exp(1 - 3 * size)));
  }

  Monitor monitor() {
    return new Monitor(
        new FolderStore(root.resolve("captures")),
        new FolderStore(root.resolve("baseline")),
        new FolderStore(root.resolve("reports")));
  }

  MonitorOutcome run(Window window) throws IOException {
    return monitor()
        .run(new MonitorRequest("toys", "AllTraffic", "drift", window, Report.Rule.TREELINE));
  }

  MonitorOutcome run() throws IOException {
    return run(new Window(FROM, TO));
  }

  /// Runs and expects a report.
  Report report() throws IOException {
    return ((MonitorOutcome.Completed) run()).report();
  }

  Path reports() {
    return root.resolve("reports");
  }

  void writeBaseline() throws IOException {
    for (Map.Entry<String, String> file : BASELINE.entrySet()) {
      writeBaseline(file.getKey(), file.getValue());
    }
  }

  private static Map<String, String> baseline() {
    SplittableRandom random = new SplittableRandom(1);
    List<ColumnSketch> columns = Stream.generate(ColumnSketch::forBaseline).limit(5).toList();
    List<Row> rows = Stream.generate(() -> row(random)).limit(BASELINE_ROWS).toList();
    for (Row row : rows) {
      columns.get(0).addNumber(row.size(), false);
      columns.get(1).addNumber(row.weight(), false);
      columns.get(2).addText(row.colour());
      columns.get(3).addNumber(row.score(), false);
      columns.get(4).addNumber(row.score() > 0.5 ? 1 : 0, true);
    }
    List<NamedSketch> features = new ArrayList<>();
    for (int i = 0; i < FEATURES.size(); i++) {
      features.add(new NamedSketch(FEATURES.get(i), columns.get(i)));
    }
    List<NamedSketch> outputs =
        List.of(new NamedSketch("score", columns.get(3)), new NamedSketch("class", columns.get(4)));
    ProfileBuilder builder = ProfileBuilder.of(features, outputs);
    for (int i = 0; i < rows.size(); i++) {
      builder.block(ProfileBuilder.chunk(i, rows.size()));
      builder.addNumber(0, rows.get(i).size());
      builder.addNumber(1, rows.get(i).weight());
      builder.addText(2, rows.get(i).colour());
      builder.addPrediction(0, rows.get(i).score());
      builder.addPrediction(1, rows.get(i).score() > 0.5 ? 1 : 0);
      builder.endRow();
    }
    Profile profile = builder.profile("20 contiguous chunks");
    Statistics statistics = Statistics.of(rows.size(), FEATURES, columns.subList(0, 3));
    return Map.of(
        ProfileFile.NAME, ProfileFile.write(profile),
        StatisticsFile.NAME, StatisticsFile.write(statistics),
        ConstraintsFile.NAME, ConstraintsFile.write(Constraints.suggest(statistics)));
  }

  void writeBaseline(String name, String text) throws IOException {
    Path file = root.resolve("baseline").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  CaptureLine line(Instant time, @Nullable Side input, Side output) {
    UUID id = new UUID(random.nextLong(), random.nextLong());
    return new CaptureLine(input, output, id.toString(), null, List.of(), time, "v1");
  }

  /// A request of one row in CSV, answered in CSV.
  CaptureLine csv(Instant time, Row row) {
    return line(time, side("text/csv", row.csv()), side("text/csv", row.score() + "\n"));
  }

  static Side side(String type, String body) {
    return Side.of(type, body.getBytes(StandardCharsets.UTF_8));
  }

  /// Requests spread evenly over the window.
  List<CaptureLine> quietHour(int rows) {
    List<CaptureLine> lines = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      lines.add(csv(FROM.plusSeconds(3600L * i / rows), row()));
    }
    return lines;
  }

  void capture(String key, List<CaptureLine> lines) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (CaptureLine line : lines) {
      line.write(bytes);
    }
    capture(key, bytes.toByteArray());
  }

  void captureGzip(String key, List<CaptureLine> lines) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      for (CaptureLine line : lines) {
        line.write(gzip);
      }
    }
    capture(key, bytes.toByteArray());
  }

  void capture(String key, byte[] bytes) throws IOException {
    Path file = root.resolve("captures").resolve(key);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}
