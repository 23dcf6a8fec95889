package dev.treeline.monitor;

import dev.treeline.report.Run;
import dev.treeline.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The files that can hold lines of a window, and those beside them that belong to others.
final class WindowFiles {
  private final Store store;
  private final CaptureKeys keys;
  private final List<String> found = new ArrayList<>();
  private final Set<String> others = new LinkedHashSet<>();
  private long passedOver;

  private WindowFiles(Store store, CaptureKeys keys) {
    this.store = store;
    this.keys = keys;
  }

  /// Looks for them. Where SageMaker's folders hold none, every file counts: a folder that somebody
  /// copied or unpacked has any layout.
  static WindowFiles of(Store store, CaptureKeys keys) throws IOException {
    WindowFiles files = new WindowFiles(store, keys);
    for (String prefix : keys.prefixes()) {
      files.list(prefix);
    }
    if (files.found.isEmpty()) {
      files.list("");
    }
    return files;
  }

  private void list(String prefix) throws IOException {
    try (Stream<Store.Entry> entries = store.list(prefix)) {
      entries.map(Store.Entry::key).forEach(this::sort);
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void sort(String key) {
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

  /// Their keys, in order.
  List<String> keys() {
    return List.copyOf(found);
  }

  /// What was read of them.
  Run run(MonitorRequest request, CapturePart part) {
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
