package dev.treeline.capture;

import java.time.Duration;

/// How long one attempt to put lines on a stream may take. Apart from the class that puts them,
/// since to touch that one is to load the SDK.
///
/// @param first the first one of a client's life
/// @param later every other one
record Patience(Duration first, Duration later) {
  /// The first call pays for connection, credentials and class loading on a fraction of a core.
  static final Patience USUAL = new Patience(Duration.ofSeconds(5), Duration.ofSeconds(1));
}
