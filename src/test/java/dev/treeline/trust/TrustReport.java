package dev.treeline.trust;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// What `benchmarks/trust` prints: how often the verdict was wrong.
final class TrustReport {
  private static final long SEED = 7;
  private static final int[] BASELINES = {4_000, 20_000};
  private static final int[] ROWS = {200, 500, 2_000, 10_000, 50_000};
  private static final int WINDOWS = 500;

  private TrustReport() {}

  /// Measures and prints.
  ///
  /// @param arguments `real FOLDER` or `simulated [WINDOWS [ROWS...]]`
  public static void main(String[] arguments) throws IOException {
    switch (arguments[0]) {
      case "real" -> real(Path.of(arguments[1]));
      case "simulated" -> {
        int windows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : WINDOWS;
        int[] rows =
            arguments.length > 2
                ? Arrays.stream(arguments).skip(2).mapToInt(Integer::parseInt).toArray()
                : ROWS;
        System.out.printf("%nSeed %d.%n", SEED);
        quiet("30 features, a score, a class", Simulation.Grouping.NONE, windows, rows);
        var tens = new Simulation.Grouping(10, 0.5);
        quiet("rows in groups of ten (correlation 0.5), clusters told", tens, windows, rows);
        power(windows);
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void real(Path folder) throws IOException {
    DatedRows flights = DatedRows.read(folder.resolve("flights.csv.gz"));
    DatedRows stops = DatedRows.read(folder.resolve("stops.csv.gz"));
    DatedRows winter = flights.only(day -> dayOfYear(day) < 90);
    Predicate<String> isOddWeek = day -> dayOfYear(day) / 7 % 2 == 1;
    Predicate<String> isOdd = week -> Integer.parseInt(week.substring(5)) % 2 == 1;
    List<Fault> ofFlights = RealWindows.ofFlights(flights.names());
    table("flights, days of January to March", winter, isOddWeek, ofFlights);
    table("flights, days of the year", flights, isOddWeek, ofFlights);
    table("police stops, weeks of the year", stops, isOdd, RealWindows.ofStops(stops.names()));
  }

  private static int dayOfYear(String day) {
    return LocalDate.parse(day).getDayOfYear() - 1;
  }

  private static void table(
      String what, DatedRows rows, Predicate<String> isBaseline, List<Fault> faults) {
    RealWindows windows = new RealWindows(rows.only(isBaseline), rows.only(isBaseline.negate()));
    Alarms quiet = windows.quiet();
    System.out.printf(
        Locale.ROOT,
        "%n### %s: odd weeks as baseline, even ones watched%n%n| planted | named |%n| --- | --- |%n",
        what);
    System.out.printf(
        Locale.ROOT,
        "| nothing | %d of %d (%s) |%n",
        quiet.flagged(),
        quiet.windows(),
        quiet.commonest(20));
    for (Fault fault : faults) {
      double found = windows.found(windows.baseline().baseline(), fault);
      System.out.printf(Locale.ROOT, "| %s | %.1f %% |%n", fault.what(), 100 * found);
    }
  }

  private static void quiet(String what, Simulation.Grouping grouping, int windows, int[] rows) {
    Simulation sim = new Simulation(Laws.THIRTY, grouping);
    System.out.printf(Locale.ROOT, "%n### Nothing changed: %s%n%n", what);
    System.out.println("| baseline | rows | windows with any alarm | alarms |");
    System.out.println("| --- | --- | --- | --- |");
    for (int baseline : BASELINES) {
      for (int n : rows) {
        line(new Windows(sim, sim, baseline, n, windows, SEED));
      }
    }
  }

  private static void line(Windows windows) {
    Alarms alarms = windows.judge();
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %d of %d = %.2f %% | %s |%n",
        windows.baselineRows(),
        windows.rows(),
        alarms.flagged(),
        alarms.windows(),
        100 * alarms.rate(),
        alarms.commonest(5));
  }

  private static void power(int windows) {
    System.out.printf(Locale.ROOT, "%n### Something changed%n%n");
    System.out.printf(
        Locale.ROOT,
        "| change | baseline | rows | windows that named it |%n| --- | --- | --- | --- |%n");
    Law letters = Law.texts(50, 25, 15, 7, 2.5, 0.5).with(0.02, (_, sink) -> sink.text("new"));
    Law sparser = Law.normal(0, 1).with(0.05, Law.MISSING);
    for (int baseline : BASELINES) {
      found("0.4 σ", "normal", Law.normal(0.4, 1), new int[] {baseline, 2_000, windows});
      found("10 → 15 % ones", "ones-10%", Law.ones(0.15), new int[] {baseline, 3_000, windows});
      for (int n : new int[] {1_000, 2_000, 3_000}) {
        found("new category at 2 %", "letters-6", letters, new int[] {baseline, n, windows});
        found("missing 2 → 5 %", "missing-2%", sparser, new int[] {baseline, n, windows});
      }
    }
  }

  private static void found(String what, String feature, Law law, int[] sizes) {
    Simulation sim = new Simulation(Laws.THIRTY, Simulation.Grouping.NONE);
    Alarms alarms =
        new Windows(sim, sim.with(feature, law), sizes[0], sizes[1], sizes[2], SEED).judge();
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %.1f %% |%n",
        what,
        sizes[0],
        sizes[1],
        100 * alarms.rate(feature));
  }
}
