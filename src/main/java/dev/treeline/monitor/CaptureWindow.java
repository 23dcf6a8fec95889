package dev.treeline.monitor;

import dev.treeline.capture.CaptureFile;
import dev.treeline.drift.Profile;
import dev.treeline.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/// Reads the captured lines of one window, each once, several files at a time.
///
/// Memory does not grow with the window: one line a thread at a time, and the ids that [SeenEvents]
/// keeps. What is found does not depend on the number of threads, the order of the files, how the
/// lines are spread over them, or where a reading was stopped and went on.
final class CaptureWindow {
  private final Store store;
  private final CaptureKeys keys;
  private final int threads;

  /// Reads with as many threads as there are processors.
  CaptureWindow(Store store, CaptureKeys keys) {
    this(store, keys, Runtime.getRuntime().availableProcessors());
  }

  CaptureWindow(Store store, CaptureKeys keys, int threads) {
    this.store = store;
    this.keys = keys;
    this.threads = threads;
  }

  /// What a reading came to.
  ///
  /// @param state what was read so far
  /// @param left files that are left
  /// @param files all files
  record Reading(Checkpoint.State state, int left, WindowFiles files) {}

  /// Nothing read yet.
  Checkpoint.State begin(Profile profile) {
    return Checkpoint.State.of(keys.window(), profile);
  }

  /// Reads on.
  ///
  /// @param before what was read so far, which is not to be used any more
  /// @param isEnding asked before every file; when it says so, the rest is left for another call
  /// @throws IOException if a file cannot be read; damage inside a file is counted instead
  Reading read(Profile profile, Checkpoint.State before, BooleanSupplier isEnding)
      throws IOException {
    WindowFiles files = WindowFiles.of(store, keys);
    List<String> wanted = new ArrayList<>(files.keys());
    wanted.removeAll(before.done());
    SeenEvents events = before.events();
    FileOrder order = new FileOrder(wanted, keys, events, isEnding);
    CapturePart part =
        new Workers<CapturePart>(threads, profile.features().size())
            .run(
                () -> new CapturePart(keys.window(), profile, events),
                worker -> read(order, worker),
                CapturePart::plus);
    TreeSet<String> done = new TreeSet<>(before.done());
    done.addAll(order.done());
    Checkpoint.State state = new Checkpoint.State(before.part().plus(part), events, done);
    return new Reading(state, wanted.size() - order.done().size(), files);
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
}
