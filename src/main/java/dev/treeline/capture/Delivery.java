package dev.treeline.capture;

import java.util.List;

/// Brings written lines to where they go, and enters each one's fate in the ledger. Thread-safe.
interface Delivery extends AutoCloseable {
  /// Returns when every line is delivered or dropped; never throws because of a failed delivery.
  ///
  /// @param lines each with its line end, none longer than [Lines#RECORD]
  /// @return whether any of them is known to have arrived
  boolean deliver(List<byte[]> lines, Effort effort);

  /// Pays ahead for what the first call would pay: connection, credentials, classes. Delivers
  /// nothing.
  ///
  /// @return whether the other side has answered
  boolean prime();

  /// Closes every socket that nobody uses; nothing may be delivered afterwards.
  void hangUp();

  @Override
  void close();
}
