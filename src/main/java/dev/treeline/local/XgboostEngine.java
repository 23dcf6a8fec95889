package dev.treeline.local;

import dev.treeline.booster.ModelFormatException;
import dev.treeline.forest.Engine;
import dev.treeline.forest.Facts;
import dev.treeline.forest.Inspection;
import dev.treeline.forest.Model;
import dev.treeline.forest.ModelLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.Booster.PredictionType;

/// Scores with XGBoost's native library. One call at a time: the library's handles are not made to
/// be shared.
final class XgboostEngine implements Engine {
  static final String NAME = "xgboost4j";

  private final Booster booster;
  private final int features;
  private final int[] rounds;
  private final int groups;
  private final int outputs;

  /// @param rounds how many are scored, 0 for all
  private XgboostEngine(Booster booster, int features, int rounds) {
    this.booster = booster;
    this.features = features;
    this.rounds = new int[] {0, rounds};
    float[] missing = new float[features];
    Arrays.fill(missing, Float.NaN);
    groups = call(missing, 1, PredictionType.kMargin)[0].length;
    outputs = call(missing, 1, PredictionType.kValue)[0].length;
  }

  /// Loads a package of one model.
  ///
  /// @throws CommandException if the library cannot load it, or would misread it
  static Model model(Map<String, byte[]> files, ModelLoader loader) {
    List<String> names = files.keySet().stream().filter(ModelLoader::isModel).toList();
    if (names.size() != 1) {
      throw new CommandException(NAME + " scores one model, found " + names);
    }
    byte[] bytes = files.getOrDefault(names.getFirst(), new byte[0]);
    Optional<Inspection> said = inspect(names.getFirst(), bytes);
    byte[] readable = said.map(it -> Xgboost.readable(bytes, it)).orElse(bytes);
    Booster booster = Xgboost.booster(readable);
    Optional<byte[]> schema = Optional.ofNullable(files.get(ModelLoader.SCHEMA));
    int rounds = loader.most(schema, said);
    int features = Xgboost.run(() -> Math.toIntExact(booster.getNumFeature()));
    var facts =
        said.map(Inspection::facts)
            .orElseGet(() -> new Facts("unknown", features, List.of(), List.of()));
    return ModelLoader.foreign(facts, schema, bytes, new XgboostEngine(booster, features, rounds));
  }

  /// What the file says, if it can be read here: usually it cannot, which is why this engine is
  /// asked for.
  private static Optional<Inspection> inspect(String name, byte[] bytes) {
    try {
      return Optional.of(Inspection.read(name, bytes));
    } catch (ModelFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int groups() {
    return groups;
  }

  @Override
  public int outputs() {
    return outputs;
  }

  @Override
  public void margins(float[] row, float[] margins) {
    margins(row, 1, margins);
  }

  @Override
  public void predict(float[] row, float[] predictions) {
    predict(row, 1, predictions);
  }

  @Override
  public void margins(float[] rows, int count, float[] margins) {
    copy(call(rows, count, PredictionType.kMargin), groups, margins);
  }

  @Override
  public void predict(float[] rows, int count, float[] predictions) {
    copy(call(rows, count, PredictionType.kValue), outputs, predictions);
  }

  private static void copy(float[][] answers, int width, float[] into) {
    for (int r = 0; r < answers.length; r++) {
      System.arraycopy(answers[r], 0, into, r * width, width);
    }
  }

  private synchronized float[][] call(float[] rows, int count, PredictionType type) {
    return count == 0
        ? new float[0][]
        : Xgboost.run(
            () ->
                booster.inplace_predict(
                    rows.length == count * features ? rows : Arrays.copyOf(rows, count * features),
                    count,
                    features,
                    Float.NaN,
                    rounds,
                    type,
                    null));
  }

  @Override
  public int trees() {
    return 0;
  }

  @Override
  public void leaves(float[] row, int[] leaves) {
    throw new UnsupportedOperationException(NAME + " gives no leaves here");
  }
}
