package dev.treeline.request;

import dev.treeline.forest.Engine;
import dev.treeline.forest.Facts;
import dev.treeline.forest.Model;
import java.util.List;
import java.util.Optional;

/// Scores nothing: the fault of ours that no caller can bring about.
record BrokenEngine(String message) implements Engine {

  /// A model of four features.
  Model model() {
    List<String> names = List.of("a", "b", "c", "d");
    Facts facts = new Facts("reg:squarederror", 4, names, List.of());
    return Model.foreign(facts, Optional.empty(), new byte[0], this);
  }

  private IllegalStateException broken() {
    return new IllegalStateException(message);
  }

  @Override
  public String name() {
    return "broken";
  }

  @Override
  public int groups() {
    return 1;
  }

  @Override
  public int outputs() {
    return 1;
  }

  @Override
  public int trees() {
    return 0;
  }

  @Override
  public void margins(float[] row, float[] margins) {
    throw broken();
  }

  @Override
  public void predict(float[] row, float[] predictions) {
    throw broken();
  }

  @Override
  public void margins(float[] rows, int count, float[] margins) {
    throw broken();
  }

  @Override
  public void predict(float[] rows, int count, float[] predictions) {
    throw broken();
  }

  @Override
  public void leaves(float[] row, int[] leaves) {
    throw broken();
  }
}
