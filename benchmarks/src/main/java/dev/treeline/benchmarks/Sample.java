package dev.treeline.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// One model that `models.py` made, in every format it could be written in, with rows to score and
/// what libxgboost says of them.
///
/// @param folder where the files lie
/// @param features values in a row
/// @param outputs predictions of a row
/// @param nodes of all trees, splits and leaves
record Sample(Path folder, String name, int features, int outputs, int nodes) {
  /// The system property that names the folder of the models.
  static final String FOLDER = "treeline.models";

  /// All models that are there.
  static List<Sample> all() {
    Path folder = Path.of(System.getProperty(FOLDER, "target/models"));
    try (var lines = Files.lines(folder.resolve("models.tsv"))) {
      return lines.skip(1).map(line -> parse(folder, line.split("\t"))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Make the models first: benchmarks/run does", e);
    }
  }

  static Sample named(String name) {
    return all().stream().filter(sample -> sample.name.equals(name)).findFirst().orElseThrow();
  }

  private static Sample parse(Path folder, String[] fields) {
    return new Sample(
        folder,
        fields[0],
        Integer.parseInt(fields[1]),
        Integer.parseInt(fields[2]),
        Integer.parseInt(fields[4]));
  }

  /// Whether the model was written in the format of that ending.
  boolean has(String ending) {
    return Files.exists(file(ending));
  }

  Path file(String ending) {
    return folder.resolve(name + ending);
  }

  byte[] bytes(String ending) {
    try {
      return Files.readAllBytes(file(ending));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Rows, one after the other; `NaN` where a value is missing.
  float[] rows() {
    return floats(".rows.f32");
  }

  /// The same rows in batches; what is left over is left out.
  float[][] batches(int size) {
    float[] all = rows();
    int length = size * features;
    float[][] batches = new float[all.length / length][length];
    for (int i = 0; i < batches.length; i++) {
      System.arraycopy(all, i * length, batches[i], 0, length);
    }
    return batches;
  }

  /// What libxgboost predicts for the rows: [#outputs()] values each.
  float[] predictions() {
    return floats(".predictions.f32");
  }

  private float[] floats(String ending) {
    var floats = ByteBuffer.wrap(bytes(ending)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] values = new float[floats.remaining()];
    floats.get(values);
    return values;
  }
}
