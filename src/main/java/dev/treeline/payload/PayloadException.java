package dev.treeline.payload;

/// A body that cannot be read; the message is safe to show to the caller.
public final class PayloadException extends RuntimeException {
  private final String place;
  private final String problem;

  /// @param place where in the body: a JSON path such as `$.inputs[0][2]`, or `row 3, column 2`
  /// @param found what stands there
  /// @param expected what would have been accepted
  public PayloadException(String place, String found, String expected) {
    super(place + ": found " + found + ", expected " + expected);
    this.place = place;
    this.problem = "found " + found + ", expected " + expected;
  }

  private PayloadException(String place, String problem) {
    super(place + ": " + problem);
    this.place = place;
    this.problem = problem;
  }

  /// The same problem, its place called by a name as well.
  public PayloadException at(String name) {
    return new PayloadException(place + " (" + name + ")", problem);
  }

  /// Where in the body.
  public String place() {
    return place;
  }

  /// What was found there and what was expected.
  public String problem() {
    return problem;
  }
}
