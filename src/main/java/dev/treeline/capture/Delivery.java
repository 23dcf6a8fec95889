package dev.treeline.capture;

import java.util.List;

/// Brings written lines to where they go, and enters each one's fate in the ledger. Thread-safe.
interface Delivery extends AutoCloseable {
  /// Returns when every line is delivered or dropped; never throws because of a failed delivery.
  ///
  /// @param lines each with its line end, none longer than [Lines#LONGEST]
  void deliver(List<byte[]> lines);

  @Override
  void close();
}
