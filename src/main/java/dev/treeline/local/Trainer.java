package dev.treeline.local;

import java.util.LinkedHashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;

/// How a model is trained: XGBoost's parameters, given ones over the defaults.
final class Trainer {
  /// Tables below this size train on one thread, and so to the same bits on every machine.
  private static final int SMALL_TABLE = 50_000;

  private final Map<String, Object> params;
  private final int rounds;

  private Trainer(Map<String, Object> params, int rounds) {
    this.params = params;
    this.rounds = rounds;
  }

  /// @param given XGBoost's parameters by name; `num_round` is how many rounds, 100 unless given
  static Trainer of(Labels labels, int rows, Map<String, String> given) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("objective", labels.objective());
    params.put("eta", "0.1");
    params.put("max_depth", "5");
    params.put("tree_method", "hist");
    params.put("seed", "0");
    params.put("verbosity", "1");
    if (rows < SMALL_TABLE) {
      params.put("nthread", "1");
    }
    if (labels.classCount() > 2) {
      params.put("num_class", Integer.toString(labels.classCount()));
    }
    params.putAll(given);
    Object rounds = params.remove("num_round");
    return new Trainer(params, rounds == null ? 100 : rounds(rounds.toString()));
  }

  private static int rounds(String text) {
    try {
      int rounds = Integer.parseInt(text);
      if (rounds > 0) {
        return rounds;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new CommandException(
        "--param num_round: found \"" + text + "\", expected a whole number above 0");
  }

  /// Trains a model.
  ///
  /// @return the model file, in UBJSON
  byte[] train(TrainingTable table, Labels labels) {
    float[] target = new float[table.count()];
    for (int row = 0; row < target.length; row++) {
      target[row] = labels.values().get(row);
    }
    return Xgboost.run(
        () -> {
          DMatrix matrix = Xgboost.matrix(table);
          try {
            matrix.setLabel(target);
            matrix.setFeatureNames(table.features().toArray(String[]::new));
            Booster booster = XGBoost.train(matrix, params, rounds, Map.of(), null, null);
            try {
              return booster.toByteArray("ubj");
            } finally {
              booster.dispose();
            }
          } finally {
            matrix.dispose();
          }
        });
  }
}
