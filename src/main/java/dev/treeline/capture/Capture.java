package dev.treeline.capture;

/// Where captured lines go. Thread-safe; never throws because of a failed delivery: what cannot be
/// delivered is dropped and counted, so that offered = delivered + dropped + waiting, always.
public interface Capture extends AutoCloseable {
  /// The header by which a caller asks for its request to be left out, with the value `off`; in
  /// lower case. Heeded where `TREELINE_CAPTURE_OPT_OUT` allows it.
  String OPT_OUT_HEADER = "x-treeline-capture";

  /// Takes one line: delivers it before returning (`sync`, for as long as its deadline allows, and
  /// `log`) or keeps it for the next flush (`buffered`, `folder`).
  void accept(CaptureLine line);

  /// Whether a line of this event would be kept: the same answer for the same id, in every process.
  /// Nobody has to ask; it saves building a line for nothing.
  default boolean wants(String eventId) {
    return true;
  }

  /// Whether a request is to be left out at its caller's wish, which is then counted. To be asked
  /// once for each scored request, before [#accept(CaptureLine)].
  ///
  /// @param header the value of [#OPT_OUT_HEADER], empty when there is none
  default boolean optsOut(String header) {
    return false;
  }

  /// Says that a reply is ready, so that what waits may be flushed. Handlers call it once for every
  /// invocation, last, whether or not they captured a line.
  ///
  /// @param requestId what Lambda calls the invocation (`Context.getAwsRequestId()`)
  default void invocationDone(String requestId) {}

  /// Makes ready for a snapshot of the process: delivers what waits and closes every connection. No
  /// line may be offered until [#resume()].
  default void suspend() {}

  /// Goes on in a process that was restored from a snapshot, possibly one of many: with a new
  /// client, new credentials and new connections.
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
