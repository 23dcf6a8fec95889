package dev.treeline.forest;

import dev.treeline.attribution.Attribution;
import dev.treeline.attribution.Scratch;
import dev.treeline.booster.Detail;
import dev.treeline.booster.LinearDocument;
import dev.treeline.booster.ModelFile;
import dev.treeline.booster.ModelFormatException;
import dev.treeline.booster.TreesDocument;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/// Says what each feature of a row added to its margins.
///
/// All attributions have one entry more than features: the last is the bias, what the model says of
/// no row in particular (base margin and the trees' means by cover). A row's attributions add up to
/// its margin, to within float32's rounding. Features that no tree uses get 0.
///
/// Equal to libxgboost's `pred_contribs`, `approx_contribs` and `pred_interactions` to within
/// float32's rounding; the approximate ones have its bits. Where training saw nothing (a split of
/// cover 0) both branches count half, as in XGBoost 3.3 and later.
///
/// Immutable; one instance serves every thread, but a [Scratch] only one at a time.
public final class Explainer {
  private final Attribution attribution;
  private final int features;
  private final int groups;

  private Explainer(Attribution attribution, int features, int groups) {
    this.attribution = attribution;
    this.features = features;
    this.groups = groups;
  }

  /// Loads the model of a package, for the rounds that [Model#load] scores.
  ///
  /// @param files the package's files by name: one model file and optionally `schema.json`
  /// @throws ModelFormatException if there is not exactly one model file, or one that cannot be
  ///   explained; see [#read(String, byte[], Rounds)]
  public static Explainer load(Map<String, byte[]> files) {
    var names = new TreeSet<>(files.keySet());
    var models = names.stream().filter(ModelLoader::isModel).toList();
    if (models.size() != 1) {
      throw new ModelFormatException(
          "model package",
          models.isEmpty() ? "the files " + names : String.join(" and ", models),
          "exactly one model file: several that answer together cannot be explained");
    }
    byte[] bytes = Objects.requireNonNull(files.get(models.getFirst()));
    byte[] schema = files.get(Schema.FILE);
    var rounds = (schema == null ? Schema.NONE : SchemaReader.file(schema)).rounds();
    return read(models.getFirst(), bytes, rounds.orElseGet(Rounds.Best::new));
  }

  /// Reads a model file that stands alone, up to its best round.
  ///
  /// @param fileName for error messages; the format is told by the content
  /// @throws ModelFormatException see [#read(String, byte[], Rounds)]
  public static Explainer read(String fileName, byte[] bytes) {
    return read(fileName, bytes, new Rounds.Best());
  }

  /// Reads a model file that stands alone.
  ///
  /// @param fileName for error messages; the format is told by the content
  /// @param rounds which rounds are explained
  /// @throws ModelFormatException if it is no model, or trees do not say what their nodes covered
  ///   in training (`sum_hessian`), without which there are no attributions
  public static Explainer read(String fileName, byte[] bytes, Rounds rounds) {
    var document = ModelFile.read(fileName, bytes, Detail.STATISTICS);
    try {
      return of(CheckedModel.check(document), rounds);
    } catch (ModelFormatException e) {
      throw e.in(fileName);
    }
  }

  private static Explainer of(CheckedModel model, Rounds rounds) {
    int features = model.document.param().features();
    if (model.groups * (features + 1L) > Integer.MAX_VALUE) {
      throw new ModelFormatException(
          "$.learner.learner_model_param",
          "%d features and %d outputs".formatted(features, model.groups),
          "fewer: attributions, one of each feature for each output, are one array");
    }
    Attribution attribution =
        switch (model.document.booster()) {
          case TreesDocument trees ->
              Attribution.of(
                  trees,
                  rounds.trees(model.document, trees, model.groups),
                  features,
                  model.baseMargins);
          case LinearDocument linear -> Attribution.of(linear, features, model.baseMargins);
        };
    return new Explainer(attribution, features, model.groups);
  }

  /// Values a row must have.
  public int features() {
    return features;
  }

  /// Margins that are explained: one per output group.
  public int groups() {
    return groups;
  }

  /// Memory for explaining rows: to be kept by whoever explains many, one for each thread.
  public Scratch scratch() {
    return attribution.scratch();
  }

  /// Exact Shapley values of one row (path-dependent TreeSHAP).
  ///
  /// @param row [#features()] values in model order, `NaN` where a value is missing
  /// @param out receives [#groups()] × ([#features()] + 1) values, group after group, in each the
  ///   bias last
  /// @throws IllegalArgumentException if the row has another length, or `out` is too short
  public void contributions(float[] row, float[] out) {
    requireRow(row);
    requireRoom(out, groups * (features + 1L));
    attribution.contributions(row, 1, out, scratch());
  }

  /// Exact Shapley values of a batch: as of its rows one by one, but faster.
  ///
  /// @param rows `count` × [#features()] values, row after row
  /// @param out receives `count` × [#groups()] × ([#features()] + 1) values, row after row
  /// @param scratch of this explainer
  /// @throws IllegalArgumentException if either array is too short
  public void contributions(float[] rows, int count, float[] out, Scratch scratch) {
    if (count < 0 || rows.length < (long) count * features) {
      throw new IllegalArgumentException(
          rows.length + " values are not " + count + " rows of " + features);
    }
    requireRoom(out, groups * (features + 1L) * count);
    attribution.contributions(rows, count, out, scratch);
  }

  /// Approximate contributions of one row: each split earns by how much it changed the mean on the
  /// way to the leaf (Saabas).
  ///
  /// @param row as for [#contributions(float[], float[])]
  /// @param out as there
  /// @throws IllegalArgumentException as there
  /// @throws UnsupportedOperationException if the model has leaf vectors
  public void approximate(float[] row, float[] out) {
    requireRow(row);
    requireRoom(out, groups * (features + 1L));
    attribution.approximate(row, out, scratch());
  }

  /// Exact Shapley interaction values of one row.
  ///
  /// A row of the matrix adds up to the feature's contribution; each pair's interaction stands half
  /// above and half below the diagonal.
  ///
  /// @param row as for [#contributions(float[], float[])]
  /// @param out receives [#groups()] × ([#features()] + 1)² values, group after group; the bias is
  ///   the last of the diagonal
  /// @throws IllegalArgumentException if the row has another length, or `out` is too short
  public void interactions(float[] row, float[] out) {
    requireRow(row);
    long side = features + 1L;
    boolean fits = side * side <= Integer.MAX_VALUE;
    requireRoom(out, fits ? groups * side * side : Long.MAX_VALUE);
    attribution.interactions(row, out, scratch());
  }

  private void requireRow(float[] row) {
    if (row.length != features) {
      throw new IllegalArgumentException(
          "The row has " + row.length + " values, the model has " + features + " features");
    }
  }

  private static void requireRoom(float[] out, long needed) {
    if (out.length < needed) {
      throw new IllegalArgumentException(
          "There is room for " + out.length + " attributions, the model gives " + needed);
    }
  }
}
