package dev.treeline.local;

import dev.treeline.forest.Explainer;
import dev.treeline.forest.Model;
import dev.treeline.forest.ModelLoader;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `treeline explain`: a file of rows to what each feature added.
@Command(
    mixinStandardHelpOptions = true,
    name = "explain",
    description = {
      "Says what each feature of a row added to its margin.",
      "Writes one line a row with the contribution of each feature and the bias last; they add up to"
          + " the margin. CSV begins with a line of names, before each the class and a colon where"
          + " there are several; JSON Lines have {\"bias\": …, \"contributions\": {…}}, an array of"
          + " these where there are several classes."
    })
final class ExplainCommand implements Callable<Integer> {
  private final World world;

  @Mixin private RowsOptions rows = new RowsOptions();

  @ArgGroup private How how = new How();

  /// Exact Shapley values unless it is said otherwise.
  static final class How {
    @Option(
        names = "--approximate",
        description =
            "how each split changed the mean on the way to the leaf (Saabas), as approx_contribs of"
                + " XGBoost")
    boolean approximate;

    @Option(
        names = "--interactions",
        description =
            "each pair of features, as pred_interactions of XGBoost: the matrix row after row, the"
                + " bias last")
    boolean interactions;
  }

  ExplainCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() {
    Map<String, byte[]> files = Packages.forScoring(world, rows.model);
    Model model = new ModelLoader(ModelLoader.Use.MARGINS, Optional.empty()).load(files);
    ExplainAnswers answers =
        new ExplainAnswers(model, Explainer.load(files), method(), rows.format);
    return rows.run(world, model, answers);
  }

  private ExplainAnswers.Method method() {
    return how.approximate
        ? ExplainAnswers.Method.APPROXIMATE
        : how.interactions ? ExplainAnswers.Method.INTERACTIONS : ExplainAnswers.Method.EXACT;
  }
}
