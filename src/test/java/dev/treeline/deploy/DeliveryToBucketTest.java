package dev.treeline.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.Capture;
import dev.treeline.capture.CaptureFile;
import dev.treeline.capture.CaptureLine;
import dev.treeline.capture.CaptureLine.Encoding;
import dev.treeline.capture.CaptureLine.Side;
import dev.treeline.capture.Captures;
import dev.treeline.capture.Surroundings;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Captured lines through somebody else's Firehose into somebody else's S3.
@Tag("moto")
class DeliveryToBucketTest {
  private static final String PREFIX = "captures/treeline/AllTraffic/";

  @ParameterizedTest
  @ValueSource(strings = {"sync", "buffered"})
  void bucketHoldsEveryLineAsItWasOffered(String mode) throws IOException {
    List<CaptureLine> offered = IntStream.range(0, 25).mapToObj(this::line).toList();
    try (Moto moto = new Moto()) {
      String name = moto.bucketWithStream(PREFIX);
      List<String> notes = new ArrayList<>();
      Capture capture = Captures.open(settings(mode, name), surroundings(moto, notes));
      offered.forEach(capture::accept);
      capture.close();
      assertThat(capture.counts()).isEqualTo(new Capture.Counts(25, 25, 0));
      // On a busy machine a reply may stop waiting for its line, which arrives all the same.
      assertThat(notes).allMatch(note -> note.contains("CaptureLate"));

      byte[] stored = everything(moto, name);
      List<CaptureLine> read = new ArrayList<>();
      List<CaptureFile.Problem> problems = new ArrayList<>();
      CaptureFile.read(new ByteArrayInputStream(stored), name, read::add, problems::add);
      assertThat(problems).isEmpty();
      assertThat(read).containsExactlyInAnyOrderElementsOf(offered);
      assertThat(new String(stored, UTF_8)).endsWith("}\n").hasLineCount(25);
    }
  }

  private static byte[] everything(Moto moto, String name) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (String key : moto.keys(name, PREFIX)) {
      bytes.write(moto.bytes(name, key));
    }
    return bytes.toByteArray();
  }

  private static Settings settings(String mode, String stream) {
    return Settings.from(
        Map.of("TREELINE_CAPTURE", mode, "TREELINE_CAPTURE_STREAM", stream),
        Path.of(""),
        Job.SCORE);
  }

  private static Surroundings surroundings(Moto moto, List<String> notes) {
    return new Surroundings(
        InstantSource.system(), new Random(1), moto::firehose, Thread::sleep, notes::add);
  }

  private CaptureLine line(int i) {
    return new CaptureLine(
        new Side("text/csv", i + ",1.5,\"é\n\"", Encoding.CSV),
        new Side("application/json", "{\"predictions\": [{\"score\": 0.5}]}", Encoding.JSON),
        "event-" + i,
        i % 2 == 0 ? "order-" + i : null,
        List.of(),
        Instant.parse("2026-01-31T13:00:00Z").plusSeconds(i),
        CaptureLine.Answered.UNKNOWN);
  }
}
