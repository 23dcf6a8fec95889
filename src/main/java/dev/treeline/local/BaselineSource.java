package dev.treeline.local;

import java.util.List;

/// Rows that a baseline is made of: a table, or what an endpoint captured. They are read as often
/// as needed, always the same rows in the same order.
interface BaselineSource {
  /// The features, in the model's order.
  List<String> features();

  /// What is watched of the model's answers, [dev.treeline.monitor.Outputs]; none when nobody
  /// scored the rows.
  List<String> outputNames();

  /// Whether the decided class is watched only if every score is a chance, from 0 to 1: where
  /// nothing but the scores says what kind of model gave them.
  boolean guessesClass();

  /// What a block is, for people.
  String blockKind();

  /// The version of the model whose answers the rows hold, to be asked after they were read; empty
  /// when nobody knows, or several answered.
  String modelVersion();

  /// Shows every row.
  ///
  /// @return how many there were
  long read(Sink sink);

  /// Takes the rows.
  @FunctionalInterface
  interface Sink {
    void accept(BaselineRow row);
  }
}
