package dev.treeline.forest;

import static dev.treeline.forest.DocumentReader.quoted;

import dev.treeline.forest.ModelDocument.LearnerParam;
import java.util.Arrays;
import java.util.stream.Collectors;

/// A document that was found to be consistent and within what is scored exactly, with what it says
/// in words made plain: the objective, the number of outputs, the base margins.
///
/// What comes later relies on it: every tree is a tree, every feature and group is in range.
final class CheckedModel {
  /// More than any real model has: guards against what a damaged file may claim.
  private static final int MOST_FEATURES = 1 << 24;

  private static final int MOST_GROUPS = 1 << 16;

  private static final String LEARNER = "$.learner";
  private static final String PARAM = LEARNER + ".learner_model_param";
  private static final String BOOSTER = LEARNER + ".gradient_booster.model";

  final ModelDocument document;
  final Objective objective;

  /// Output groups, and so margins, of a row.
  final int groups;

  /// The margin that each group starts from, before any tree.
  final float[] baseMargins;

  private CheckedModel(ModelDocument document) {
    this.document = document;
    objective = objective(document.objective());
    groups = groups(document.param());
    baseMargins = baseMargins();
  }

  /// @throws ModelFormatException with the path of the first thing that is wrong
  static CheckedModel check(ModelDocument document) {
    var checked = new CheckedModel(document);
    checkFeatures(document);
    checkTreeGroups(document.booster(), checked.groups);
    checkIterations(document.booster());
    var trees = document.booster().trees;
    for (int t = 0; t < trees.size(); t++) {
      new TreeCheck(trees.get(t), BOOSTER + ".trees[" + t + "]").check(document.param().features());
    }
    return checked;
  }

  private static Objective objective(String id) {
    return Objective.of(id)
        .orElseThrow(
            () ->
                new ModelFormatException(
                    LEARNER + ".objective.name",
                    quoted(id),
                    Arrays.stream(Objective.values())
                        .map(known -> quoted(known.id()))
                        .collect(
                            Collectors.joining(", ", "one of ", "; others are not supported"))));
  }

  private int groups(LearnerParam param) {
    if (param.classes() > 1 && param.targets() > 1) {
      throw new ModelFormatException(
          PARAM + ".num_target",
          "%d, and %d classes".formatted(param.targets(), param.classes()),
          "several targets or several classes, not both");
    }
    if (objective.multiclass() && param.classes() == 0) {
      throw new ModelFormatException(
          PARAM + ".num_class", "0", "the number of classes of " + objective.id());
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
    String[] scores = unbracketed(text).split(",", -1);
    if (scores.length != 1 && scores.length != groups) {
      throw wrongBaseScore(text, "one number, or one for each of " + groups + " outputs");
    }
    float[] margins = new float[groups];
    for (int g = 0; g < groups; g++) {
      margins[g] = baseMargin(text, scores[scores.length == 1 ? 0 : g].strip());
    }
    return margins;
  }

  private float baseMargin(String text, String number) {
    float score;
    try {
      score = Float.parseFloat(number);
    } catch (NumberFormatException e) {
      throw wrongBaseScore(text, "a number, or a list of numbers in brackets");
    }
    if (!objective.accepts(score, document.version())) {
      throw wrongBaseScore(
          text,
          objective == Objective.LOGISTIC ? "a probability between 0 and 1" : "finite numbers");
    }
    return objective.baseMargin(score, document.version());
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

  private static void checkTreeGroups(BoosterDocument booster, int groups) {
    int trees = booster.trees.size();
    if (booster.treeCount != trees) {
      throw new ModelFormatException(
          BOOSTER + ".trees", trees + " trees", booster.treeCount + ", as num_trees says");
    }
    if (booster.treeGroup.length != trees) {
      throw new ModelFormatException(
          BOOSTER + ".tree_info", booster.treeGroup.length + " groups", "one for each tree");
    }
    for (int t = 0; t < trees; t++) {
      int group = booster.treeGroup[t];
      if (group < 0 || group >= groups) {
        throw new ModelFormatException(
            BOOSTER + ".tree_info[" + t + "]", "" + group, "an output group below " + groups);
      }
    }
  }

  private static void checkIterations(BoosterDocument booster) {
    int[] starts = booster.iterationStarts;
    for (int i = 0; i < starts.length; i++) {
      int least = i == 0 ? 0 : starts[i - 1];
      int most = i == 0 ? 0 : booster.trees.size();
      boolean last = i == starts.length - 1;
      if (starts[i] < least || starts[i] > most || (last && starts[i] != booster.trees.size())) {
        throw new ModelFormatException(
            BOOSTER + ".iteration_indptr[" + i + "]",
            "" + starts[i],
            "numbers that rise from 0 to the number of trees, " + booster.trees.size());
      }
    }
  }
}
