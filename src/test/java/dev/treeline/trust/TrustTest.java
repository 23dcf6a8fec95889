package dev.treeline.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.drift.Drift;
import dev.treeline.drift.Findings;
import dev.treeline.drift.Profile;
import dev.treeline.drift.WindowCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Short versions of `benchmarks/trust`. Seeded: the rates are facts of this seed, and the bounds
/// leave room for other ones.
class TrustTest {
  private static final long SEED = 7;
  private static final Simulation SINGLE = new Simulation(Laws.THIRTY, Simulation.Grouping.NONE);
  private static final Simulation GROUPED =
      new Simulation(Laws.THIRTY, new Simulation.Grouping(10, 0.5));

  @Test
  void quietWindowsOfThirtyFeaturesRaiseHardlyAnyAlarm() {
    Alarms small = new Windows(SINGLE, SINGLE, 20_000, 200, 100, SEED).judge();
    Alarms large = new Windows(SINGLE, SINGLE, 4_000, 2_000, 50, SEED).judge();
    Alarms all = small.plus(large);
    assertThat(all.flagged()).as("seed %d: %s", SEED, all.kinds()).isLessThanOrEqualTo(2);
  }

  @Test
  void quietWindowsOfGroupedRowsRaiseHardlyAnyAlarm() {
    Alarms alarms = new Windows(GROUPED, GROUPED, 10_000, 500, 100, SEED).judge();
    assertThat(alarms.flagged()).as("seed %d: %s", SEED, alarms.kinds()).isLessThanOrEqualTo(2);
  }

  @Test
  void smallestChangesOfInterestAreFound() {
    assertThat(found("normal", Law.normal(0.4, 1), 2_000)).isGreaterThanOrEqualTo(0.95);
    assertThat(found("ones-10%", Law.ones(0.15), 3_000)).isGreaterThanOrEqualTo(0.95);
    Law letters = Law.texts(50, 25, 15, 7, 2.5, 0.5).with(0.02, (_, sink) -> sink.text("new"));
    assertThat(found("letters-6", letters, 2_000)).isGreaterThanOrEqualTo(0.95);
    Law sparser = Law.normal(0, 1).with(0.05, Law.MISSING);
    assertThat(found("missing-2%", sparser, 3_000)).isGreaterThanOrEqualTo(0.95);
  }

  private static double found(String feature, Law law, int rows) {
    return new Windows(SINGLE, SINGLE.with(feature, law), 20_000, rows, 25, SEED)
        .judge()
        .rate(feature);
  }

  @Test
  void faultsPlantedIntoWholeDaysOfFlightsAreNamed() throws IOException {
    DatedRows train = DatedRows.read(Path.of("examples/flights/data/train.csv.gz"));
    DatedRows days = DatedRows.read(Path.of("examples/flights/data/days.csv.gz"));
    DatedRows winter = days.only(day -> LocalDate.parse(day).getMonthValue() < 4);
    RealWindows flights = new RealWindows(train, winter);
    for (Fault fault : RealWindows.ofFlights(train.names())) {
      assertThat(flights.found(train.baseline(), fault)).as(fault.what()).isEqualTo(1);
    }
  }

  @Test
  void quietDaysOfFlightsAreNotCalledDrifted() throws IOException {
    DatedRows train = DatedRows.read(Path.of("examples/flights/data/train.csv.gz"));
    DatedRows days = DatedRows.read(Path.of("examples/flights/data/days.csv.gz"));
    DatedRows winter = days.only(day -> LocalDate.parse(day).getMonthValue() < 4);
    Alarms alarms = new RealWindows(train, winter).quiet();
    // 1 January lacks the weather of its evening, and that is said.
    assertThat(alarms.kinds().keySet()).noneMatch(kind -> kind.endsWith("drift"));
    assertThat(alarms.flagged()).as("%s", alarms.kinds()).isLessThanOrEqualTo(1);
  }

  @Test
  void verdictIsTheSameThroughAnySplitAndOrder() throws IOException {
    DatedRows train = DatedRows.read(Path.of("examples/flights/data/train.csv.gz"));
    Profile profile = train.baseline();
    List<List<String>> day = train.windows().lastEntry().getValue();
    Findings whole = Drift.judge(profile, DatedRows.window(profile, day));
    Random random = new Random(SEED);
    for (int split = 0; split < 20; split++) {
      List<List<String>> shuffled = new ArrayList<>(day);
      Collections.shuffle(shuffled, random);
      WindowCounts counts = WindowCounts.of(profile);
      for (int from = 0; from < shuffled.size(); ) {
        int to = Math.min(shuffled.size(), from + 1 + random.nextInt(shuffled.size()));
        WindowCounts part = DatedRows.window(profile, shuffled.subList(from, to));
        counts = random.nextBoolean() ? counts.plus(part) : part.plus(counts);
        from = to;
      }
      assertThat(Drift.judge(profile, counts))
          .as("split %d of seed %d", split, SEED)
          .isEqualTo(whole);
    }
  }
}
