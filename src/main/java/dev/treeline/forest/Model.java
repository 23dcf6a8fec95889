package dev.treeline.forest;

import dev.treeline.booster.ModelFormatException;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.RandomAccess;

/// A loaded model package: what the model is, and how it scores rows.
///
/// Scores have the bits that libxgboost gives on an x86-64 CPU under Linux. Immutable; one instance
/// serves every thread.
public final class Model {
  private static final float EVEN_ODDS = 0.5f;

  private final Schema schema;
  private final String version;
  private final Facts facts;
  private final List<String> featureNames;
  private final List<Categories> categories;
  private final Engine engine;

  Model(Schema schema, String version, Facts facts, Engine engine) {
    this.schema = schema;
    this.version = version;
    this.facts = facts;
    this.engine = engine;
    featureNames = featureNames(schema, facts);
    categories =
        Categories.of(schema.categories().isEmpty() ? facts.categories() : schema.categories());
  }

  /// Loads a model package that can be scored exactly, up to its best round.
  ///
  /// @param files see [ModelLoader#load]
  /// @throws ModelFormatException see [ModelLoader#load]
  public static Model load(Map<String, byte[]> files) {
    return ModelLoader.DEFAULT.load(files);
  }

  /// Reads a model file that stands alone.
  ///
  /// @param fileName for error messages; the format is told by the content
  /// @param bytes a model in any of XGBoost's formats but a pickle
  /// @throws ModelFormatException if it is not a model that can be scored exactly
  public static Model read(String fileName, byte[] bytes) {
    return ModelLoader.DEFAULT.read(fileName, bytes);
  }

  /// The name in `schema.json`, otherwise `model`.
  public String name() {
    return schema.name().orElse("model");
  }

  /// The version in `schema.json`, otherwise the CRC-32 of the model file and of `schema.json`, as
  /// 8 hex digits.
  public String version() {
    return version;
  }

  /// What scores the rows: `treeline`, or the engine that a command was told to take.
  public String engine() {
    return engine.name();
  }

  /// Whether this package scores the rows.
  public boolean exact() {
    return engine.name().equals(BoosterEngine.NAME);
  }

  /// XGBoost's objective, such as `multi:softprob`.
  public String objective() {
    return facts.objective();
  }

  /// One name a column, in the order that the trees know: from `schema.json`, otherwise from the
  /// model file, otherwise `f0`, `f1`, ….
  public List<String> featureNames() {
    return featureNames;
  }

  /// Class names from `schema.json`, in label order; empty when there are none.
  public List<String> classes() {
    return schema.classes();
  }

  /// The probability from which on a `binary:logistic` model says the second class: from
  /// `schema.json`, otherwise one half.
  public float threshold() {
    return schema.threshold().orElse(EVEN_ODDS);
  }

  /// The names of a feature's categories, each at the place of its code; empty when it has none.
  public List<String> categories(int feature) {
    return categories.isEmpty() ? List.of() : categories.get(feature).names();
  }

  /// The code of a category: what a row must hold for it.
  ///
  /// @return empty if the feature has no category of that name
  public OptionalInt code(int feature, String category) {
    return categories.isEmpty() ? OptionalInt.empty() : categories.get(feature).code(category);
  }

  /// Values a row must have.
  public int features() {
    return facts.features();
  }

  /// Margins a row gets: one per output group.
  public int groups() {
    return engine.groups();
  }

  /// Predictions a row gets: one per group, but a single class number for `multi:softmax`.
  public int outputs() {
    return engine.outputs();
  }

  /// Trees that a row visits; 0 where the model has none.
  public int trees() {
    return engine.trees();
  }

  /// Sums the leaves reached by one row, before the link function.
  ///
  /// @param row [#features()] values in model order, `NaN` where a value is missing
  /// @param margins receives [#groups()] margins, with the bits that libxgboost gives
  /// @throws IllegalArgumentException if the row has another length, or `margins` is too short
  public void margins(float[] row, float[] margins) {
    requireRow(row);
    requireRoom(margins.length, groups());
    engine.margins(row, margins);
  }

  /// Scores one row: margins, then the objective's link function.
  ///
  /// @param row [#features()] values in model order, `NaN` where a value is missing
  /// @param predictions receives [#outputs()] predictions, with the bits that libxgboost gives
  /// @throws IllegalArgumentException if the row has another length, or `predictions` is too short
  public void predict(float[] row, float[] predictions) {
    requireRow(row);
    requireRoom(predictions.length, outputs());
    engine.predict(row, predictions);
  }

  /// The margins of a batch: as of its rows one by one, but faster.
  ///
  /// @param rows `count` × [#features()] values, row after row
  /// @param margins receives `count` × [#groups()] margins, row after row
  /// @throws IllegalArgumentException if either array is too short
  public void margins(float[] rows, int count, float[] margins) {
    requireBatch(rows, count);
    requireRoom(margins.length, (long) count * groups());
    engine.margins(rows, count, margins);
  }

  /// Scores a batch: as its rows one by one, but faster.
  ///
  /// @param rows `count` × [#features()] values, row after row
  /// @param predictions receives `count` × [#outputs()] predictions, row after row
  /// @throws IllegalArgumentException if either array is too short
  public void predict(float[] rows, int count, float[] predictions) {
    requireBatch(rows, count);
    requireRoom(predictions.length, (long) count * outputs());
    engine.predict(rows, count, predictions);
  }

  /// The leaf that a row reaches in each tree.
  ///
  /// @param row [#features()] values in model order, `NaN` where a value is missing
  /// @param leaves receives [#trees()] numbers of nodes, as the file counts them
  /// @throws IllegalArgumentException if the row has another length, or `leaves` is too short
  /// @throws UnsupportedOperationException if the model has no trees, or is several models
  public void leaves(float[] row, int[] leaves) {
    requireRow(row);
    requireRoom(leaves.length, trees());
    engine.leaves(row, leaves);
  }

  private void requireRow(float[] row) {
    if (row.length != features()) {
      throw new IllegalArgumentException(
          "The row has " + row.length + " values, the model has " + features() + " features");
    }
  }

  private void requireBatch(float[] rows, int count) {
    if (count < 0 || rows.length < (long) count * features()) {
      throw new IllegalArgumentException(
          rows.length + " values are not " + count + " rows of " + features() + " features");
    }
  }

  private static void requireRoom(int room, long needed) {
    if (room < needed) {
      throw new IllegalArgumentException(
          "There is room for " + room + " results, the model gives " + needed);
    }
  }

  private static List<String> featureNames(Schema schema, Facts facts) {
    if (!schema.featureNames().isEmpty()) {
      return schema.featureNames();
    }
    return facts.featureNames().isEmpty()
        ? new NumberedNames(facts.features())
        : facts.featureNames();
  }

  /// `f0`, `f1`, …, made when asked for: a damaged file may claim millions of features.
  private static final class NumberedNames extends AbstractList<String> implements RandomAccess {
    private final int size;

    NumberedNames(int size) {
      this.size = size;
    }

    @Override
    public String get(int index) {
      return "f" + Objects.checkIndex(index, size);
    }

    @Override
    public int size() {
      return size;
    }
  }
}
