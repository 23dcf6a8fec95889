package dev.treeline.local;

import dev.treeline.forest.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Scores of rows, of one kind.
record ScoreAnswers(Model model, Kind kind, LineFormat format) implements RowAnswers {
  /// What is asked of a model.
  enum Kind {
    PREDICTION,
    /// Before the link function.
    MARGIN,
    /// The class: its name, or its number where it has none.
    LABEL,
    /// The number of the leaf in each tree.
    LEAF
  }

  ScoreAnswers {
    if (kind == Kind.LABEL) {
      ClassLabels.requireClasses(model);
    }
    if (kind == Kind.LEAF) {
      requireTrees(model);
    }
    if (kind == Kind.MARGIN) {
      requireMargins(model);
    }
  }

  private static void requireMargins(Model model) {
    try {
      model.margins(new float[model.features()], new float[model.groups()]);
    } catch (UnsupportedOperationException e) {
      throw new CommandException("--kind margin: " + e.getMessage(), e);
    }
  }

  private static void requireTrees(Model model) {
    try {
      float[] row = new float[model.features()];
      model.leaves(row, new int[model.trees()]);
    } catch (UnsupportedOperationException e) {
      throw new CommandException("--kind leaf: " + e.getMessage(), e);
    }
  }

  @Override
  public long width() {
    return switch (kind) {
      case PREDICTION, LABEL -> model.outputs();
      case MARGIN -> model.groups();
      case LEAF -> model.trees();
    };
  }

  @Override
  public String heading() {
    return "";
  }

  @Override
  public String none() {
    return format.none();
  }

  @Override
  public Lines of(float[] rows, int count) {
    return switch (kind) {
      case PREDICTION -> floats("prediction", predictions(rows, count), model.outputs());
      case MARGIN -> {
        float[] margins = new float[Math.multiplyExact(count, model.groups())];
        model.margins(rows, count, margins);
        yield floats("margin", margins, model.groups());
      }
      case LABEL -> labels(predictions(rows, count));
      case LEAF -> leaves(rows);
    };
  }

  private float[] predictions(float[] rows, int count) {
    float[] predictions = new float[Math.multiplyExact(count, model.outputs())];
    model.predict(rows, count, predictions);
    return predictions;
  }

  private Lines floats(String key, float[] values, int width) {
    return (out, row) -> format.floats(out, key, values, row * width, (row + 1) * width);
  }

  private Lines labels(float[] predictions) {
    int width = model.outputs();
    return (out, row) -> {
      int[] labels =
          ClassLabels.of(model, Arrays.copyOfRange(predictions, row * width, (row + 1) * width));
      format.texts(out, "label", named(labels), labels.length > 1);
    };
  }

  private List<String> named(int[] labels) {
    List<String> names = new ArrayList<>();
    for (int label : labels) {
      names.add(
          label < model.classes().size()
              ? format.quoted(model.classes().get(label))
              : Integer.toString(label));
    }
    return names;
  }

  private Lines leaves(float[] rows) {
    float[] values = new float[model.features()];
    int[] leaves = new int[model.trees()];
    return (out, row) -> {
      System.arraycopy(rows, row * values.length, values, 0, values.length);
      model.leaves(values, leaves);
      format.texts(out, "leaf", Arrays.stream(leaves).mapToObj(Integer::toString).toList(), true);
    };
  }
}
