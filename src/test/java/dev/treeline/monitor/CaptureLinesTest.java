package dev.treeline.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.report.Window;
import dev.treeline.store.FolderStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureLinesTest {
  private static final Instant TIME = Instant.parse("2026-11-23T10:00:00Z");

  @TempDir private Path root;

  private static String line(String id, String time) {
    return """
        {"captureData":{"endpointInput":{"observedContentType":"text/csv","mode":"INPUT",\
        "data":"1,2","encoding":"CSV"}},"eventMetadata":{"eventId":"%s","inferenceTime":"%s"},\
        "eventVersion":"0"}
        """
        .formatted(id, time);
  }

  private CaptureLines read(Window window, List<String> seen, String... lines) throws IOException {
    Files.writeString(root.resolve("a.jsonl"), String.join("", lines));
    CaptureKeys keys = new CaptureKeys("toys", "AllTraffic", window);
    CaptureLines captured = new CaptureLines(new FolderStore(root), keys);
    captured.read((line, _) -> seen.add(line.eventId()));
    return captured;
  }

  @Test
  void timesThatNoClockShowsAreSkippedAndSaid() throws IOException {
    List<String> seen = new ArrayList<>();
    CaptureLines captured =
        read(
            Window.EVERYTHING,
            seen,
            line("now", TIME.toString()),
            line("before", "1969-12-31T23:59:59Z"),
            line("after", "+10000-01-01T00:00:00Z"));
    assertThat(seen).containsExactly("now");
    assertThat(captured.skipped().all())
        .singleElement()
        .satisfies(
            skipped -> {
              assertThat(skipped.count()).isEqualTo(2);
              assertThat(skipped.places())
                  .containsExactly(
                      "a.jsonl:2: " + TimeFilter.PROBLEM, "a.jsonl:3: " + TimeFilter.PROBLEM);
            });
  }

  @Test
  void lineOutOfTheWindowOrSeenBeforeIsPassedOver() throws IOException {
    List<String> seen = new ArrayList<>();
    CaptureLines captured =
        read(
            new Window(TIME, TIME.plusSeconds(60)),
            seen,
            line("early", TIME.minusSeconds(1).toString()),
            line("first", TIME.toString()),
            line("first", TIME.toString()),
            line("late", TIME.plusSeconds(60).toString()));
    assertThat(seen).containsExactly("first");
    assertThat(captured.skipped().all()).isEmpty();
  }
}
