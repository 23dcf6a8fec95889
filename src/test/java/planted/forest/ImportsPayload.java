package planted.forest;

import planted.payload.Body;

/// An arrow that is not in the table.
final class ImportsPayload {
  private ImportsPayload() {}

  static int size() {
    return Body.size();
  }
}
