package dev.treeline.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Exact contributions of a row or of a batch: what each feature added to each margin. The time is
/// that of the whole call; `report.py` divides it.
@State(Scope.Thread)
public class Explain {
  @Param({})
  String model;

  @Param({})
  Attributor peer;

  @Param({"1", "256"})
  int rows;

  private float[][] batches;
  private float[] contributions;
  private int next;
  private Peer explainer;

  /// Contributions of a row: of each output one for each feature and the bias.
  static int values(Sample sample) {
    return sample.outputs() * (sample.features() + 1);
  }

  /// Loads the model and cuts its rows into batches.
  @Setup
  public void load() {
    Sample sample = Sample.named(model);
    batches = sample.batches(rows);
    contributions = new float[rows * values(sample)];
    explainer = peer.open(sample);
  }

  /// Explains the next row or batch.
  @Benchmark
  public float[] explain(ProcessorTime time) {
    time.calls++;
    if (rows == 1) {
      explainer.predict(batches[next], contributions);
    } else {
      explainer.predict(batches[next], rows, contributions);
    }
    next = next + 1 == batches.length ? 0 : next + 1;
    return contributions;
  }

  /// Frees what is native.
  @TearDown
  public void close() {
    explainer.close();
  }
}
