package dev.treeline.request;

import dev.treeline.event.Reply;

/// What became of one request. Every way a request can end is a case here.
sealed interface Outcome {

  /// Every row was scored.
  ///
  /// @param reply for the caller
  /// @param input what was scored
  /// @param output the predictions, without the explanations that the reply may hold
  /// @param scores what the model said
  /// @param eventId what the capture calls this request
  record Scored(Reply reply, Content input, Content output, Scores scores, String eventId)
      implements Outcome {
    /// Which model answered.
    Served served() {
      return scores.served();
    }

    /// How many there are.
    int rows() {
      return scores.rows();
    }
  }

  /// Something was asked about the endpoint, not of its models; or there was nothing to score.
  record Told(Reply reply) implements Outcome {}

  /// The request ended without predictions.
  sealed interface Failure extends Outcome {}

  /// The caller can fix this.
  ///
  /// @param problem place, found and expected; safe to show
  record Rejected(Reason reason, String problem) implements Failure {}

  /// There is another method for this path.
  ///
  /// @param allowed the method that would have been right
  record WrongMethod(String path, String found, String allowed) implements Failure {}

  /// The caller cannot fix this; the details go to the log only.
  ///
  /// @param incident under which the log holds the cause
  record Failed(String incident, Throwable cause) implements Failure {}
}
