package dev.treeline.local;

import dev.treeline.booster.Detail;
import dev.treeline.booster.ModelDocument;
import dev.treeline.booster.ModelFile;
import dev.treeline.booster.TreesDocument;
import dev.treeline.forest.Model;
import dev.treeline.forest.ModelLoader;
import dev.treeline.forest.Rounds;
import dev.treeline.payload.CsvOptions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `treeline verify`: proves that a model scores the same bits here as in XGBoost.
@Command(
    mixinStandardHelpOptions = true,
    name = "verify",
    description = {
      "Proves that a model scores the same bits here as in XGBoost.",
      "Compares margins and predictions with xgboost4j, on the rows of a table or on generated ones"
          + " that try every split, and with golden.jsonl where the package has one. Exit status 1"
          + " if any bit differs, or if there is nothing to compare with."
    })
final class VerifyCommand implements Callable<Integer> {
  private static final int MOST_ROWS = 1_000_000;

  /// Numbers in memory at a time.
  private static final int MOST_NUMBERS = 100_000_000;

  private final World world;

  @Option(
      names = "--model",
      paramLabel = "M",
      description = "the model package, or a model file (default: model/ of the project)")
  private String model = "";

  @Option(
      names = "--rows",
      paramLabel = "F",
      description = "a table of rows: CSV with a header, or JSON Lines (.jsonl); plain or gzip")
  private String rows = "";

  @Option(
      names = "--generate",
      paramLabel = "N",
      description = "how many rows to generate where no table is given (default: 10000)")
  private int generated = 10_000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "the same seed generates the same rows (default: 1)")
  private long seed = 1;

  VerifyCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() {
    if (generated < 1 || generated > MOST_ROWS) {
      throw CommandException.misuse(
          "--generate: found " + generated + ", expected 1 to " + MOST_ROWS);
    }
    String location =
        model.isEmpty() ? world.home().resolve("model").toString() : world.location(model);
    Map<String, byte[]> files =
        new TreeMap<>(
            Packages.files(
                world, location, name -> ModelLoader.needs(name) || name.equals(GoldenRows.FILE)));
    byte[] golden = files.remove(GoldenRows.FILE);
    boolean compared = false;
    boolean same = true;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (ModelLoader.isModel(file.getKey())) {
        Optional<BitComparison> comparison = withXgboost(file.getKey(), file.getValue());
        compared |= comparison.isPresent();
        same &= comparison.map(found -> say(file.getKey(), "xgboost4j", found)).orElse(true);
      }
    }
    if (golden != null) {
      compared = true;
      BitComparison found = GoldenRows.compare(Model.load(files), golden);
      same &= say(location, GoldenRows.FILE, found);
    }
    return compared && same ? Treeline.DONE : Treeline.FAILED;
  }

  /// All rounds, whatever the package scores: the proof is of the trees.
  private Optional<BitComparison> withXgboost(String name, byte[] bytes) {
    Model mine =
        new ModelLoader(ModelLoader.Use.PREDICTIONS, Optional.of(new Rounds.All()))
            .read(name, bytes);
    ModelDocument document = ModelFile.read(name, bytes, Detail.SCORES);
    Rows tried = rows(mine, document);
    try {
      Xgboost.Scores truth = Xgboost.score(bytes, tried, 0);
      return Optional.of(BitComparison.of(mine, tried, truth));
    } catch (CommandException e) {
      world.err().printf("treeline: %s: xgboost4j cannot score it: %s%n", name, e.getMessage());
      return Optional.empty();
    }
  }

  private Rows rows(Model mine, ModelDocument document) {
    if (rows.isEmpty()) {
      int most =
          document.booster() instanceof TreesDocument ? generated : Math.min(generated, 1000);
      int room = MOST_NUMBERS / Math.max(1, mine.features());
      return RandomRows.of(document, Math.clamp(room, 1, most), seed);
    }
    TableFile file = new TableFile(world.folder().resolve(rows).normalize(), CsvOptions.ANY_TABLE);
    return TrainingTable.read(FeatureColumns.of(file, Optional.of(mine), Set.of()), 0);
  }

  private boolean say(String what, String truth, BitComparison found) {
    world
        .out()
        .printf(
            "%s: %d of %d values differ from %s on %d rows%n",
            what, found.different(), found.values(), truth, found.rows());
    found.first().ifPresent(first -> world.out().println("first: " + first));
    return found.different() == 0;
  }
}
