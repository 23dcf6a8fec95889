package dev.treeline.monitor;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Hands out files, in the order of their keys, and has events forgotten that no file to come can
/// hold again: a line is filed under the hour in which it arrived, an hour after its inference time
/// at most (see [CaptureKeys]). Thread-safe.
final class FileOrder {
  // Hours between an inference time's and the last folder's that can hold it.
  private static final int LATENESS = 1;

  private final Iterator<String> files;
  private final BooleanSupplier isEnding;
  private final List<String> done = new ArrayList<>();
  private boolean stopped;
  private final CaptureKeys keys;
  private final SeenEvents events;
  // Files by hour that are not done; those without an hour may hold anything.
  private final TreeMap<Long, Integer> open = new TreeMap<>();

  /// @param isEnding asked before every file; when it says so, no more is handed out
  FileOrder(List<String> files, CaptureKeys keys, SeenEvents events, BooleanSupplier isEnding) {
    this.files = files.iterator();
    this.isEnding = isEnding;
    this.keys = keys;
    this.events = events;
    for (String file : files) {
      open.merge(hour(file), 1, Integer::sum);
    }
  }

  private long hour(String file) {
    OptionalLong hour = keys.hour(file);
    return hour.orElse(Long.MIN_VALUE);
  }

  /// The next file; null when there is none left, or no time for it.
  synchronized @Nullable String next() {
    stopped |= files.hasNext() && isEnding.getAsBoolean();
    return !stopped && files.hasNext() ? files.next() : null;
  }

  /// Files that were read to their end.
  synchronized List<String> done() {
    return List.copyOf(done);
  }

  /// Hands out no more: the run has failed.
  synchronized void stop() {
    stopped = true;
  }

  /// Says that a file was read to its end.
  synchronized void done(String file) {
    done.add(file);
    long hour = hour(file);
    if (open.merge(hour, -1, Integer::sum) == 0) {
      open.remove(hour);
      if (!open.isEmpty() && open.firstKey() != Long.MIN_VALUE) {
        events.forgetBefore(open.firstKey() - LATENESS);
      }
    }
  }
}
