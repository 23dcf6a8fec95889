package dev.treeline.request;

import dev.treeline.attribution.Scratch;
import dev.treeline.event.Events;
import dev.treeline.forest.Explainer;
import dev.treeline.forest.Model;
import dev.treeline.payload.Decoded;
import dev.treeline.payload.MediaType;
import dev.treeline.payload.Payload;
import dev.treeline.payload.PayloadException;
import dev.treeline.payload.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Takes the rows of one request as they are read, in the model's order of columns, and scores them
/// a block at a time: memory grows with the predictions, not with the rows. Serves one thread.
///
/// A row that does not fit the model is remembered and refused by [#scores] only, after the whole
/// body was read: what cannot be read wins over what cannot be scored, as in the container.
final class Batch implements Consumer<Row> {
  /// Values of one block, at most, but for a single row that has more.
  private static final int BLOCK_VALUES = 1 << 14;

  /// Cells of one request, at most. Text of 6 MiB has 3 million; only sparse rows, which do not
  /// write what is missing, come near, and would take longer than a caller waits.
  static final long MOST_CELLS = 1L << 26;

  /// Predictions of one request, at most: the shortest way to write one takes three bytes of a
  /// reply that Lambda limits.
  static final int MOST_PREDICTIONS = 1 << 21;

  private final Served served;
  private final Model model;
  private final FeatureNames names;
  private final boolean absentIsMissing;
  private final @Nullable Explainer explainer;
  private final @Nullable Scratch scratch;
  private final int blockRows;
  private final long bytesOfExplanation;
  private final NamedRow named;
  private float[] values;
  private float[] scores;
  private float[] attributions = {};
  private boolean typed = true;
  private int scored;
  private int inBlock;
  private @Nullable String problem;
  private @Nullable Refusal tooMany;

  /// @param absentIsMissing whether a named row may leave out what is missing
  /// @param explain whether and how attributions are wanted too
  /// @throws Refusal if they are, and the model has none
  Batch(Served served, boolean absentIsMissing, Explain explain) {
    this.served = served;
    this.model = served.model();
    this.names = served.names();
    this.absentIsMissing = absentIsMissing;
    this.named = new NamedRow(names);
    this.explainer = explain == Explain.NO ? null : served.explainer();
    this.bytesOfExplanation = explain.bytesOfRow(model.features(), model.groups());
    this.scratch = explainer == null ? null : explainer.scratch();
    this.blockRows = Math.max(1, BLOCK_VALUES / Math.max(1, model.features()));
    this.values = new float[Math.min(blockRows, 16) * model.features()];
    this.scores = new float[16 * model.outputs()];
  }

  /// Takes the rows of a body.
  ///
  /// @throws Refusal if the body, or its type, cannot be read
  Decoded read(MediaType type, byte[] body, Rules rules) {
    typed = !type.matches(MediaType.CSV);
    try {
      return Payload.decode(type, body, rules.body(model.features()), this);
    } catch (PayloadException e) {
      throw new Refusal(Reason.UNREADABLE, e.place() + ": " + e.problem());
    }
  }

  @Override
  public void accept(Row row) {
    if (tooMany != null) {
      return;
    }
    if (rows() >= most()) {
      tooMany = tooMany();
      return;
    }
    makeRoom();
    String found = row.named() ? takeNamed(row) : takePositional(row);
    if (found != null && problem == null) {
      problem = row.place() + ": " + found;
    }
    if (problem == null && ++inBlock == blockRows) {
      scoreBlock();
    }
  }

  private long most() {
    long byReply = MOST_PREDICTIONS / model.outputs();
    if (explainer != null) {
      byReply = Math.min(byReply, Events.MOST_BYTES / bytesOfExplanation);
    }
    return Math.min(byReply, MOST_CELLS / Math.max(1, model.features()));
  }

  private Refusal tooMany() {
    return new Refusal(
        Reason.TOO_LARGE,
        "body",
        "more than " + most() + " rows",
        "fewer: their "
            + (explainer == null ? "predictions" : "explanations")
            + " would not fit into one reply; send several requests");
  }

  private long attributionsOfRow() {
    return model.groups() * (model.features() + 1L);
  }

  private void makeRoom() {
    int needed = Math.multiplyExact(inBlock + 1, model.features());
    if (needed > values.length) {
      int whole = Math.multiplyExact(blockRows, model.features());
      values = Arrays.copyOf(values, (int) Math.min(Math.max(2L * values.length, needed), whole));
    }
  }

  /// Takes values in the model's order.
  ///
  /// @return what is wrong with the row, if anything
  private @Nullable String takePositional(Row row) {
    int from = inBlock * model.features();
    for (int column = 0; column < row.width(); column++) {
      if (column < model.features()) {
        values[from + column] =
            finite(CellValue.of(model, column, row, column, typed), row, column);
      } else {
        requireNumber(row, column);
      }
    }
    return row.width() == model.features()
        ? null
        : "found "
            + row.width()
            + (row.width() == 1 ? " value" : " values")
            + ", expected "
            + model.features()
            + ": "
            + names.list();
  }

  /// XGBoost takes no infinite values either, nor those too large for float32.
  private static float finite(float value, Row row, int column) {
    if (Float.isInfinite(value)) {
      throw new PayloadException(
          row.place(column), "a value that is infinite as float32", "a finite number or nothing");
    }
    return value;
  }

  /// Takes values by name; each must come exactly once, missing ones as `null` unless absent means
  /// missing.
  ///
  /// @return what is wrong with the row, if anything
  private @Nullable String takeNamed(Row row) {
    int from = inBlock * model.features();
    Arrays.fill(values, from, from + model.features(), Float.NaN);
    int[] columns = named.columns(row);
    int taken = 0;
    for (int i = 0; i < row.width(); i++) {
      if (columns[i] >= 0) {
        values[from + columns[i]] = finite(CellValue.of(model, columns[i], row, i, typed), row, i);
        taken++;
      }
    }
    boolean whole = taken == model.features() || absentIsMissing;
    return whole && taken == row.width() && !named.repeats() ? null : misnamed(row, columns);
  }

  private @Nullable String misnamed(Row row, int[] columns) {
    boolean[] seen = new boolean[model.features()];
    List<String> unknown = new ArrayList<>();
    List<String> repeated = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < row.width(); i++) {
      if (columns[i] < 0) {
        unknown.add(row.nameAt(i));
      } else if (seen[columns[i]]) {
        repeated.add(row.nameAt(i));
      } else {
        seen[columns[i]] = true;
      }
    }
    for (int i = 0; i < seen.length && !absentIsMissing; i++) {
      if (!seen[i]) {
        missing.add(names.name(i));
      }
    }
    List<String> faults = new ArrayList<>();
    addFault(faults, "no ", missing);
    addFault(faults, "unknown ", unknown);
    addFault(faults, "repeated ", repeated);
    return faults.isEmpty()
        ? null
        : "found "
            + String.join("; ", faults)
            + ", expected each name once, null where it is missing: "
            + names.list();
  }

  /// A cell that no feature stands for must be readable all the same.
  private static void requireNumber(Row row, int column) {
    row.floatAt(column);
  }

  private static void addFault(List<String> faults, String what, List<String> which) {
    if (!which.isEmpty()) {
      faults.add(what + FeatureNames.list(which));
    }
  }

  private int rows() {
    return scored + inBlock;
  }

  private void scoreBlock() {
    int outputs = model.outputs();
    scores = room(scores, (long) rows() * outputs);
    if (scored == 0) {
      model.predict(values, inBlock, scores);
    } else {
      float[] block = new float[inBlock * outputs];
      model.predict(values, inBlock, block);
      System.arraycopy(block, 0, scores, scored * outputs, block.length);
    }
    if (explainer != null && scratch != null) {
      explainBlock(explainer, scratch);
    }
    scored += inBlock;
    inBlock = 0;
  }

  private void explainBlock(Explainer explainer, Scratch scratch) {
    int of = (int) attributionsOfRow();
    attributions = room(attributions, (long) rows() * of);
    float[] block = new float[inBlock * of];
    explainer.contributions(values, inBlock, block, scratch);
    System.arraycopy(block, 0, attributions, scored * of, block.length);
  }

  private static float[] trimmed(float[] array, int length) {
    return array.length == length ? array : Arrays.copyOf(array, length);
  }

  private static float[] room(float[] array, long needed) {
    return needed <= array.length
        ? array
        : Arrays.copyOf(array, Math.toIntExact(Math.max(needed, 2L * array.length)));
  }

  /// Scores what has not been scored yet; to be called once, after the last row.
  ///
  /// @throws Refusal if rows do not fit the model, or there are none, or too many
  Scores scores() {
    if (problem != null) {
      throw new Refusal(Reason.UNEVALUABLE, problem);
    }
    if (tooMany != null) {
      throw tooMany;
    }
    if (rows() == 0) {
      throw new Refusal(Reason.UNEVALUABLE, "body: found no rows, expected at least one");
    }
    scoreBlock();
    return new Scores(
        served,
        scored,
        trimmed(scores, scored * model.outputs()),
        trimmed(attributions, explainer == null ? 0 : scored * (int) attributionsOfRow()));
  }
}
