package dev.treeline.monitor;

import java.io.IOException;

/// Tells people something, in one message.
@FunctionalInterface
public interface Notifier {
  /// Sends a message.
  ///
  /// @param subject at most 100 visible ASCII characters
  /// @throws IOException if it could not be sent
  void send(String subject, String message) throws IOException;
}
