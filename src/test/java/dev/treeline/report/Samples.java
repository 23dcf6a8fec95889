package dev.treeline.report;

import dev.treeline.drift.Constraints;
import dev.treeline.drift.DataLoss;
import dev.treeline.drift.Drift;
import dev.treeline.drift.Profile;
import dev.treeline.drift.ProfileBuilder;
import dev.treeline.drift.ProfileBuilder.NamedSketch;
import dev.treeline.drift.SageMakerCheck;
import dev.treeline.drift.Statistics;
import dev.treeline.drift.UserRules;
import dev.treeline.drift.VersionCounts;
import dev.treeline.drift.WindowCounts;
import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.ColumnSketch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A baseline of flights, invented, and windows of it: quiet, and with planted faults.
final class Samples {
  static final List<String> FEATURES = List.of("distance", "carrier", "hour", "temp", "constant");
  static final List<String> OUTPUTS = List.of("score", "class");

  private static final int ROWS = 6000;
  private static final String[] CARRIERS = {"UA", "AA", "DL", "B6", "EV"};

  private static final Profile PROFILE = makeProfile();

  private Samples() {}

  /// What is wrong with a window.
  enum Fault {
    NONE,
    /// Kilometres for miles, a carrier that is a script, half of the temperatures gone.
    SEVERAL
  }

  /// One row; `NaN` is missing.
  record Row(double distance, String carrier, int hour, double temp, double score) {}

  static List<Row> rows(long seed, int rows, Fault fault) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Row> table = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double distance = Math.rint(200 + 2000 * random.nextDouble() * random.nextDouble());
      String carrier = CARRIERS[Math.min(4, (int) (6 * random.nextDouble() * random.nextDouble()))];
      int hour = 5 + (int) (10 * random.nextDouble() + 8 * random.nextDouble());
      double temp =
          random.nextDouble() < 0.02
              ? Double.NaN
              : Math.rint(random.nextGaussian(55, 12) * 10) / 10;
      double score = 1 / (1 + Math.exp(1 - random.nextGaussian() - (hour - 13) / 5.0));
      if (fault == Fault.SEVERAL) {
        distance *= 1.609344;
        carrier = random.nextDouble() < 0.03 ? "<script>alert(1)</script>" : carrier;
        temp = random.nextDouble() < 0.5 ? Double.NaN : temp;
      }
      table.add(new Row(distance, carrier, hour, temp, score));
    }
    return table;
  }

  static List<ColumnSketch> sketches(List<Row> rows, boolean baseline) {
    List<ColumnSketch> sketches =
        Stream.generate(baseline ? ColumnSketch::forBaseline : ColumnSketch::forWindow)
            .limit(FEATURES.size() + OUTPUTS.size())
            .toList();
    for (Row row : rows) {
      sketches.get(0).addNumber(row.distance(), false);
      sketches.get(1).addText(row.carrier());
      sketches.get(2).addNumber(row.hour(), true);
      sketches.get(3).addNumber(row.temp(), false);
      sketches.get(4).addNumber(1, true);
      sketches.get(5).addNumber(row.score(), false);
      sketches.get(6).addNumber(row.score() > 0.5 ? 1 : 0, true);
    }
    return sketches;
  }

  /// The baseline, made once.
  static Profile profile() {
    return PROFILE;
  }

  private static Profile makeProfile() {
    List<Row> rows = rows(1, ROWS, Fault.NONE);
    List<ColumnSketch> sketches = sketches(rows, true);
    List<NamedSketch> features = named(FEATURES, sketches.subList(0, 5));
    ProfileBuilder builder = ProfileBuilder.of(features, named(OUTPUTS, sketches.subList(5, 7)));
    for (int i = 0; i < ROWS; i++) {
      Row row = rows.get(i);
      builder.block(ProfileBuilder.chunk(i, ROWS));
      builder.addNumber(0, row.distance());
      builder.addText(1, row.carrier());
      builder.addNumber(2, row.hour());
      builder.addNumber(3, row.temp());
      builder.addNumber(4, 1);
      builder.addPrediction(0, row.score());
      builder.addPrediction(1, row.score() > 0.5 ? 1 : 0);
      builder.endRow();
    }
    return builder.profile("20 contiguous chunks");
  }

  private static List<NamedSketch> named(List<String> names, List<ColumnSketch> sketches) {
    List<NamedSketch> named = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      named.add(new NamedSketch(names.get(i), sketches.get(i)));
    }
    return named;
  }

  static WindowCounts counts(Profile profile, List<Row> rows) {
    WindowCounts counts = WindowCounts.of(profile);
    for (Row row : rows) {
      counts.feature(0).addNumber(row.distance());
      counts.feature(1).addText(row.carrier());
      counts.feature(2).addNumber(row.hour());
      counts.feature(3).addNumber(row.temp());
      counts.feature(4).addNumber(1);
      counts.prediction(0).addNumber(row.score());
      counts.prediction(1).addNumber(row.score() > 0.5 ? 1 : 0);
      counts.endRow();
      counts.endBody();
    }
    return counts;
  }

  static Report report(int rows, Fault fault) {
    return report(rows(2, rows, fault), fault);
  }

  private static Report report(List<Row> window, Fault fault) {
    Profile profile = profile();
    int rows = window.size();
    WindowCounts counts = counts(profile, window);
    Statistics baseline =
        Statistics.of(ROWS, FEATURES, sketches(rows(1, ROWS, Fault.NONE), true).subList(0, 5));
    Statistics statistics = Statistics.of(rows, FEATURES, sketches(window, false).subList(0, 5));
    Constraints constraints = Constraints.suggest(baseline);
    return new Report(
        run(rows, fault),
        profile,
        counts,
        Drift.judge(profile, counts),
        statistics,
        constraints,
        SageMakerCheck.of(statistics, Optional.of(baseline), constraints),
        Report.Rule.TREELINE);
  }

  /// A window in which three versions of the model answered: one as ever, one otherwise, and one so
  /// seldom that nothing can be said.
  static Report split() {
    List<Row> old = rows(2, 600, Fault.NONE);
    List<Row> other =
        rows(3, 500, Fault.NONE).stream()
            .map(r -> new Row(r.distance(), r.carrier(), r.hour(), r.temp(), r.score() / 2))
            .toList();
    List<Row> rare = rows(4, 40, Fault.NONE);
    Map<String, List<CellCounts>> outputs = new TreeMap<>();
    outputs.put("v1-4f2a", outputs(old));
    outputs.put("v2-91bc", outputs(other));
    outputs.put("", outputs(rare));
    List<Row> all = new ArrayList<>(old);
    all.addAll(other);
    all.addAll(rare);
    Profile profile = profile().madeWith("v1-4f2a");
    Report mixed = report(all, Fault.NONE);
    VersionCounts versions = VersionCounts.of(outputs);
    return new Report(
        run(all.size(), Fault.NONE, Set.of("v1-4f2a", "v2-91bc")),
        profile,
        mixed.counts(),
        versions.judge(profile, mixed.findings(), UserRules.NONE),
        mixed.statistics(),
        mixed.constraints(),
        mixed.sagemaker(),
        mixed.alarm(),
        List.of(),
        DataLoss.NOT_JUDGED,
        new Origins(
            versions, "0badcafe", new TreeMap<>(Map.of("0badcafe", 600L, "deadbeef", 40L))));
  }

  private static List<CellCounts> outputs(List<Row> rows) {
    WindowCounts counts = counts(profile(), rows);
    return List.of(counts.prediction(0), counts.prediction(1));
  }

  static Run run(int rows, Fault fault) {
    return run(rows, fault, Set.of("v1-4f2a"));
  }

  private static Run run(int rows, Fault fault, Set<String> versions) {
    List<Skipped> skipped =
        fault == Fault.NONE
            ? List.of()
            : List.of(
                new Skipped(
                    "input cannot be decoded",
                    2,
                    List.of(
                        "flights/AllTraffic/2026/01/31/07/<img src=x onerror=alert(1)>.jsonl:1",
                        "flights/AllTraffic/2026/01/31/09/b.jsonl:2")));
    return new Run(
        "flights",
        "AllTraffic",
        "drift",
        new Window(Instant.parse("2026-01-31T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z")),
        new Window(Instant.parse("2026-01-31T05:02:11Z"), Instant.parse("2026-01-31T23:51:08Z")),
        26,
        rows,
        3,
        1,
        versions,
        skipped,
        0,
        List.of());
  }
}
