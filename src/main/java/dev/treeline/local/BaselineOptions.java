package dev.treeline.local;

import dev.treeline.sketch.Partition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/// The options that say how the features of a baseline are to be looked at.
final class BaselineOptions {
  @Option(
      names = "--categorical",
      split = ",",
      paramLabel = "COL",
      description = "features whose numbers are codes; comma-separated or repeated")
  private List<String> categorical = new ArrayList<>();

  @Option(
      names = "--show",
      split = ",",
      paramLabel = "COL",
      description =
          "text features whose values people may read; those of others become hashes, but for"
              + " --categorical ones and the model's categories")
  private List<String> show = new ArrayList<>();

  @Option(
      names = "--keep-values",
      description =
          "keep every value of a baseline of up to 4,096 rows, so that small windows are compared"
              + " exactly; they are training rows")
  private boolean keepValues;

  /// What was decided.
  ///
  /// @param categories features that the model knows as categories
  BaselineChoices choices(List<String> categories) {
    Set<String> codes = new LinkedHashSet<>(categories);
    categorical.stream().map(TableOptions::name).forEach(codes::add);
    return new BaselineChoices(
        codes,
        new LinkedHashSet<>(show.stream().map(TableOptions::name).toList()),
        keepValues ? Partition.Detail.EVERY_VALUE : Partition.Detail.EQUAL_MASS);
  }
}
