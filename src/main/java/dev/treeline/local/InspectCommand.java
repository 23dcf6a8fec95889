package dev.treeline.local;

import dev.treeline.forest.Inspection;
import dev.treeline.forest.ModelLoader;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `treeline inspect`: what a model is.
@Command(
    mixinStandardHelpOptions = true,
    name = "inspect",
    description = "Says what a model is: its version, objective, trees, features and importances.")
final class InspectCommand implements Callable<Integer> {
  private final World world;

  @Parameters(
      paramLabel = "MODEL",
      description = "a model file, a model package (folder or .tar.gz), or s3://…")
  private String model = "";

  @Option(names = "--json", description = "as JSON, for programs")
  private boolean json;

  InspectCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() {
    String location = world.location(model);
    Map<String, byte[]> files = Packages.files(world, location, ModelLoader::isModel);
    if (files.isEmpty()) {
      throw new CommandException(
          location
              + ": found no model.ubj, model.json or xgboost-model, expected one; `./treeline"
              + " import` finds models of other names");
    }
    files.forEach(
        (name, bytes) -> {
          Inspection inspection = Inspection.read(name, bytes);
          world
              .out()
              .println(
                  json
                      ? InspectionText.json(name, inspection)
                      : InspectionText.text(name, inspection));
        });
    return Treeline.DONE;
  }
}
