package dev.treeline.monitor;

import dev.treeline.capture.CaptureFile;
import dev.treeline.drift.Profile;
import dev.treeline.report.Run;
import dev.treeline.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the captured lines of one window, each once, several files at a time.
///
/// Memory does not grow with the window: one line a thread at a time, and the ids that [SeenEvents]
/// keeps. What is found does not depend on the number of threads, the order of the files or how the
/// lines are spread over them. One object reads one window.
final class CaptureWindow {
  private final Store store;
  private final CaptureKeys keys;
  private final int threads;
  private final Set<String> others = new LinkedHashSet<>();
  private long passedOver;

  /// Reads with as many threads as there are processors.
  CaptureWindow(Store store, CaptureKeys keys) {
    this(store, keys, Runtime.getRuntime().availableProcessors());
  }

  CaptureWindow(Store store, CaptureKeys keys, int threads) {
    this.store = store;
    this.keys = keys;
    this.threads = threads;
  }

  /// A window that was read.
  ///
  /// @param run what was looked at
  /// @param counted what was found
  /// @param digests lines by the digest of the baseline that their model was deployed with, as far
  ///   as lines say
  record Read(Run run, WindowCounter.Counted counted, Map<String, Long> digests) {}

  /// Reads every line of the window.
  ///
  /// @throws IOException if a file cannot be read; damage inside a file is counted instead
  Read read(MonitorRequest request, Profile profile) throws IOException {
    SeenEvents events = new SeenEvents();
    List<String> files = files();
    FileOrder order = new FileOrder(files, keys, events);
    CapturePart part =
        new Workers<CapturePart>(threads, profile.features().size())
            .run(
                () -> new CapturePart(keys.window(), profile, events),
                worker -> read(order, worker),
                CapturePart::plus);
    WindowCounter.Counted counted = part.end();
    return new Read(run(request, part), counted, part.digests());
  }

  private void read(FileOrder order, CapturePart part) throws IOException {
    try {
      for (String key = order.next(); key != null; key = order.next()) {
        try (InputStream in = store.open(key)) {
          CaptureFile.read(in, key, part.file(key));
        }
        order.done(key);
      }
    } catch (IOException | RuntimeException | Error e) {
      order.stop();
      throw e;
    }
  }

  /// Keys that can hold lines of the window. Where SageMaker's folders hold none, every file
  /// counts: a folder that somebody copied or unpacked has any layout.
  private List<String> files() throws IOException {
    List<String> found = new ArrayList<>();
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

  private Run run(MonitorRequest request, CapturePart part) {
    return new Run(
        request.endpoint(),
        request.variant(),
        request.schedule(),
        request.window(),
        part.seen(),
        part.files(),
        part.lines(),
        part.outside(),
        part.duplicates(),
        part.versions(),
        part.skipped().all(),
        passedOver,
        List.copyOf(others));
  }
}
