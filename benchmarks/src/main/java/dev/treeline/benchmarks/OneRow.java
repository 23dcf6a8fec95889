package dev.treeline.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// One row at a time, as a request brings it.
///
/// Each call scores the next of thousands of rows: with one row for ever, the processor would learn
/// every branch of its way through the trees, which no real request lets it do.
@State(Scope.Thread)
public class OneRow {
  @Param({})
  String model;

  @Param({})
  Contender peer;

  private float[][] rows;
  private float[] predictions;
  private int next;
  private Peer scorer;

  /// Loads the model and its rows.
  @Setup
  public void load() {
    Sample sample = Sample.named(model);
    rows = sample.batches(1);
    predictions = new float[sample.outputs()];
    scorer = peer.open(sample);
  }

  /// Scores the next row.
  @Benchmark
  public float[] score(ProcessorTime time) {
    time.calls++;
    scorer.predict(rows[next], predictions);
    next = next + 1 == rows.length ? 0 : next + 1;
    return predictions;
  }

  /// Frees what is native.
  @TearDown
  public void close() {
    scorer.close();
  }
}
