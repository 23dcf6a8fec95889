package dev.treeline.capture;

/// Where captured lines go. Thread-safe; never throws because of a failed delivery: what cannot be
/// delivered is dropped and counted, so that offered = delivered + dropped + waiting, always.
public interface Capture extends AutoCloseable {
  /// Takes one line: delivers it before returning (`sync`, `folder`, `log`) or keeps it for the
  /// next flush (`buffered`).
  void accept(CaptureLine line);

  /// Says that a reply is ready, so that what waits may be flushed. Handlers call it once for every
  /// invocation, last, whether or not they captured a line.
  ///
  /// @param requestId what Lambda calls the invocation (`Context.getAwsRequestId()`)
  default void invocationDone(String requestId) {}

  /// Delivers what waits and lets go of every connection, so that a snapshot holds none.
  default void suspend() {}

  /// Takes up work again, in a copy made of the snapshot.
  default void resume() {}

  /// What became of the lines so far.
  Counts counts();

  /// Delivers what waits, as far as it can be delivered. Lines offered later are dropped.
  @Override
  void close();

  /// Lines by fate.
  ///
  /// @param offered lines accepted after sampling
  /// @param delivered lines that arrived
  /// @param dropped lines given up; after a timeout one of them may have arrived all the same
  record Counts(long offered, long delivered, long dropped) {
    /// Lines that are neither delivered nor dropped yet.
    public long waiting() {
      return offered - delivered - dropped;
    }
  }
}
