package dev.treeline.payload;

import java.util.List;

/// The values that a row's predictions give to the keys of selectable output; see
/// [SelectedOutputs].
final class RowValues {
  private static final double EVEN_ODDS = 0.5;

  private final List<String> valid;
  private final int classes;
  private final boolean softprob;
  private final boolean labelIsPrediction;
  private final double labelThreshold;

  RowValues(String objective, int groups) {
    valid = SelectedKey.of(objective);
    softprob = objective.equals("multi:softprob");
    labelIsPrediction = objective.equals("binary:hinge") || objective.equals("multi:softmax");
    labelThreshold = objective.equals("binary:logitraw") ? 0 : EVEN_ODDS;
    classes = objective.startsWith("multi:") ? groups : 2;
  }

  /// Appends a cell; lists are quoted.
  void csv(StringBuilder out, String key, float[] scores, int from) {
    boolean quoted = isList(key);
    out.append(quoted ? "\"" : "");
    append(out, Notation.PYTHON, key, scores, from);
    out.append(quoted ? "\"" : "");
  }

  /// Appends a JSON value.
  void json(StringBuilder out, String key, float[] scores, int from) {
    append(out, Notation.JSON, key, scores, from);
  }

  /// The value as float32, a list of one where it is one number.
  float[] floats(String key, float[] scores, int from) {
    if (!valid.contains(key)) {
      return new float[] {Float.NaN};
    }
    return switch (key) {
      case SelectedKey.PREDICTED_LABEL -> new float[] {(float) label(scores, from)};
      case SelectedKey.LABELS -> labels();
      case SelectedKey.PROBABILITIES, SelectedKey.RAW_SCORES -> all(scores, from);
      default -> new float[] {scores[winner(scores, from)]};
    };
  }

  private boolean isList(String key) {
    return valid.contains(key)
        && (key.equals(SelectedKey.LABELS)
            || key.equals(SelectedKey.PROBABILITIES)
            || key.equals(SelectedKey.RAW_SCORES));
  }

  private void append(StringBuilder out, Notation notation, String key, float[] scores, int from) {
    if (!valid.contains(key)) {
      notation.number(out, Double.NaN);
      return;
    }
    switch (key) {
      case SelectedKey.PREDICTED_LABEL -> appendLabel(out, notation, scores, from);
      case SelectedKey.LABELS -> appendLabels(out);
      case SelectedKey.PROBABILITIES, SelectedKey.RAW_SCORES ->
          appendAll(out, notation, scores, from);
      default -> notation.number(out, scores[winner(scores, from)]);
    }
  }

  private void appendLabel(StringBuilder out, Notation notation, float[] scores, int from) {
    double label = label(scores, from);
    if (labelIsPrediction) {
      notation.number(out, label);
    } else {
      out.append((int) label);
    }
  }

  private void appendLabels(StringBuilder out) {
    out.append('[');
    for (int label = 0; label < classes; label++) {
      out.append(label == 0 ? "" : ", ").append(label);
    }
    out.append(']');
  }

  private void appendAll(StringBuilder out, Notation notation, float[] scores, int from) {
    if (softprob) {
      notation.list(out, scores, from, from + classes);
      return;
    }
    out.append('[');
    notation.number(out, 1.0 - scores[from]);
    out.append(", ");
    notation.number(out, scores[from]);
    out.append(']');
  }

  private double label(float[] scores, int from) {
    if (labelIsPrediction) {
      return scores[from];
    }
    if (softprob) {
      return greatest(scores, from) - from;
    }
    return scores[from] > labelThreshold ? 1 : 0;
  }

  private float[] labels() {
    float[] labels = new float[classes];
    for (int label = 0; label < classes; label++) {
      labels[label] = label;
    }
    return labels;
  }

  private float[] all(float[] scores, int from) {
    if (!softprob) {
      return new float[] {(float) (1.0 - scores[from]), scores[from]};
    }
    float[] all = new float[classes];
    System.arraycopy(scores, from, all, 0, classes);
    return all;
  }

  /// Where Python's `max` finds the greatest: it passes over what is NaN, but for the first.
  private int winner(float[] scores, int from) {
    int best = from;
    for (int i = from + 1; softprob && i < from + classes; i++) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return best;
  }

  /// Where numpy's `argmax` finds the greatest: what is NaN is greater than all.
  private int greatest(float[] scores, int from) {
    int best = from;
    for (int i = from; i < from + classes; i++) {
      if (Float.isNaN(scores[i])) {
        return i;
      }
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return best;
  }
}
