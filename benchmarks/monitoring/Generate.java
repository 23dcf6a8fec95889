import dev.treeline.capture.CaptureLine;
import dev.treeline.capture.CaptureLine.Answered;
import dev.treeline.capture.CaptureLine.Side;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/// Makes a training table and captures of an endpoint, the same ones at every call.
///
/// Arguments: a folder, rows, features, rows an hour. The captures are lines as Treeline writes
/// them, one row each, in one gzip file an hour; hours follow each other from 1 January 2026.
final class Generate {
  private static final int BASELINE_ROWS = 20_000;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu/MM/dd/HH");

  private final Path folder;
  private final int features;
  private final int hourly;

  private Generate(Path folder, int features, int hourly) {
    this.folder = folder;
    this.features = features;
    this.hourly = hourly;
  }

  public static void main(String... args) throws IOException {
    int rows = Integer.parseInt(args[1]);
    Generate generate =
        new Generate(Path.of(args[0]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    generate.baseline();
    IntStream.range(0, Math.ceilDiv(rows, generate.hourly))
        .parallel()
        .forEach(hour -> generate.hour(hour, Math.min(rows, (hour + 1) * generate.hourly)));
  }

  private void baseline() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    Files.createDirectories(folder);
    try (PrintWriter out = new PrintWriter(folder.resolve("baseline.csv").toFile(), "UTF-8")) {
      out.println(
          IntStream.range(0, features).mapToObj(f -> "f" + f).collect(Collectors.joining(","))
              + ",label");
      for (int i = 0; i < BASELINE_ROWS; i++) {
        Row row = row(random);
        out.println(row.text() + "," + (row.score() > 0.5 ? 1 : 0));
      }
    }
  }

  /// One request's values as text, and the score that it got.
  private record Row(String text, float score) {}

  private Row row(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    double sum = 0;
    for (int f = 0; f < features; f++) {
      double x = value(f, random);
      sum += f % 10 < 2 ? x : 0;
      text.append(f == 0 ? "" : ",").append(shown(f, x));
    }
    return new Row(text.toString(), (float) (1 / (1 + Math.exp(-sum / (1 + Math.abs(sum))))));
  }

  /// Ten kinds of columns, in turn.
  private static double value(int feature, SplittableRandom random) {
    return switch (feature % 10) {
      case 0, 1 -> random.nextGaussian();
      case 2 -> 100 + 15 * random.nextGaussian();
      case 3 -> Math.exp(random.nextGaussian());
      case 4 -> random.nextDouble();
      case 5 -> -Math.log(1 - random.nextDouble()) * 1000;
      case 6 -> random.nextInt(1000);
      case 7 -> random.nextInt(6);
      case 8 -> random.nextInt(100) < 97 ? 0 : random.nextDouble();
      default -> random.nextInt(100) < 2 ? Double.NaN : 1e6 * random.nextDouble();
    };
  }

  private static String shown(int feature, double x) {
    if (Double.isNaN(x)) {
      return "";
    }
    boolean isWhole = feature % 10 == 6 || feature % 10 == 7;
    return isWhole ? Long.toString((long) x) : Float.toString((float) x);
  }

  private void hour(int hour, int end) {
    Instant start = START.plusSeconds(3600L * hour);
    String name = HOUR.format(LocalDateTime.ofInstant(start, ZoneOffset.UTC));
    Path file = folder.resolve("captures/bench/AllTraffic/" + name + "/00-00-000-a.jsonl.gz");
    SplittableRandom random = new SplittableRandom(1000L + hour);
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream out =
          new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), 1 << 16)) {
        for (int i = hour * hourly; i < end; i++) {
          long second = 3600L * (i - (long) hour * hourly) / hourly;
          out.write(line(random, start.plusSeconds(second)).write());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CaptureLine line(SplittableRandom random, Instant time) {
    Row row = row(random);
    return new CaptureLine(
        side("text/csv", row.text()),
        side("text/csv; charset=utf-8", (double) row.score() + "\n"),
        new UUID(random.nextLong(), random.nextLong()).toString(),
        null,
        List.of(),
        time,
        new Answered("bench", "1", "sha256:6f1ed002ab559585"));
  }

  private static Side side(String type, String body) {
    return Side.of(type, body.getBytes(StandardCharsets.UTF_8));
  }
}
