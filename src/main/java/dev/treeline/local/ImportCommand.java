package dev.treeline.local;

import dev.treeline.forest.Model;
import dev.treeline.forest.ModelLoader;
import dev.treeline.forest.Rounds;
import dev.treeline.payload.CsvOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `treeline import`: a model from elsewhere becomes a model package.
@Command(
    mixinStandardHelpOptions = true,
    name = "import",
    description = {
      "Makes a model package of a model from elsewhere.",
      "Takes XGBoost's JSON, UBJSON and old binary files, memory snapshots, Python pickles (which are"
          + " read, never executed), and SageMaker's model.tar.gz with any of these. Several models in"
          + " one archive answer together. Rows with the bits that libxgboost gives for them go into"
          + " the package as golden.jsonl."
    })
final class ImportCommand implements Callable<Integer> {
  private static final int GOLDEN_ROWS = 25;
  private static final int SEED = 1;

  private final World world;

  @Parameters(
      paramLabel = "SOURCE",
      description = "a model file, a pickle, a model.tar.gz, a folder of these, or s3://…")
  private String source = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "the model package to write")
  private String out = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "the model's name (default: the name of the source)")
  private String name = "";

  @Option(
      names = "--rounds",
      paramLabel = "R",
      description =
          "the boosting rounds that are scored: best (up to the best_iteration of early stopping, the"
              + " default), all, or how many")
  private String rounds = "";

  @Option(
      names = "--rows",
      paramLabel = "F",
      description = "a table whose rows go into golden.jsonl (default: generated rows)")
  private String rows = "";

  ImportCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() {
    String location = world.location(source);
    Path folder = world.folder().resolve(out).normalize();
    requireApart(location, folder);
    if (!rounds.isEmpty() && Rounds.of(rounds).isEmpty()) {
      throw CommandException.misuse(
          "--rounds: found " + rounds + ", expected best, all, or a number from 1");
    }
    Map<String, byte[]> files = Packages.files(world, location, file -> true);
    List<ImportedModel> models = ImportedModel.all(location, files, this::say);
    ImportedModel first = models.getFirst();
    NewPackage made =
        new NewPackage(
            name.isEmpty() ? nameOfSource() : name,
            first.features(),
            first.classes(),
            first.rounds(rounds));
    for (int i = 0; i < models.size(); i++) {
      ImportedModel model = models.get(i);
      made.put(models.size() == 1 ? model.packageName() : part(i, models.size()), model.bytes());
    }
    Model loaded = made.model();
    say(
        "%s of %d features and %d outputs%s"
            .formatted(
                loaded.objective(),
                loaded.features(),
                loaded.outputs(),
                models.size() == 1 ? ", " + loaded.trees() + " trees" : ""));
    if (models.size() == 1) {
      golden(first, loaded, made.rounds(first.said()))
          .ifPresent(lines -> made.put(GoldenRows.FILE, lines));
    } else {
      say(
          models.size()
              + " models answer together; libxgboost has no such answer, so there is no"
              + " golden.jsonl");
    }
    List<String> deleted = made.writeTo(folder);
    if (!deleted.isEmpty()) {
      say("deleted what the older package in it had: " + String.join(", ", deleted));
    }
    world.out().println(folder + ": " + String.join(", ", made.names()));
    return Treeline.DONE;
  }

  /// A package may replace an older one, but not the only copy of what it is made from.
  private void requireApart(String source, Path folder) {
    Packages.requireFolder(folder);
    Path from = Path.of(source);
    if (from.equals(folder)
        || (folder.equals(from.getParent()) && ModelLoader.isModel(from.getFileName() + ""))) {
      throw CommandException.misuse(
          "--out: found the folder of the source, expected another: its files would be lost");
    }
  }

  /// As many digits for each, so that the order of the names is the order of the models.
  private static String part(int number, int count) {
    int digits = Integer.toString(count - 1).length();
    return "xgboost-model-" + "0".repeat(digits - Integer.toString(number).length()) + number;
  }

  private Optional<byte[]> golden(ImportedModel model, Model loaded, int scored) {
    Rows tried =
        rows.isEmpty() ? RandomRows.of(model.document(), GOLDEN_ROWS, SEED) : table(loaded);
    Xgboost.Scores truth;
    try {
      truth = Xgboost.score(model.bytes(), tried, scored);
    } catch (CommandException e) {
      say("no golden.jsonl, since xgboost4j cannot score it: " + e.getMessage());
      return Optional.empty();
    }
    BitComparison.of(loaded, tried, truth).requireNone();
    say(tried.count() + " rows score the same bits here as in xgboost");
    return Optional.of(GoldenRows.of(tried, truth, GOLDEN_ROWS));
  }

  private Rows table(Model loaded) {
    TableFile file = new TableFile(world.folder().resolve(rows).normalize(), CsvOptions.ANY_TABLE);
    return TrainingTable.read(FeatureColumns.of(file, Optional.of(loaded), Set.of()), 0);
  }

  private String nameOfSource() {
    String last = source.replaceFirst("/+$", "").replaceFirst(".*/", "");
    return last.substring(0, (last + ".").indexOf('.'));
  }

  private void say(String text) {
    world.err().println("treeline: " + text);
  }
}
