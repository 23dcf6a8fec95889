package dev.treeline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs the benchmarks: first every peer must agree with libxgboost, then each is timed, one model
/// after the other so that what is compared ran within minutes of each other.
///
/// ```text
/// Suite quick|full|c1|explain FOLDER [REGEX]
/// ```
///
/// The folder gets `MODE.json`, JMH's results, and `MODE.notes`, a line for each model and peer:
/// the largest difference from libxgboost, or why it was not measured. The expression chooses
/// models by a part of their name.
public final class Suite {
  /// How much is measured.
  private enum Size {
    /// One row and the largest batch, minutes in all.
    QUICK(1, 3, 8, 250, "4096"),
    /// All batches, twice over, so that a noisy minute shows as spread.
    FULL(2, 3, 10, 400, "16", "256", "4096"),
    /// One row, compiled by C1 only.
    C1(1, 2, 10, 250),
    /// Contributions; the batch of a large model takes libxgboost seconds.
    EXPLAIN(1, 2, 5, 250, "1", "256");

    private final int rounds;
    private final int warmups;
    private final int measurements;
    private final int millis;
    private final String[] batches;

    Size(int rounds, int warmups, int measurements, int millis, String... batches) {
      this.rounds = rounds;
      this.warmups = warmups;
      this.measurements = measurements;
      this.millis = millis;
      this.batches = batches;
    }

    ChainedOptionsBuilder options() {
      var options =
          new OptionsBuilder()
              .mode(Mode.AverageTime)
              .timeUnit(TimeUnit.MICROSECONDS)
              .forks(1)
              .warmupIterations(warmups)
              .warmupTime(TimeValue.seconds(1))
              .measurementIterations(measurements)
              .measurementTime(TimeValue.milliseconds(millis))
              .shouldFailOnError(true);
      // The serial collector is what Lambda takes below two processors.
      return this == C1
          ? options.jvmArgsAppend("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
          : options.jvmArgsAppend("-XX:+UseSerialGC");
    }
  }

  private final Size size;
  private final List<RunResult> results = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Suite(Size size) {
    this.size = size;
  }

  /// The command line; the exit code is 1 where a peer disagrees with libxgboost.
  public static void main(String[] args) throws IOException, RunnerException {
    Suite suite = new Suite(Size.valueOf(args[0].toUpperCase(Locale.ROOT)));
    Predicate<String> chosen = Pattern.compile(args.length > 2 ? args[2] : "").asPredicate();
    Path folder = Files.createDirectories(Path.of(args[1]));
    for (Sample sample : Sample.all()) {
      // Without trees for the naive walker it is there to be loaded only.
      if (sample.has(Contender.NAIVE_WALKER.ending) && chosen.test(sample.name())) {
        suite.run(sample);
      }
    }
    String mode = args[0];
    Files.write(folder.resolve(mode + ".notes"), suite.notes);
    ResultFormatFactory.getInstance(
            ResultFormatType.JSON, folder.resolve(mode + ".json").toString())
        .writeOut(suite.results);
  }

  private void run(Sample sample) throws RunnerException {
    if (size == Size.EXPLAIN) {
      explain(sample);
      return;
    }
    List<Contender> able =
        Arrays.stream(Contender.values()).filter(c -> agrees(sample, c)).toList();
    List<Contender> inBatches = able.stream().filter(c -> c.batches).toList();
    for (int round = 0; round < size.rounds; round++) {
      results.addAll(run(options(sample, able).include(OneRow.class.getName() + "\\.")));
      if (size.batches.length > 0) {
        results.addAll(
            run(
                options(sample, inBatches)
                    .include(Batch.class.getName() + "\\.")
                    .param("rows", size.batches)));
      }
    }
  }

  private void explain(Sample sample) throws RunnerException {
    for (Attributor attributor : Attributor.values()) {
      note(sample, attributor, "within " + AttributionAgreement.check(sample, attributor));
    }
    results.addAll(
        run(
            size.options()
                .param("model", sample.name())
                .param("peer", names(List.of(Attributor.values())))
                .param("rows", size.batches)
                .include(Explain.class.getName() + "\\.")));
  }

  private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
    return new Runner(options.build()).run();
  }

  private ChainedOptionsBuilder options(Sample sample, List<Contender> peers) {
    return size.options().param("model", sample.name()).param("peer", names(peers));
  }

  private static String[] names(List<? extends Enum<?>> peers) {
    return peers.stream().map(Enum::name).toArray(String[]::new);
  }

  private boolean agrees(Sample sample, Contender contender) {
    if (!sample.has(contender.ending)) {
      return note(sample, contender, "not measured: no " + contender.ending + " file can be made");
    }
    try {
      contender.open(sample).close();
    } catch (RuntimeException e) {
      return note(sample, contender, "not measured: " + e.getMessage());
    }
    float difference = Agreement.check(sample, contender);
    note(sample, contender, difference == 0 ? "every bit" : "within " + difference);
    return true;
  }

  private boolean note(Sample sample, Enum<?> peer, String text) {
    String note = sample.name() + "\t" + peer + "\t" + text;
    System.out.println(note);
    notes.add(note);
    return false;
  }
}
