package dev.treeline.local;

import dev.treeline.booster.ModelFormatException;
import dev.treeline.forest.Model;
import dev.treeline.forest.ModelLoader;
import dev.treeline.pickle.PickledBooster;
import java.util.Locale;
import java.util.Map;

/// What scores a model: the forest, or for what it refuses XGBoost's own library.
enum EngineChoice {
  /// Exact, fast, and all that runs in Lambda.
  TREELINE,
  /// Slow and native; a way out when XGBoost's file format is newer than the forest.
  XGBOOST4J;

  /// Loads the files of a package.
  ///
  /// @param loader the choices, of which the native engine knows the rounds only
  Model load(Map<String, byte[]> files, ModelLoader loader) {
    return switch (this) {
      case TREELINE -> exact(files, loader);
      case XGBOOST4J -> XgboostEngine.model(files, loader);
    };
  }

  private static Model exact(Map<String, byte[]> files, ModelLoader loader) {
    try {
      return loader.load(files);
    } catch (ModelFormatException e) {
      if (files.values().stream().anyMatch(PickledBooster::looksLike)) {
        throw e; // which names the way; XGBoost's library reads no pickles either
      }
      throw new CommandException(
          e.getMessage() + " (--engine xgboost4j may score it all the same)", e);
    }
  }

  /// As it is typed.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
