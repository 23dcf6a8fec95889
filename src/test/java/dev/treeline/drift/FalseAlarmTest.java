package dev.treeline.drift;

import static dev.treeline.drift.Tables.letters;
import static dev.treeline.drift.Tables.normal;
import static dev.treeline.drift.Tables.numbers;
import static dev.treeline.drift.Tables.only;
import static dev.treeline.drift.Tables.texts;
import static dev.treeline.drift.Tables.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

/// How often quiet windows are called drifted, and planted changes found. Seeded: the rates are
/// facts of these seeds, and the bounds leave room for other ones.
class FalseAlarmTest {
  private static final int WINDOWS = 400;
  private static final long SEED = 31;

  @Test
  void quietWindowsOfNumbersAreHardlyEverFlagged() {
    var random = new SplittableRandom(SEED);
    Profile profile = numbers(30, normal(random, 12_000, 0, 1));
    int flagged = 0;
    int significant = 0;
    for (int i = 0; i < WINDOWS; i++) {
      Finding finding = only(Drift.judge(profile, window(profile, normal(random, 400, 0, 1))));
      flagged += finding.state() == State.DRIFTED ? 1 : 0;
      significant += finding.q() <= Drift.SIGNIFICANT ? 1 : 0;
    }
    assertThat(flagged).as("seed %d: drifted", SEED).isLessThanOrEqualTo(2);
    assertThat(significant).as("seed %d: p <= 0.01", SEED).isLessThanOrEqualTo(12); // 4 expected
  }

  @Test
  void quietWindowsOfCategoriesAreHardlyEverFlagged() {
    var random = new SplittableRandom(SEED);
    double[] shares = {0.5, 0.2, 0.15, 0.1, 0.04, 0.007, 0.003};
    Profile profile = texts(30, letters(random, 12_000, shares));
    int flagged = 0;
    int significant = 0;
    for (int i = 0; i < WINDOWS; i++) {
      Finding finding = only(Drift.judge(profile, window(profile, letters(random, 300, shares))));
      flagged += finding.state() == State.DRIFTED ? 1 : 0;
      significant += finding.q() <= Drift.SIGNIFICANT ? 1 : 0;
    }
    assertThat(flagged).as("seed %d: drifted", SEED).isLessThanOrEqualTo(6);
    assertThat(significant).as("seed %d: p <= 0.01", SEED).isLessThanOrEqualTo(14); // 4 expected
  }

  @Test
  void quietDaysOfAColumnWithDailyLevelsAreNotFlagged() {
    // A day differs from the year it belongs to: the level moves by 0.5 from day to day.
    var random = new SplittableRandom(SEED);
    DoubleFunction<double[]> day = level -> normal(random, 400, level, 1);
    double[] year = new double[60 * 400];
    for (int i = 0; i < 60; i++) {
      System.arraycopy(day.apply(0.5 * random.nextGaussian()), 0, year, i * 400, 400);
    }
    Profile profile = numbers(60, year);
    int flagged = 0;
    int found = 0;
    for (int i = 0; i < WINDOWS; i++) {
      double level = 0.5 * random.nextGaussian();
      flagged += isDrifted(profile, day.apply(level));
      found += isDrifted(profile, day.apply(level + 4));
    }
    assertThat(flagged).as("seed %d: quiet days", SEED).isLessThanOrEqualTo(4);
    assertThat(found)
        .as("seed %d: planted shifts", SEED)
        .isGreaterThanOrEqualTo(WINDOWS * 95 / 100);
  }

  @Test
  void quietWindowsOfCopiedRowsAreNotFlagged() {
    // Ten copies of a row in every body: a third of these windows is significant without the
    // design effect.
    var random = new SplittableRandom(SEED);
    Profile profile = numbers(30, normal(random, 12_000, 0, 1));
    int significant = 0;
    for (int i = 0; i < WINDOWS; i++) {
      var window = WindowCounts.of(profile);
      for (double value : normal(random, 40, 0, 1)) {
        for (int copy = 0; copy < 10; copy++) {
          window.feature(0).addNumber(value);
          window.endRow();
        }
        window.endBody();
      }
      significant += only(Drift.judge(profile, window)).q() <= Drift.SIGNIFICANT ? 1 : 0;
    }
    assertThat(significant).as("seed %d: p <= 0.01", SEED).isLessThanOrEqualTo(12); // 4 expected
  }

  private static int isDrifted(Profile profile, double[] values) {
    return only(Drift.judge(profile, window(profile, values))).state() == State.DRIFTED ? 1 : 0;
  }
}
