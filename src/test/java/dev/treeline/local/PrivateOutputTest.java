package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.CaptureLine;
import dev.treeline.capture.CaptureLine.Side;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An address that stands wherever a body or a table can hold one, and is in nothing that commands
/// print or write.
class PrivateOutputTest {
  private static final String ADDRESS = "alice@example.com";
  private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
  private static final String HOUR =
      " --endpoint toys --from 2026-01-31T10:00:00Z --to 2026-01-31T11:00:00Z";

  @TempDir Path scratch;
  private final List<String> said = new ArrayList<>();
  private int events;

  @BeforeEach
  void plant() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder table = new StringBuilder("size,colour,score\n");
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int i = 0; i < 4000; i++) {
      String size = String.format(Locale.ROOT, "%.4f", random.nextGaussian());
      String colour = i % 50 == 0 ? ADDRESS : random.nextBoolean() ? "red" : "blue";
      table.append(size + "," + colour + ",0.5\n");
      if (i < 500) {
        line(lines, size + 3 + "," + colour, "0.5");
        line(lines, size + 3 + ",new " + ADDRESS, "0.5"); // an unseen category
      }
    }
    for (int i = 0; i < 40; i++) {
      line(lines, ADDRESS + ",red", "0.5"); // text among numbers
      line(lines, "1,red," + ADDRESS, "0.5"); // another width
      line(lines, "1,red", ADDRESS); // an answer
      line(lines, "{\"" + ADDRESS + "\": [", "0.5");
    }
    lines.writeBytes(("no line: " + ADDRESS + "\n").getBytes(StandardCharsets.UTF_8));
    Files.writeString(scratch.resolve("t.csv"), table);
    Path file = scratch.resolve("captures/toys/AllTraffic/2026/01/31/10/a.jsonl");
    Files.createDirectories(file.getParent());
    Files.write(file, lines.toByteArray());
  }

  private void line(ByteArrayOutputStream lines, String input, String output) {
    lines.writeBytes(
        new CaptureLine(
                Side.of("text/csv", input.getBytes(StandardCharsets.UTF_8)),
                Side.of("text/csv", output.getBytes(StandardCharsets.UTF_8)),
                "event-" + events++,
                null,
                List.of(),
                START.plusSeconds(events % 3600),
                "v1")
            .write());
  }

  private void run(String command) {
    TestWorld world = TestWorld.of(scratch);
    world.run(command.split(" ", -1));
    said.add(command + "\n" + world.printed() + world.complained());
  }

  private List<String> written() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String folder : List.of("table", "captured", "reports", "others")) {
      try (Stream<Path> files = Files.walk(scratch.resolve(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          texts.add(file + "\n" + Files.readString(file));
        }
      }
    }
    return texts;
  }

  @Test
  void anAddressIsInNothingThatCommandsPrintOrWrite() throws IOException {
    run("baseline --data t.csv --predictions score --out table");
    run("baseline --captures captures --endpoint toys --out captured");
    run("monitor --captures captures --baseline table --reports reports --notify" + HOUR);
    run("monitor --captures captures --baseline table --reports reports --json" + HOUR);
    run(
        "monitor --captures captures --baseline captured --reports others --verdict sagemaker"
            + " --metrics sagemaker --notify"
            + HOUR);
    Files.delete(scratch.resolve("table/profile.json"));
    run("monitor --captures captures --baseline table --reports others --notify" + HOUR);

    assertThat(said).allSatisfy(text -> assertThat(text).doesNotContain("alice"));
    assertThat(written()).hasSizeGreaterThan(20);
    assertThat(written()).allSatisfy(text -> assertThat(text).doesNotContain("alice"));
    assertThat(said.get(2)).contains("Drifted", "unseen values", "wrong type", "left out");
  }

  @Test
  void aValueThatMayBeReadIsRead() throws IOException {
    run("baseline --data t.csv --predictions score --show colour --out table");
    run("monitor --captures captures --baseline table --reports reports" + HOUR);

    assertThat(said.getLast()).contains("alice");
  }
}
