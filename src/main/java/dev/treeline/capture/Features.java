package dev.treeline.capture;

import java.util.List;

/// What the features of a model are called. An endpoint may hold several models.
@FunctionalInterface
public interface Features {
  /// The names in the model's order; empty when they are not known: then what is to be redacted by
  /// a column's name cannot be found, and bodies are withheld whole.
  ///
  /// @param modelName as captured lines name the model; empty where there is only one
  List<String> of(String modelName);

  /// Knows no model.
  record Unknown() implements Features {
    @Override
    public List<String> of(String modelName) {
      return List.of();
    }
  }
}
