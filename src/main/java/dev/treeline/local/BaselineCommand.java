package dev.treeline.local;

import dev.treeline.forest.Model;
import dev.treeline.payload.CsvOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `treeline baseline`: what the training data looks like, for the monitor.
@Command(
    mixinStandardHelpOptions = true,
    name = "baseline",
    description = {
      "Says what the training data looks like, for the monitor.",
      "Writes statistics.json and constraints.json in SageMaker's formats, and profile.json, which the"
          + " verdict needs."
    })
final class BaselineCommand implements Callable<Integer> {
  private final World world;

  @Mixin private TableOptions table = new TableOptions();

  @Option(
      names = "--label",
      paramLabel = "COL",
      description = "the label, which no request has: left out")
  private String label = "";

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
  public Integer call() {
    TableFile file = table.file(world, CsvOptions.ANY_TABLE);
    Optional<Model> scorer =
        model.isEmpty() ? Optional.empty() : Optional.of(Packages.load(world, model));
    FeatureColumns columns =
        FeatureColumns.of(file, scorer, table.aside(label.isEmpty() ? List.of() : List.of(label)));
    Blocks blocks = table.blocks(file, () -> file.read(row -> {}));
    world
        .err()
        .printf("treeline: %d features, blocks: %s%n", columns.names().size(), blocks.kind());
    Map<String, byte[]> files = Baseline.of(columns, blocks, scorer).files();
    Path folder = world.folder().resolve(out).normalize();
    Packages.write(folder, files);
    world.out().println(folder + ": " + String.join(", ", files.keySet()));
    return Treeline.DONE;
  }
}
