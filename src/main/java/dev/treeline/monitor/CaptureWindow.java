package dev.treeline.monitor;

import dev.treeline.capture.CaptureFile;
import dev.treeline.capture.CaptureLine;
import dev.treeline.report.Run;
import dev.treeline.report.Window;
import dev.treeline.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the captured lines of one window, each once, file by file in the order of their keys.
///
/// Memory does not grow with the window: one line at a time, and the ids that [SeenEvents] keeps.
/// Not thread-safe; one object reads one window.
final class CaptureWindow implements Serializable {
  /// Times that no clock shows: they would fill folders and pages with nonsense.
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private static final int MOST_VERSIONS = 50;

  private final Store store;
  private final CaptureKeys keys;
  private final SkippedLines skipped = new SkippedLines();
  private final SeenEvents events = new SeenEvents();
  private final Set<String> versions = new TreeSet<>();
  private final Set<String> others = new LinkedHashSet<>();
  private final Set<String> done = new HashSet<>();
  private @Nullable Instant first;
  private @Nullable Instant last;
  private long files;
  private long lines;
  private long outside;
  private long duplicates;
  private long passedOver;

  CaptureWindow(Store store, CaptureKeys keys) {
    this.store = store;
    this.keys = keys;
  }

  /// Takes one line of the window.
  @FunctionalInterface
  interface Sink {
    /// Takes a line.
    ///
    /// @param place the file and the event, for messages
    void accept(CaptureLine line, String place);
  }

  /// Shows every line of the window to a sink.
  ///
  /// @throws IOException if a file cannot be read; damage inside a file is counted instead
  ///
  /// @param isEnding asked before every file; when it says so, the rest is left for another call
  /// @return files that are left
  int read(Sink sink, BooleanSupplier isEnding) throws IOException {
    List<String> wanted = files();
    wanted.removeIf(done::contains);
    for (int i = 0; i < wanted.size(); i++) {
      if (isEnding.getAsBoolean()) {
        return wanted.size() - i;
      }
      String key = wanted.get(i);
      files++;
      try (InputStream in = store.open(key)) {
        CaptureFile.read(
            in,
            key,
            line -> offer(line, key, sink),
            problem ->
                skipped.add(
                    SkippedLines.Reason.NOT_A_CAPTURE_LINE, problem.file() + ":" + problem.line()));
      }
      done.add(key);
    }
    return 0;
  }

  /// Files that were read.
  long filesRead() {
    return files;
  }

  /// Keys that can hold lines of the window. Where SageMaker's folders hold none, every file
  /// counts: a folder that somebody copied or unpacked has any layout.
  private List<String> files() throws IOException {
    List<String> found = new ArrayList<>();
    passedOver = 0;
    others.clear();
    for (String prefix : keys.prefixes()) {
      list(prefix, found);
    }
    if (found.isEmpty()) {
      list("", found);
    }
    return found;
  }

  private void list(String prefix, List<String> found) throws IOException {
    try (Stream<Store.Entry> entries = store.list(prefix)) {
      entries.map(Store.Entry::key).forEach(key -> sort(key, found));
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void sort(String key, List<String> found) {
    if (keys.mayHold(key)) {
      found.add(key);
      return;
    }
    Optional<String> other = keys.other(key);
    if (other.isPresent()) {
      passedOver++;
      if (others.size() < Run.OTHERS) {
        others.add(other.get());
      }
    }
  }

  private void offer(CaptureLine line, String key, Sink sink) {
    Instant time = line.inferenceTime();
    String place = key + " event " + line.eventId();
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
      skipped.add(
          SkippedLines.Reason.NOT_A_CAPTURE_LINE,
          place + ": found inferenceTime " + time + ", expected one from 1970 to 9999");
    } else if (!keys.window().contains(time)) {
      outside++;
    } else if (!line.eventId().isEmpty() && !events.add(line.eventId())) {
      duplicates++;
    } else {
      lines++;
      first = first == null || time.isBefore(first) ? time : first;
      last = last == null || time.isAfter(last) ? time : last;
      String version = line.answered().modelVersion();
      if (!version.isEmpty() && versions.size() < MOST_VERSIONS) {
        versions.add(version);
      }
      sink.accept(line, place);
    }
  }

  /// What could not be read, and whatever else the sink adds.
  SkippedLines skipped() {
    return skipped;
  }

  /// What was read.
  Run run(MonitorRequest request) {
    Window seen =
        first == null || last == null ? request.window() : new Window(first, last.plusSeconds(1));
    return new Run(
        request.endpoint(),
        request.variant(),
        request.schedule(),
        request.window(),
        seen,
        files,
        lines,
        outside,
        duplicates,
        versions,
        skipped.all(),
        passedOver,
        List.copyOf(others));
  }
}
