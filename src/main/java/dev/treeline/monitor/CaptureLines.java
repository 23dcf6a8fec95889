package dev.treeline.monitor;

import dev.treeline.capture.CaptureFile;
import dev.treeline.capture.CaptureLine;
import dev.treeline.capture.PlainLine;
import dev.treeline.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiConsumer;

/// Shows the captured lines of one window, each once and decoded, file by file in the order of
/// their keys: for who looks at rows rather than counts them. Memory does not grow with the window.
/// Not thread-safe.
final class CaptureLines {
  private final Store store;
  private final CaptureKeys keys;
  private final TimeFilter times;
  private final SeenEvents events = new SeenEvents();
  private final SkippedLines skipped = new SkippedLines();

  CaptureLines(Store store, CaptureKeys keys) {
    this.store = store;
    this.keys = keys;
    this.times = new TimeFilter(keys.window());
  }

  /// Shows every line.
  ///
  /// @throws IOException if a file cannot be read; damage inside a file is counted instead
  void read(BiConsumer<CaptureLine, Place> sink) throws IOException {
    for (String key : WindowFiles.of(store, keys).keys()) {
      try (InputStream in = store.open(key)) {
        CaptureFile.read(in, key, new File(key, sink));
      }
    }
  }

  /// What could not be read, and whatever else the sink adds.
  SkippedLines skipped() {
    return skipped;
  }

  private final class File implements CaptureFile.Sink {
    private final String key;
    private final BiConsumer<CaptureLine, Place> sink;

    File(String key, BiConsumer<CaptureLine, Place> sink) {
      this.key = key;
      this.sink = sink;
    }

    @Override
    public boolean plain(PlainLine line, long number) {
      return false;
    }

    @Override
    public void line(CaptureLine line, long number) {
      Place place = new Place(key, number);
      switch (times.of(line.inferenceTime())) {
        case NOWHERE ->
            skipped.add(SkippedLines.Reason.NOT_A_CAPTURE_LINE, place.with(TimeFilter.PROBLEM));
        case OUTSIDE -> {}
        case INSIDE -> {
          if (isNew(line)) {
            sink.accept(line, place);
          }
        }
      }
    }

    private boolean isNew(CaptureLine line) {
      return line.eventId().isEmpty()
          || events.add(EventIds.hash(line.eventId()), line.inferenceTime().getEpochSecond());
    }

    @Override
    public void problem(CaptureFile.Problem problem) {
      skipped.add(problem);
    }
  }
}
