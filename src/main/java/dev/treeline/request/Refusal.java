package dev.treeline.request;

/// The caller's fault, on its way up to [Outcome.Rejected]; carries no stack trace.
final class Refusal extends RuntimeException {
  private final Reason reason;
  private final String problem;

  /// @param problem place, found and expected; safe to show
  Refusal(Reason reason, String problem) {
    super(problem, null, false, false);
    this.reason = reason;
    this.problem = problem;
  }

  /// @param place a header, a parameter or a path in the body
  Refusal(Reason reason, String place, String found, String expected) {
    this(reason, place + ": found " + found + ", expected " + expected);
  }

  Outcome.Rejected outcome() {
    return new Outcome.Rejected(reason, problem);
  }
}
