package dev.treeline.local;

import dev.treeline.forest.Model;
import dev.treeline.payload.CsvOptions;
import dev.treeline.payload.CsvOptions.Header;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `treeline baseline`: what the training data looks like, for the monitor.
@Command(
    mixinStandardHelpOptions = true,
    name = "baseline",
    description = {
      "Says what the training data looks like, for the monitor.",
      "Reads a table (--data), or what an endpoint captured while all was well (--captures,"
          + " --from-window). Writes statistics.json and constraints.json in SageMaker's formats,"
          + " and profile.json, which the verdict needs."
    })
final class BaselineCommand implements Callable<Integer> {
  private final World world;

  @Mixin private TableOptions table = new TableOptions();

  @Mixin private BaselineOptions options = new BaselineOptions();

  @Mixin private CaptureOptions captures = new CaptureOptions();

  @Option(
      names = "--header",
      paramLabel = "WHETHER",
      description =
          "whether a CSV's first line names the columns: auto (it does when it holds no number),"
              + " present or absent (default: auto)")
  private Header header = Header.AUTO;

  @Option(
      names = "--label",
      paramLabel = "COL",
      description = "the label, which no request has: left out")
  private String label = "";

  @Option(
      names = "--cluster",
      paramLabel = "COL",
      description =
          "rows of one value of this column belong together, such as a customer's; they stand"
              + " together in the table, and the column is no feature")
  private String cluster = "";

  @Option(
      names = "--predictions",
      split = ",",
      paramLabel = "COL",
      description = "the model's outputs, where they stand in the table; no features")
  private List<String> predictions = new ArrayList<>();

  @Option(
      names = "--model",
      paramLabel = "M",
      description = "a model package: its features are taken, and its predictions get a baseline")
  private String model = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "where the three files go; the model package is a good place")
  private String out = "";

  BaselineCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws IOException {
    checkWays();
    Optional<Model> scorer =
        model.isEmpty() ? Optional.empty() : Optional.of(Packages.load(world, model));
    BaselineSource source =
        captures.areAsked() ? captures.rows(world, table.period(), scorer) : rows(scorer);
    say("%d features, blocks: %s".formatted(source.features().size(), source.blockKind()));
    BaselineChoices choices =
        options
            .choices(scorer.map(this::categories).orElse(List.of()))
            .showing(world.environment().getOrDefault("TREELINE_SHOW_VALUES", ""), source);
    Baseline baseline = Baseline.of(source, choices);
    Map<String, byte[]> files = baseline.files();
    baseline.warnings().forEach(this::say);
    Path folder = world.folder().resolve(out).normalize();
    Optional<Rebaseline> audit = captures.rebaseline(world);
    Packages.write(folder, files);
    if (audit.isPresent()) {
      say(audit.get().record(files));
    }
    world.out().println(folder + ": " + String.join(", ", files.keySet()));
    return Treeline.DONE;
  }

  private void checkWays() {
    if (table.data.isEmpty() != captures.areAsked()) {
      throw CommandException.misuse(
          "found %s, expected one of --data, --captures and --from-window"
              .formatted(captures.areAsked() ? "--data and captures" : "no rows"));
    }
    if (!predictions.isEmpty() && !model.isEmpty()) {
      throw CommandException.misuse(
          "found --predictions and --model, expected one of them: both say what the scores are");
    }
  }

  private List<String> categories(Model scorer) {
    return IntStream.range(0, scorer.features())
        .filter(feature -> !scorer.categories(feature).isEmpty())
        .mapToObj(scorer.featureNames()::get)
        .toList();
  }

  private BaselineSource rows(Optional<Model> scorer) {
    CsvOptions csv = new CsvOptions(header, CsvOptions.ANY_TABLE.delimiters());
    TableFile file = table.file(world, csv);
    List<String> outputs = predictions.stream().map(TableOptions::name).toList();
    List<String> aside = new ArrayList<>(outputs);
    aside.add(label);
    aside.add(cluster);
    FeatureColumns columns = FeatureColumns.of(file, scorer, table.aside(aside));
    RowOutputs scores = RowOutputs.NONE;
    if (scorer.isPresent()) {
      scores = new ScoredOutputs(scorer.get(), columns);
    } else if (!outputs.isEmpty()) {
      scores = new PredictionColumns(file, outputs);
    }
    return new TableRows(columns, scores, table.blocks(file), clusterOf(file));
  }

  private Optional<TableRows.Column> clusterOf(TableFile file) {
    String name = TableOptions.name(cluster);
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(new TableRows.Column(name, file.columns().indexOf(name)));
  }

  private void say(String text) {
    world.err().println(String.format(Locale.ROOT, "treeline: %s", text));
  }
}
