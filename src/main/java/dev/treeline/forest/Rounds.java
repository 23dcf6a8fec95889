package dev.treeline.forest;

import dev.treeline.booster.ModelDocument;
import dev.treeline.booster.ModelFormatException;
import dev.treeline.booster.TreesDocument;
import java.util.Optional;

/// Which boosting rounds of a model are scored.
public sealed interface Rounds {
  /// The attribute that early stopping leaves in a model: the number of the best round, from 0.
  String BEST_ITERATION = "best_iteration";

  /// Reads what people write: `best`, `all`, or how many, such as `20`.
  ///
  /// @return empty for anything else
  static Optional<Rounds> of(String text) {
    return switch (text) {
      case "best" -> Optional.of(new Best());
      case "all" -> Optional.of(new All());
      default ->
          text.matches("[1-9][0-9]{0,8}")
              ? Optional.of(new First(Integer.parseInt(text)))
              : Optional.empty();
    };
  }

  /// How many rounds at most, however many the model has.
  ///
  /// @throws ModelFormatException if `best_iteration` is asked for and is not a number
  int most(ModelDocument document);

  /// Up to the best round where early stopping noted one, as XGBoost's sklearn wrappers and the
  /// SageMaker container do; otherwise all.
  record Best() implements Rounds {
    @Override
    public int most(ModelDocument document) {
      String best = document.attributes().get(BEST_ITERATION);
      if (best == null) {
        return Integer.MAX_VALUE;
      }
      try {
        int round = Integer.parseInt(best);
        if (round >= 0 && round < Integer.MAX_VALUE) {
          return round + 1;
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw new ModelFormatException(
          "$.learner.attributes." + BEST_ITERATION,
          ModelFormatException.quoted(best),
          "the number of a round; \"rounds\": \"all\" in schema.json passes it over");
    }
  }

  /// All, as XGBoost's own `Booster.predict` does.
  record All() implements Rounds {
    @Override
    public int most(ModelDocument document) {
      return Integer.MAX_VALUE;
    }
  }

  /// The first few, at least 1.
  record First(int count) implements Rounds {
    @Override
    public int most(ModelDocument document) {
      return count;
    }
  }

  /// Trees of the model that belong to these rounds, from the first on: never more than it has.
  ///
  /// @throws ModelFormatException if `best_iteration` is asked for and is not a number
  default int trees(ModelDocument document, TreesDocument booster, int groups) {
    return treesUpTo(most(document), booster, groups);
  }

  /// Files that do not say where rounds start have as many trees in each.
  private static int treesUpTo(int rounds, TreesDocument booster, int groups) {
    int trees = booster.trees.size();
    int[] starts = booster.roundStarts;
    if (starts.length > 0) {
      return rounds < starts.length ? starts[rounds] : trees;
    }
    long inRound = inRound(booster, groups);
    return rounds > trees / inRound ? trees : (int) (rounds * inRound);
  }

  /// Rounds that a model has.
  static int count(TreesDocument booster, int groups) {
    return booster.roundStarts.length > 0
        ? booster.roundStarts.length - 1
        : (int) (booster.trees.size() / inRound(booster, groups));
  }

  private static long inRound(TreesDocument booster, int groups) {
    boolean vectors = !booster.trees.isEmpty() && booster.trees.getFirst().leafSize > 1;
    return Math.max(1L, booster.parallelTrees) * (vectors ? 1 : groups);
  }
}
