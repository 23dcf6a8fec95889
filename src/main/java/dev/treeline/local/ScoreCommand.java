package dev.treeline.local;

import dev.treeline.forest.Model;
import dev.treeline.forest.ModelLoader;
import dev.treeline.forest.Rounds;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `treeline score`: a file of rows to predictions.
@Command(
    mixinStandardHelpOptions = true,
    name = "score",
    description = {
      "Scores the rows of a file.",
      "Writes one line a row, several values of a row comma-separated, numbers so that they read"
          + " back to the same bits. Columns are found by name where the file has names, in any"
          + " order, and others are passed over; otherwise by position. A cell that is empty, null"
          + " or nan is missing. Memory does not grow with the file."
    })
final class ScoreCommand implements Callable<Integer> {
  private final World world;

  @Mixin private RowsOptions rows = new RowsOptions();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = {
        "prediction (default); margin: before the link function, also of an objective that is not"
            + " known; label: the class, by its name or number; leaf: the leaf in each tree"
      })
  private ScoreAnswers.Kind kind = ScoreAnswers.Kind.PREDICTION;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "how many boosting rounds are scored: best (where early stopping noted it), all, or a"
              + " number (default: what schema.json says, otherwise best)")
  private String rounds = "";

  @Option(
      names = "--engine",
      paramLabel = "E",
      description =
          "what scores: treeline (default), or xgboost4j for a model that Treeline refuses; slower")
  private EngineChoice engine = EngineChoice.TREELINE;

  ScoreCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() {
    ModelLoader.Use use =
        kind == ScoreAnswers.Kind.MARGIN ? ModelLoader.Use.MARGINS : ModelLoader.Use.PREDICTIONS;
    Model model =
        engine.load(Packages.forScoring(world, rows.model), new ModelLoader(use, rounds()));
    if (!model.exact()) {
      world.err().println("treeline: " + model.engine() + " scores");
    }
    return rows.run(world, model, new ScoreAnswers(model, kind, rows.format));
  }

  private Optional<Rounds> rounds() {
    Optional<Rounds> asked = Rounds.of(rounds);
    if (asked.isEmpty() && !rounds.isEmpty()) {
      throw CommandException.misuse(
          "--rounds: found " + rounds + ", expected best, all, or a number from 1");
    }
    return asked;
  }
}
