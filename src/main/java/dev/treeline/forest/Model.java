package dev.treeline.forest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.AbstractList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.TreeSet;

/// A loaded model package: what the model is, and how it scores one row.
///
/// Scores have the bits that libxgboost gives on an x86-64 CPU under Linux. Immutable; one instance
/// serves every thread. A score allocates one small int array (two ints a feature), and the margins
/// where there are more of them than predictions.
public final class Model {
  private static final List<String> MODEL_FILES =
      List.of("model.ubj", "model.json", "xgboost-model");

  private static final float EVEN_ODDS = 0.5f;

  private final Schema schema;
  private final String version;
  private final Objective objective;
  private final List<String> featureNames;
  private final int features;
  private final float[] baseMargins;
  private final Forest forest;

  private Model(CheckedModel model, Schema schema, String version) {
    this.schema = schema;
    this.version = version;
    objective = model.objective;
    features = model.document.param().features();
    featureNames = featureNames(schema, model.document);
    baseMargins = model.baseMargins;
    forest = ForestCompiler.compile(model);
  }

  /// Loads a model package.
  ///
  /// @param files the package's files by name: exactly one of `model.ubj`, `model.json`,
  ///   `xgboost-model`, and optionally `schema.json`; others are ignored
  /// @throws ModelFormatException if there is no model file or several, one that cannot be scored
  ///   exactly, or a schema of another model
  public static Model load(Map<String, byte[]> files) {
    var present = MODEL_FILES.stream().filter(files::containsKey).toList();
    if (present.size() != 1) {
      throw new ModelFormatException(
          "model package",
          present.isEmpty()
              ? "the files " + new TreeSet<>(files.keySet())
              : String.join(" and ", present),
          "exactly one model file: " + String.join(", ", MODEL_FILES));
    }
    String name = present.getFirst();
    byte[] schema = files.get(Schema.FILE);
    return read(
        name,
        Objects.requireNonNull(files.get(name)),
        schema == null ? Schema.NONE : ModelFile.schema(schema));
  }

  /// Reads a model file that stands alone.
  ///
  /// @param fileName for error messages; the format is told by the content
  /// @param bytes XGBoost's JSON or UBJSON
  /// @throws ModelFormatException if it is not a model that can be scored exactly
  public static Model read(String fileName, byte[] bytes) {
    return read(fileName, bytes, Schema.NONE);
  }

  private static Model read(String fileName, byte[] bytes, Schema schema) {
    CheckedModel checked = ModelFile.read(fileName, bytes);
    try {
      schema.check(checked);
    } catch (ModelFormatException e) {
      throw e.in(Schema.FILE);
    }
    try {
      return new Model(checked, schema, schema.version().orElseGet(() -> digest(bytes)));
    } catch (ModelFormatException e) {
      throw e.in(fileName);
    }
  }

  /// The name in `schema.json`, otherwise `model`.
  public String name() {
    return schema.name().orElse("model");
  }

  /// The version in `schema.json`, otherwise the first 12 hex digits of the model file's SHA-256.
  public String version() {
    return version;
  }

  /// XGBoost's objective, such as `multi:softprob`.
  public String objective() {
    return objective.id();
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

  /// Values a row must have.
  public int features() {
    return features;
  }

  /// Margins a row gets: one per output group.
  public int groups() {
    return baseMargins.length;
  }

  /// Predictions a row gets: one per group, but a single class number for `multi:softmax`.
  public int outputs() {
    return objective.outputs(groups());
  }

  /// Sums the leaves reached by one row, before the link function.
  ///
  /// @param row [#features()] values in model order, `NaN` where a value is missing
  /// @param margins receives [#groups()] margins, with the bits that libxgboost gives
  /// @throws IllegalArgumentException if the row has another length, or `margins` is too short
  public void margins(float[] row, float[] margins) {
    if (row.length != features) {
      throw new IllegalArgumentException(
          "The row has " + row.length + " values, the model has " + features + " features");
    }
    requireRoom(margins, groups());
    System.arraycopy(baseMargins, 0, margins, 0, baseMargins.length);
    forest.addLeaves(row, margins);
  }

  /// Scores one row: margins, then the objective's link function.
  ///
  /// @param row [#features()] values in model order, `NaN` where a value is missing
  /// @param predictions receives [#outputs()] predictions, with the bits that libxgboost gives
  /// @throws IllegalArgumentException if the row has another length, or `predictions` is too short
  public void predict(float[] row, float[] predictions) {
    requireRoom(predictions, outputs());
    float[] margins = predictions.length < groups() ? new float[groups()] : predictions;
    margins(row, margins);
    objective.link(margins, groups(), predictions);
  }

  private static void requireRoom(float[] results, int needed) {
    if (results.length < needed) {
      throw new IllegalArgumentException(
          "There is room for " + results.length + " results, the model gives " + needed);
    }
  }

  private static List<String> featureNames(Schema schema, ModelDocument document) {
    if (!schema.featureNames().isEmpty()) {
      return schema.featureNames();
    }
    return document.featureNames().isEmpty()
        ? new NumberedNames(document.param().features())
        : document.featureNames();
  }

  private static String digest(byte[] bytes) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(bytes), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
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
