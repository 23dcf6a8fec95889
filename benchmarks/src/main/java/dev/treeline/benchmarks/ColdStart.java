package dev.treeline.benchmarks;

import dev.treeline.forest.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// From the first line of `main` to the first score, in a JVM that has done nothing before.
///
/// Prints three numbers in microseconds: the file read, the model loaded, the first row scored;
/// each since the first line.
public final class ColdStart {
  private ColdStart() {}

  /// @param args the model file
  public static void main(String[] args) throws IOException {
    long start = System.nanoTime();
    byte[] bytes = Files.readAllBytes(Path.of(args[0]));
    long read = System.nanoTime();
    Model model = Model.read(args[0], bytes);
    long loaded = System.nanoTime();
    float[] predictions = new float[model.outputs()];
    model.predict(new float[model.features()], predictions);
    long scored = System.nanoTime();
    System.out.println(
        micros(start, read) + " " + micros(start, loaded) + " " + micros(start, scored));
    if (!(predictions[0] > 0)) {
      throw new IllegalStateException("The first score is " + predictions[0]);
    }
  }

  private static long micros(long start, long end) {
    return (end - start) / 1000;
  }
}
