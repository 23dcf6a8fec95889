package dev.treeline.benchmarks;

import dev.treeline.forest.Model;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;

/// How long a large model takes to load in a fresh JVM, and what heap it keeps.
///
/// Prints two numbers: microseconds from the first line of `main` to the first score, and bytes of
/// heap that the loaded model retains, after collections, with the file's bytes gone.
public final class Footprint {
  private Footprint() {}

  /// @param args the model file
  public static void main(String[] args) throws IOException {
    long start = System.nanoTime();
    Model model = Model.read(args[0], Files.readAllBytes(Path.of(args[0])));
    model.predict(new float[model.features()], new float[model.outputs()]);
    long loaded = System.nanoTime();
    long with = used();
    Reference.reachabilityFence(model);
    model = null;
    long without = used();
    System.out.println((loaded - start) / 1000 + " " + (with - without));
  }

  /// Bytes of heap that are alive.
  private static long used() {
    var memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < 3; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
