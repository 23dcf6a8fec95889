package dev.treeline.request;

/// Why a request was turned away: the caller's faults, with the status that the SageMaker container
/// gives for each, or that HTTP gives where the container knows no such fault.
enum Reason {
  /// The rows do not fit the model.
  UNEVALUABLE(400),
  /// A header or a parameter of the request says what it may not say.
  INVALID(400),
  /// There is nothing under this path, or no such model.
  NOT_FOUND(404),
  /// The caller accepts nothing that can be written.
  NOT_ACCEPTABLE(406),
  /// The body is longer than it may be, or the reply would be.
  TOO_LARGE(413),
  /// The body's type, or the body, cannot be read.
  UNREADABLE(415),
  /// The function was set up for replies that this model does not have.
  NO_SUCH_OUTPUT(500);

  private final int status;

  Reason(int status) {
    this.status = status;
  }

  /// The HTTP status.
  int status() {
    return status;
  }
}
