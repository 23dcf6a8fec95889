package dev.treeline.request;

/// What became of one request. Every way a request can end is a case here.
sealed interface Outcome {

  /// Every row was scored.
  ///
  /// @param contentType of the text
  /// @param text one entry a row, in the rows' order
  /// @param rows how many
  /// @param eventId what the capture calls this request
  record Scored(String contentType, String text, int rows, String eventId) implements Outcome {}

  /// There was no body, and so nothing to score.
  record Nothing() implements Outcome {}

  /// The model is loaded, and that was the question.
  record Healthy() implements Outcome {}

  /// How a batch job should call.
  ///
  /// @param concurrent requests that are worked on at once
  /// @param megabytes longest body, in MiB, rounded down
  record Parameters(int concurrent, int megabytes) implements Outcome {}

  /// The path is known, the method is not.
  ///
  /// @param found the caller's method
  /// @param route what would have been right
  record WrongMethod(String found, Route route) implements Outcome {}

  /// The caller can fix this.
  ///
  /// @param problem place, found and expected; safe to show
  record Rejected(Reason reason, String problem) implements Outcome {}

  /// The caller cannot fix this; the details go to the log only.
  ///
  /// @param incident under which the log holds the cause
  record Failed(String incident, Throwable cause) implements Outcome {}
}
