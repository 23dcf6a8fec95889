package dev.treeline.benchmarks;

import dev.treeline.forest.Model;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// From the start of `main` to the first score, in a JVM that has done nothing before.
///
/// Prints four numbers in microseconds: the file read, the model loaded, the first row scored, each
/// since the start and by the clock; and what the thread had of a processor by then, which other
/// processes change little.
public final class ColdStart {
  private ColdStart() {}

  /// @param args the model file
  public static void main(String[] args) throws IOException {
    long processor = processorTime();
    long start = System.nanoTime();
    byte[] bytes = Files.readAllBytes(Path.of(args[0]));
    long read = System.nanoTime();
    Model model = Model.read(args[0], bytes);
    long loaded = System.nanoTime();
    float[] predictions = new float[model.outputs()];
    model.predict(new float[model.features()], predictions);
    long scored = System.nanoTime();
    processor = processorTime() - processor;
    for (long nanos : new long[] {read - start, loaded - start, scored - start, processor}) {
      System.out.println(nanos / 1000);
    }
    if (!(predictions[0] > 0)) {
      throw new IllegalStateException("The first score is " + predictions[0]);
    }
  }

  /// Nanoseconds that this thread has had, from Linux; a management bean would load more classes
  /// than the model does. Linux adds them up when a thread gives way.
  private static long processorTime() throws IOException {
    Thread.yield();
    long nanos = 0;
    try (var in = new FileInputStream("/proc/thread-self/schedstat")) {
      for (int digit = in.read(); digit > ' '; digit = in.read()) {
        nanos = 10 * nanos + digit - '0';
      }
    }
    return nanos;
  }
}
