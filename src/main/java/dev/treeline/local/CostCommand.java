package dev.treeline.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.treeline.cost.Estimate;
import dev.treeline.cost.Prices;
import dev.treeline.cost.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `treeline cost`: what an endpoint costs a month, beside what it replaces.
@Command(
    mixinStandardHelpOptions = true,
    name = "cost",
    description = {
      "Estimates what an endpoint costs a month, service by service, from list prices of one day,"
          + " without free tiers; beside a SageMaker endpoint, SageMaker serverless and Fargate."
    })
final class CostCommand implements Callable<Integer> {
  private final World world;

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "scored requests a month, as 250000, 20k or 1.5M (default: ${DEFAULT-VALUE})",
      defaultValue = "1M")
  private String requests = "1M";

  @Option(
      names = "--captured",
      paramLabel = "P",
      description = "how many of a hundred are captured (default: ${DEFAULT-VALUE})",
      defaultValue = "100%")
  private String captured = "100%";

  @Option(
      names = "--features",
      paramLabel = "N",
      description = "columns of a row (default: ${DEFAULT-VALUE})",
      defaultValue = "30")
  private int features;

  @Option(
      names = "--milliseconds",
      paramLabel = "N",
      description = "billed for a request on average (default: ${DEFAULT-VALUE})",
      defaultValue = "10")
  private double milliseconds;

  @Option(
      names = "--memory",
      paramLabel = "MB",
      description = "of the scoring function (default: ${DEFAULT-VALUE})",
      defaultValue = "1769")
  private int memory;

  @Option(
      names = "--processor",
      paramLabel = "P",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})",
      defaultValue = "ARM64")
  private Usage.Processor processor = Usage.Processor.ARM64;

  @Option(
      names = "--observability",
      paramLabel = "O",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})",
      defaultValue = "BASIC")
  private Observability observability = Observability.BASIC;

  @Option(
      names = "--prices",
      paramLabel = "F",
      description = "a table of prices in place of ours; --show-prices prints one to edit")
  private String prices = "";

  @Option(names = "--show-prices", description = "prints the table of prices, and nothing else")
  private boolean isTableShown;

  /// As the template's parameter has it.
  enum Observability {
    BASIC,
    FULL
  }

  CostCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws IOException {
    String table = table();
    if (isTableShown) {
      world.out().print(table);
      return Treeline.DONE;
    }
    boolean isFull = observability == Observability.FULL;
    try {
      Prices all = prices(table);
      var usage =
          new Usage(
              number("--requests", requests),
              number("--captured", captured.replace("%", "")) / 100,
              features,
              milliseconds,
              memory,
              processor,
              isFull);
      print(all, Estimate.of(usage, all));
    } catch (IllegalArgumentException e) {
      throw CommandException.misuse(String.valueOf(e.getMessage()));
    }
    return Treeline.DONE;
  }

  private void print(Prices all, Estimate estimate) {
    row("USD a month", "", Double.NaN);
    for (Estimate.Line line : estimate.lines()) {
      row(line.what(), line.why(), line.dollars());
    }
    row("Treeline", "", estimate.total());
    row(
        "  first in its account",
        "CloudWatch's first ten metrics, ten alarms and three dashboards are free",
        estimate.total() - estimate.free());
    world.out().println();
    for (Estimate.Line line : estimate.others()) {
      row(line.what(), line.why(), line.dollars());
    }
    world
        .out()
        .printf(
            "%nList prices of %s, %s, without other free tiers. Another table: --prices.%n",
            all.region(), all.asOf());
  }

  private void row(String what, String why, double dollars) {
    String sum = Double.isNaN(dollars) ? "" : String.format(Locale.ROOT, "%.2f", dollars);
    world.out().printf("%-32s %9s  %s%n", what, sum, why);
  }

  private String table() throws IOException {
    if (!prices.isEmpty()) {
      try {
        return Files.readString(world.folder().resolve(prices));
      } catch (IOException e) {
        throw new CommandException(prices + ": cannot be read: " + e.getMessage(), e);
      }
    }
    try (InputStream in = Prices.class.getResourceAsStream("prices.json")) {
      return new String(
          Objects.requireNonNull(in, "prices.json").readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Prices prices(String table) throws IOException {
    JsonNode read = new JsonMapper().readTree(table);
    Map<String, Double> each = new HashMap<>();
    read.path("prices")
        .properties()
        .forEach(price -> each.put(price.getKey(), price.getValue().asDouble(Double.NaN)));
    return new Prices(read.path("asOf").asText("?"), read.path("region").asText("?"), each);
  }

  /// A number with `k` or `M` behind it.
  private static double number(String option, String text) {
    String digits = text.strip();
    double factor = 1;
    if (digits.endsWith("M")) {
      factor = 1e6;
    } else if (digits.endsWith("k")) {
      factor = 1e3;
    }
    try {
      return factor
          * Double.parseDouble(factor > 1 ? digits.substring(0, digits.length() - 1) : digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          option + ": found \"" + text + "\", expected a number such as 250000, 20k or 1.5M", e);
    }
  }
}
