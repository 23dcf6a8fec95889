package dev.treeline.local;

import dev.treeline.forest.Model;
import dev.treeline.payload.CsvOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `treeline train`: XGBoost on a table, as a model package with evaluation and baseline.
@Command(
    mixinStandardHelpOptions = true,
    name = "train",
    description = {
      "Trains XGBoost on a table of numbers.",
      "Writes a model package: the model, its evaluation on every fifth row, which was held back, rows"
          + " with the bits that libxgboost gave for them, and the baseline for the monitor."
    })
final class TrainCommand implements Callable<Integer> {
  /// The first of every five rows is held back to judge by; the model that is kept sees them all.
  private static final int HELD_BACK = 5;

  private static final int GOLDEN_ROWS = 25;

  private final World world;

  @Mixin private TableOptions table = new TableOptions();

  @Option(
      names = "--label",
      required = true,
      paramLabel = "COL",
      description =
          "what to predict: 0 and 1 or two texts make a binary model, few classes a multi-class"
              + " one, other numbers a regression")
  private String label = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "the model package to write (default: model/ of the project)")
  private String out = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "the model's name (default: the name of the table)")
  private String name = "";

  @Option(
      names = "--param",
      paramLabel = "k=v",
      description = "an XGBoost parameter, such as max_depth=4 or num_round=200; repeatable")
  private Map<String, String> params = new LinkedHashMap<>();

  TrainCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() {
    TableFile file = table.file(world, CsvOptions.TABLE);
    FeatureColumns columns = FeatureColumns.of(file, Optional.empty(), table.aside(List.of(label)));
    TrainingTable rows = TrainingTable.read(columns, file.columns().indexOf(label));
    Labels labels = Labels.of(label, rows.labels());
    say(
        "training %s on %d rows of %d features"
            .formatted(labels.objective(), rows.count(), rows.width()));

    NewPackage files =
        new NewPackage(
            nameOfModel(file),
            rows.features().stream()
                .map(feature -> new NewPackage.Feature(feature, "float"))
                .toList(),
            labels.classes(),
            Optional.empty());
    Evaluation evaluation = evaluate(rows, labels);
    files.put("evaluation.json", evaluation.json().getBytes(StandardCharsets.UTF_8));
    say("on every fifth row, held back: " + evaluation.text());
    byte[] modelFile = Trainer.of(labels, rows.count(), params).train(rows, labels);
    files.put("model.ubj", modelFile);
    Model model = files.model();
    Xgboost.Scores truth = Xgboost.score(modelFile, rows, 0);
    BitComparison.of(model, rows, truth).requireNone();
    files.put(GoldenRows.FILE, GoldenRows.of(rows, truth, GOLDEN_ROWS));
    say("all " + rows.count() + " rows score the same bits here as in xgboost");

    Blocks blocks = table.blocks(file);
    say("baseline: " + blocks.kind());
    TableRows scored = new TableRows(columns, new ScoredOutputs(model, columns), blocks);
    files.add(Baseline.of(scored, BaselineChoices.NONE));
    Path folder = out.isEmpty() ? world.home().resolve("model") : world.folder().resolve(out);
    files.writeTo(folder.normalize());
    world.out().println(folder.normalize() + ": " + String.join(", ", files.names()));
    return Treeline.DONE;
  }

  private Evaluation evaluate(TrainingTable rows, Labels labels) {
    TrainingTable learned = rows.part(HELD_BACK, TrainingTable.Share.OTHERS);
    Labels learnedLabels = labels.part(HELD_BACK, TrainingTable.Share.OTHERS);
    byte[] file = Trainer.of(learnedLabels, rows.count(), params).train(learned, learnedLabels);
    return Evaluation.of(
        Model.read("model.ubj", file),
        rows.part(HELD_BACK, TrainingTable.Share.ONE),
        labels.part(HELD_BACK, TrainingTable.Share.ONE));
  }

  private String nameOfModel(TableFile file) {
    String table = file.path().getFileName().toString();
    return name.isEmpty() ? table.substring(0, (table + ".").indexOf('.')) : name;
  }

  private void say(String text) {
    world.err().println("treeline: " + text);
  }
}
