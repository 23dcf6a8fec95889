package dev.treeline.local;

import dev.treeline.forest.Explainer;
import dev.treeline.forest.Model;
import dev.treeline.payload.Predictions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What each feature of a row added to its margins, the bias last.
///
/// @param model names the features and the classes
record ExplainAnswers(Model model, Explainer explainer, Method method, LineFormat format)
    implements RowAnswers {
  /// How it is told what a feature added.
  enum Method {
    /// Exact Shapley values.
    EXACT,
    /// By the means on the way to the leaf.
    APPROXIMATE,
    /// Exact Shapley values of pairs.
    INTERACTIONS
  }

  private static final String BIAS = "bias";

  ExplainAnswers {
    long perGroup = explainer.features() + 1L;
    long numbers = explainer.groups() * perGroup * (method == Method.INTERACTIONS ? perGroup : 1);
    if (numbers > 1 << 28) {
      throw new CommandException(
          "--"
              + option(method)
              + ": found "
              + numbers
              + " numbers a row, expected at most "
              + (1 << 28));
    }
    try {
      answer(explainer, method, new float[explainer.features()], new float[(int) numbers]);
    } catch (UnsupportedOperationException e) {
      throw new CommandException("--" + option(method) + ": " + e.getMessage(), e);
    }
  }

  private static String option(Method method) {
    return method.name().toLowerCase(Locale.ROOT);
  }

  private static void answer(Explainer explainer, Method method, float[] row, float[] out) {
    switch (method) {
      case EXACT -> explainer.contributions(row, out);
      case APPROXIMATE -> explainer.approximate(row, out);
      case INTERACTIONS -> explainer.interactions(row, out);
    }
  }

  @Override
  public long width() {
    return explainer.groups() * (long) perGroup();
  }

  /// Numbers that a group has.
  private int perGroup() {
    int side = explainer.features() + 1;
    return method == Method.INTERACTIONS ? side * side : side;
  }

  /// In CSV the names of the columns: `feature`, or `feature*feature` for a pair, after the class
  /// and a colon where there are several.
  @Override
  public String heading() {
    if (format == LineFormat.JSONL) {
      return "";
    }
    List<String> names = new ArrayList<>();
    for (int group = 0; group < explainer.groups(); group++) {
      String prefix = explainer.groups() == 1 ? "" : group(group) + ":";
      for (int i = 0; i <= explainer.features(); i++) {
        if (method != Method.INTERACTIONS) {
          names.add(format.quoted(prefix + name(i)));
          continue;
        }
        for (int j = 0; j <= explainer.features(); j++) {
          names.add(format.quoted(prefix + name(i) + "*" + name(j)));
        }
      }
    }
    return String.join(",", names);
  }

  private String name(int feature) {
    return feature == explainer.features() ? BIAS : model.featureNames().get(feature);
  }

  private String group(int group) {
    return model.classes().size() == explainer.groups()
        ? model.classes().get(group)
        : Integer.toString(group);
  }

  @Override
  public String none() {
    return format.none();
  }

  @Override
  public Lines of(float[] rows, int count) {
    int width = Math.toIntExact(width());
    if (method == Method.EXACT) {
      float[] all = new float[Math.multiplyExact(count, width)];
      explainer.contributions(rows, count, all, explainer.scratch());
      return (out, row) -> append(out, all, row * width);
    }
    float[] values = new float[explainer.features()];
    float[] answer = new float[width];
    return (out, row) -> {
      System.arraycopy(rows, row * values.length, values, 0, values.length);
      answer(explainer, method, values, answer);
      append(out, answer, 0);
    };
  }

  private void append(StringBuilder out, float[] values, int from) {
    if (format == LineFormat.CSV) {
      Predictions.csvCells(out, values, from, from + explainer.groups() * perGroup());
      return;
    }
    boolean several = explainer.groups() > 1;
    out.append(several ? "[" : "");
    for (int group = 0; group < explainer.groups(); group++) {
      out.append(group == 0 ? "" : ",");
      appendGroup(out, values, from + group * perGroup(), several ? group(group) : "");
    }
    out.append(several ? "]" : "");
  }

  private void appendGroup(StringBuilder out, float[] values, int from, String group) {
    int features = explainer.features();
    out.append('{');
    if (!group.isEmpty()) {
      out.append("\"class\":").append(format.quoted(group)).append(',');
    }
    if (method == Method.INTERACTIONS) {
      out.append("\"interactions\":[");
      for (int i = 0; i <= features; i++) {
        out.append(i == 0 ? "[" : ",[");
        int first = from + i * (features + 1);
        Predictions.jsonElements(out, values, first, first + features + 1);
        out.append(']');
      }
      out.append("]}");
      return;
    }
    out.append("\"bias\":");
    Predictions.jsonElements(out, values, from + features, from + features + 1);
    out.append(",\"contributions\":{");
    for (int f = 0; f < features; f++) {
      out.append(f == 0 ? "" : ",").append(format.quoted(name(f))).append(':');
      Predictions.jsonElements(out, values, from + f, from + f + 1);
    }
    out.append("}}");
  }
}
