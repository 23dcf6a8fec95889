package dev.treeline.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// How long the measuring thread had a processor, and what it did in that time.
///
/// On a machine that others use too, a thread waits for its turn: time by the clock then measures
/// the neighbours. Every peer works in the calling thread, so this time is all that it takes.
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class ProcessorTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /// Nanoseconds of processor in this iteration.
  public long nanos;

  /// Calls in this iteration.
  public long calls;

  private long start;

  /// Begins an iteration.
  @Setup(Level.Iteration)
  public void start() {
    calls = 0;
    start = THREADS.getCurrentThreadCpuTime();
  }

  /// Ends an iteration.
  @TearDown(Level.Iteration)
  public void stop() {
    nanos = THREADS.getCurrentThreadCpuTime() - start;
  }
}
