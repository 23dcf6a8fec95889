package dev.treeline.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A batch of rows at a time. The time is that of the whole batch; `report.py` divides it.
@State(Scope.Thread)
public class Batch {
  @Param({})
  String model;

  @Param({})
  Contender peer;

  @Param({"16", "256", "4096"})
  int rows;

  private float[][] batches;
  private float[] predictions;
  private int next;
  private Peer scorer;

  /// Loads the model and cuts its rows into batches.
  @Setup
  public void load() {
    Sample sample = Sample.named(model);
    batches = sample.batches(rows);
    predictions = new float[rows * sample.outputs()];
    scorer = peer.open(sample);
  }

  /// Scores the next batch.
  @Benchmark
  public float[] score(ProcessorTime time) {
    time.calls++;
    scorer.predict(batches[next], rows, predictions);
    next = next + 1 == batches.length ? 0 : next + 1;
    return predictions;
  }

  /// Frees what is native.
  @TearDown
  public void close() {
    scorer.close();
  }
}
