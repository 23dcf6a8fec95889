package dev.treeline.forest;

import static dev.treeline.booster.ModelFormatException.quoted;

import dev.treeline.booster.LinearDocument;
import dev.treeline.booster.ModelDocument;
import dev.treeline.booster.ModelDocument.LearnerParam;
import dev.treeline.booster.ModelFormatException;
import dev.treeline.booster.TreesDocument;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// A document that was found to be consistent, with what it says in words made plain: the
/// objective, the number of outputs, the base margins.
///
/// What comes later relies on it: every tree is a tree, every feature and group is in range.
final class CheckedModel {
  /// More than any real model has: guards against what a damaged file may claim.
  private static final int MOST_FEATURES = 1 << 24;

  private static final int MOST_GROUPS = 1 << 16;

  private static final String LEARNER = "$.learner";
  private static final String PARAM = LEARNER + ".learner_model_param";

  final ModelDocument document;

  /// Empty for one that is not known: such a model has margins, but no predictions.
  private final Optional<Objective> known;

  /// How margins become predictions; the identity where the objective is not known.
  final Link link;

  /// Output groups, and so margins, of a row.
  final int groups;

  /// The margin that each group starts from, before any tree.
  final float[] baseMargins;

  private CheckedModel(ModelDocument document) {
    this.document = document;
    known = Objective.of(document.objective());
    link = known.isPresent() ? known.get().link(document.version()) : Link.IDENTITY;
    groups = groups(document.param());
    baseMargins = baseMargins();
  }

  /// @throws ModelFormatException with the path of the first thing that is wrong
  static CheckedModel check(ModelDocument document) {
    var checked = new CheckedModel(document);
    checkFeatures(document);
    int features = document.param().features();
    // No pattern switch: linking the first takes longer than reading a small model.
    if (document.booster() instanceof TreesDocument trees) {
      new TreesCheck(trees, checked.groups).check(features);
    } else if (document.booster() instanceof LinearDocument linear) {
      checkWeights(linear, features, checked.groups);
    }
    return checked;
  }

  /// What the model was trained for.
  ///
  /// @throws ModelFormatException if that is not known, so that margins cannot become predictions
  Objective objective() {
    if (known.isPresent()) {
      return known.get();
    }
    throw new ModelFormatException(
        LEARNER + ".objective.name",
        quoted(document.objective()),
        Arrays.stream(Objective.values())
            .map(Objective::id)
            .collect(Collectors.joining(", ", "one of ", "; margins can be had")));
  }

  private boolean multiclass() {
    return known.isPresent() && known.get().multiclass();
  }

  private int groups(LearnerParam param) {
    if (param.classes() > 1 && param.targets() > 1) {
      throw new ModelFormatException(
          PARAM + ".num_target",
          "%d, and %d classes".formatted(param.targets(), param.classes()),
          "several targets or several classes, not both");
    }
    if (multiclass() && param.classes() < 1) {
      throw new ModelFormatException(
          PARAM + ".num_class",
          "" + param.classes(),
          "the number of classes of " + document.objective());
    }
    if (multiclass() && param.targets() > 1) {
      throw new ModelFormatException(
          PARAM + ".num_target", "" + param.targets(), "1, for " + document.objective());
    }
    int wanted = Math.max(1, Math.max(param.classes(), param.targets()));
    if (wanted > MOST_GROUPS) {
      throw new ModelFormatException(
          PARAM + (param.classes() > 1 ? ".num_class" : ".num_target"),
          "" + wanted,
          "at most " + MOST_GROUPS);
    }
    return wanted;
  }

  /// base_score is one number for all groups, or from XGBoost 3.1 on a list of one or one a group.
  private float[] baseMargins() {
    String text = document.param().baseScore();
    String list = unbracketed(text);
    int count = count(list);
    if (count != 1 && count != groups) {
      throw wrongBaseScore(text, "one number, or one for each of " + groups + " outputs");
    }
    float[] margins = new float[groups];
    String[] numbers = list.split(",", -1);
    for (int g = 0; g < groups; g++) {
      margins[g] = baseScore(text, numbers[count == 1 ? 0 : g].strip());
    }
    if (!document.param().isMargin()) {
      link.toMargins(margins, document.version());
    }
    // libxgboost's linear booster starts every group from the first one's margin.
    if (document.booster() instanceof LinearDocument) {
      Arrays.fill(margins, margins[0]);
    }
    return margins;
  }

  /// Counted before the text is taken apart: a damaged one may be all commas.
  private static int count(String list) {
    int count = 1;
    for (int i = list.indexOf(','); i >= 0; i = list.indexOf(',', i + 1)) {
      count++;
    }
    return count;
  }

  private float baseScore(String text, String number) {
    float score;
    try {
      score = Float.parseFloat(number);
    } catch (NumberFormatException e) {
      throw wrongBaseScore(text, "a number, or a list of numbers in brackets");
    }
    // Java takes hexadecimal numbers and endings such as in 5e-1f, too; XGBoost does not.
    char last = number.charAt(number.length() - 1);
    if (last == 'f'
        || last == 'F'
        || last == 'd'
        || last == 'D'
        || number.indexOf('p') >= 0
        || number.indexOf('P') >= 0) {
      throw wrongBaseScore(text, "a decimal number, or a list of them in brackets");
    }
    String complaint =
        (document.param().isMargin() ? Link.IDENTITY : link).complaint(score, document.version());
    if (!complaint.isEmpty()) {
      throw wrongBaseScore(text, complaint);
    }
    return score;
  }

  private static String unbracketed(String text) {
    String list = text.strip();
    boolean bracketed =
        (list.startsWith("[") && list.endsWith("]"))
            || (list.startsWith("(") && list.endsWith(")"));
    return bracketed ? list.substring(1, list.length() - 1) : list;
  }

  private static ModelFormatException wrongBaseScore(String text, String expected) {
    return new ModelFormatException(PARAM + ".base_score", quoted(text), expected);
  }

  private static void checkFeatures(ModelDocument document) {
    int features = document.param().features();
    if (features < 1 || features > MOST_FEATURES) {
      throw new ModelFormatException(
          PARAM + ".num_feature", "" + features, "1 to " + MOST_FEATURES);
    }
    int names = document.featureNames().size();
    if (names != 0 && names != features) {
      throw new ModelFormatException(
          LEARNER + ".feature_names",
          names + " names",
          features + ", as num_feature says, or none");
    }
  }

  private static void checkWeights(LinearDocument linear, int features, int groups) {
    long expected = (features + 1L) * groups;
    if (linear.weights.length != expected) {
      throw new ModelFormatException(
          LEARNER + ".gradient_booster.model.weights",
          linear.weights.length + " weights",
          expected + ": one for each feature and a bias, for each of " + groups + " outputs");
    }
  }
}
