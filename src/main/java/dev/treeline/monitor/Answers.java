package dev.treeline.monitor;

import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.Profile;
import dev.treeline.payload.Row;
import dev.treeline.sketch.Partition;
import dev.treeline.sketch.Values;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Finds the model's outputs in a decoded reply.
///
/// A reply without names (CSV, an array) holds the outputs and nothing else. In a named one, such
/// as `{"predictions": [{"score": 0.4}]}` or SageMaker's selectable output, they stand under the
/// first of [#NAMES] that is there. SageMaker's selectable output is turned into what the baseline
/// watches:
/// - `probabilities` and `raw_scores` of two values are `[1-p, p]` when the model has one output:
///   the second value is that output;
/// - `probability` and `raw_score` are the output of a model that has one, otherwise the largest of
///   several, which is the score and does not tell the class;
/// - `predicted_label` is the class and does not tell the score;
/// - in CSV, lists are quoted: of `1,"[0.4, 0.6]"` the list is taken, as `probabilities`.
///
/// Whether the model has one output is read from the baseline, see [#hasOneOutput].
final class Answers implements Serializable {
  /// Names of outputs, the most telling first.
  static final List<String> NAMES =
      List.of(
          "score",
          "probabilities",
          "probability",
          "predicted_score",
          "raw_scores",
          "raw_score",
          "predicted_label");

  private static final String LABEL = "predicted_label";
  private static final int LONGEST = 40;

  private final boolean oneOutput;

  Answers(Profile profile) {
    this(hasOneOutput(profile));
  }

  Answers(boolean oneOutput) {
    this.oneOutput = oneOutput;
  }

  /// Whether the baseline is that of a model with one output a row.
  ///
  /// A profile does not say so, but shows it: several outputs have decided a class beyond 1, or
  /// their largest was never below one half, as the larger of two chances cannot be.
  static boolean hasOneOutput(Profile profile) {
    Optional<Partition> classes = cells(profile, Outputs.CLASS);
    boolean isTwoAtMost = classes.map(Answers::holdsNoClassBeyondOne).orElse(true);
    boolean isHalfAtLeast =
        classes.isPresent()
            && cells(profile, Outputs.SCORE).map(score -> score.isBelow(0.4999)).orElse(false);
    return isTwoAtMost && !isHalfAtLeast;
  }

  private static Optional<Partition> cells(Profile profile, String name) {
    return profile.predictions().stream()
        .filter(output -> output.name().equals(name))
        .map(FeatureProfile::partition)
        .findFirst();
  }

  private static boolean holdsNoClassBeyondOne(Partition classes) {
    return classes instanceof Values values
        && values.labels().stream().allMatch(label -> label.matches("[01](\\.0)?"));
  }

  /// The outputs of every row; at least one a row, and as many in every row.
  ///
  /// @throws Body.Unreadable if a row holds no number to watch
  List<Answer> of(Body body) throws Body.Unreadable {
    List<Answer> answers = new ArrayList<>(body.rows().size());
    for (Body.Cells row : body.rows()) {
      int line = answers.size() + 1;
      Answer answer = answer(row, line);
      if (line > 1 && answer.width() != answers.getFirst().width()) {
        throw new Body.Unreadable(
            "output row %d: found %d values, expected %d as in row 1"
                .formatted(line, answer.width(), answers.getFirst().width()));
      }
      answers.add(answer);
    }
    return answers;
  }

  private Answer answer(Body.Cells row, int line) throws Body.Unreadable {
    if (IntStream.range(0, row.width()).allMatch(cell -> row.name(cell).isEmpty())) {
      return withoutNames(row, line);
    }
    for (String name : NAMES) {
      int[] cells = named(row, name);
      if (cells.length > 0) {
        return answer(name, numbers(row, cells, line), row, line);
      }
    }
    throw none(line);
  }

  private Answer answer(String name, double[] numbers, Body.Cells row, int line)
      throws Body.Unreadable {
    return switch (name) {
      case LABEL -> Answer.ofClass(numbers[0]);
      case "probabilities", "raw_scores" -> list(numbers);
      case "probability", "raw_score" -> {
        Answer answer = oneOutput ? Answer.ofAll(numbers) : Answer.ofScore(numbers[0]);
        int[] label = named(row, LABEL);
        yield label.length == 0 ? answer : answer.deciding(numbers(row, label, line)[0]);
      }
      default -> Answer.ofAll(numbers);
    };
  }

  private Answer list(double[] numbers) {
    return oneOutput && numbers.length == 2 ? Answer.ofAll(numbers[1]) : Answer.ofAll(numbers);
  }

  private Answer withoutNames(Body.Cells row, int line) throws Body.Unreadable {
    for (int cell = 0; cell < row.width(); cell++) {
      Optional<double[]> quoted = chances(row.text(cell));
      if (quoted.isPresent()) {
        return list(quoted.get());
      }
    }
    return Answer.ofAll(numbers(row, IntStream.range(0, row.width()).toArray(), line));
  }

  /// The numbers of a quoted list such as `[0.4, 0.6]`; none for one of labels, `[0, 1]`.
  private static Optional<double[]> chances(String text) {
    String list = text.strip();
    if (!list.startsWith("[") || !list.endsWith("]") || !list.contains(".")) {
      return Optional.empty();
    }
    try {
      String[] parts = list.substring(1, list.length() - 1).split(",", -1);
      return Optional.of(Arrays.stream(parts).mapToDouble(Double::parseDouble).toArray());
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static double[] numbers(Body.Cells row, int[] cells, int line) throws Body.Unreadable {
    double[] numbers = new double[cells.length];
    for (int i = 0; i < cells.length; i++) {
      if (row.kind(cells[i]) == Row.Kind.TEXT) {
        throw new Body.Unreadable(
            "output row %d: found text \"%s\", expected a number"
                .formatted(line, cut(row.text(cells[i]))));
      }
      numbers[i] = row.number(cells[i]);
    }
    if (numbers.length == 0) {
      throw none(line);
    }
    return numbers;
  }

  private static Body.Unreadable none(int line) {
    return new Body.Unreadable(
        "output row " + line + ": found none of " + NAMES + ", expected one of them");
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  private static int[] named(Body.Cells row, String name) {
    return IntStream.range(0, row.width()).filter(i -> row.name(i).equals(name)).toArray();
  }
}
