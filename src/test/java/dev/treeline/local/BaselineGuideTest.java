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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/baseline.md`: each command in it runs, and answers what stands under it. `-Dgolden=write`
/// writes the answers.
class BaselineGuideTest {
  private static final Path GUIDE = Path.of("docs/baseline.md");
  private static final Pattern FILE =
      Pattern.compile("`([a-z.]+)`:\n\n```json\n(.*?)```", Pattern.DOTALL);
  private static final Pattern EXAMPLE =
      Pattern.compile("```sh\n(.*?)```\n(\n```text\n.*?```\n)?", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  @TempDir Path scratch;

  @Test
  void everyCommandAnswersWhatStandsUnderIt() throws IOException {
    String guide = Files.readString(GUIDE);
    prepare(guide);
    Matcher examples = EXAMPLE.matcher(guide);
    StringBuilder written = new StringBuilder();
    int count = 0;
    while (examples.find()) {
      String answer = run(examples.group(1));
      String shown = examples.group(2) == null ? "" : "\n```text\n" + answer + "```\n";
      examples.appendReplacement(
          written, Matcher.quoteReplacement("```sh\n" + examples.group(1) + "```\n" + shown));
      count++;
    }
    examples.appendTail(written);
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(GUIDE, written);
    }
    assertThat(count).isGreaterThan(4);
    assertThat(written.toString()).isEqualTo(Files.readString(GUIDE));
  }

  /// What the last of the commands says.
  private String run(String block) throws IOException {
    String said = "";
    for (String command : block.replace("\\\n", " ").split("\n", -1)) {
      if (command.isEmpty()) {
        continue;
      }
      TestWorld world = TestWorld.of(scratch);
      List<String> words = new ArrayList<>();
      Matcher word = WORD.matcher(command);
      while (word.find()) {
        words.add(word.group(1) == null ? word.group(2) : word.group(1));
      }
      assertThat(world.run(words.subList(1, words.size()).toArray(String[]::new)))
          .as(command + "\n" + world.complained())
          .isEqualTo(Treeline.DONE);
      said = (world.complained() + world.printed()).replace(scratch + "/", "");
      copyForMigration();
    }
    return said;
  }

  private void prepare(String guide) throws IOException {
    Path iris = scratch.resolve("examples/iris/iris.csv");
    Files.createDirectories(iris.getParent());
    Files.copy(Path.of("examples/iris/iris.csv"), iris);
    Matcher files = FILE.matcher(guide);
    while (files.find()) {
      Files.writeString(scratch.resolve(files.group(1)), files.group(2));
    }
    SplittableRandom random = new SplittableRandom(1);
    for (int hour = 0; hour < 72; hour++) {
      capture(hour, random);
    }
  }

  private void capture(int hour, SplittableRandom random) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int i = 0; i < 210; i++) {
      String body = random.nextGaussian() + "," + random.nextInt(100);
      Instant time = Instant.parse("2026-01-05T00:00:00Z").plusSeconds(hour * 3600L + i);
      lines.writeBytes(
          new CaptureLine(side(body), side("0.5"), hour + "-" + i, null, List.of(), time, "v1")
              .write());
    }
    Path file =
        scratch.resolve(
            String.format(
                Locale.ROOT,
                "data/capture/treeline/AllTraffic/2026/01/%02d/%02d/a.jsonl",
                5 + hour / 24,
                hour % 24));
    Files.createDirectories(file.getParent());
    Files.write(file, lines.toByteArray());
  }

  private static Side side(String body) {
    return Side.of("text/csv", body.getBytes(StandardCharsets.UTF_8));
  }

  /// SageMaker's files of the same traffic.
  private void copyForMigration() throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("sagemaker"));
    for (String name : List.of("statistics.json", "constraints.json")) {
      Files.writeString(
          folder.resolve(name), Files.readString(scratch.resolve("base").resolve(name)));
    }
  }
}
