package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.drift.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final Report REPORT = Samples.report(900, Samples.Fault.SEVERAL);

  private static Window day(int day) {
    Instant from = Instant.parse("2026-03-01T00:00:00Z").plusSeconds(86_400L * day);
    return new Window(from, from.plusSeconds(86_400));
  }

  private static PastRun run(int day, int features) {
    List<PastRun.Score> scores = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      scores.add(new PastRun.Score("feature " + i, State.STABLE, 0.01 * i, 0.1));
    }
    return new PastRun(day(day), State.STABLE, 100 + day, 0, scores, List.of());
  }

  @Test
  void whatIsWrittenIsReadBack() {
    History history = new History(Trends.before(12, Samples.FEATURES)).with(REPORT);

    assertThat(History.read(history.text())).isEqualTo(history);
    assertThat(history.text().lines())
        .hasSize(13)
        .allMatch(line -> line.startsWith("{\"version\":1,"));
  }

  @Test
  void effectThatWasNotMeasuredIsReadBackAsNone() {
    PastRun.Score none = new PastRun.Score("x", State.INSUFFICIENT, Double.NaN, 0.1);
    PastRun run = new PastRun(day(1), State.INSUFFICIENT, 3, 0, List.of(none), List.of());

    assertThat(PastRun.read(run.line())).isEqualTo(run);
  }

  @Test
  void runOfAWindowThatIsThereTakesThePlaceOfItsLine() {
    History once = new History(List.of(run(-30, 1), run(5, 1))).with(REPORT);

    assertThat(once.runs()).hasSize(3);
    assertThat(once.with(REPORT).text()).isEqualTo(once.text());
    assertThat(once.with(Samples.report(50, Samples.Fault.NONE)).runs()).hasSize(3);
  }

  @Test
  void linesStandInTheOrderOfTheirWindowsWhateverTheOrderOfRuns() {
    List<PastRun> runs = new ArrayList<>(List.of(run(1, 1), run(2, 1), run(3, 1), run(4, 1)));
    String sorted = new History(runs).text();
    Collections.shuffle(runs, new Random(3));

    assertThat(new History(runs).text()).isEqualTo(sorted);
  }

  @Test
  void lineThatCannotBeReadIsPassedOver() {
    String good = run(1, 1).line();

    History read =
        History.read(
            String.join(
                "\n",
                "",
                "{",
                "[]",
                "7",
                "{\"version\":2}",
                good.replace("stable", "upset"),
                good.replace("2026-03-02", "yesterday"),
                good.replace("\"to\":\"2026-03-03", "\"to\":\"2026-03-01"),
                good,
                "\u0000"));

    assertThat(read.runs()).containsExactly(run(1, 1));
  }

  @Test
  void fileIsBoundedByRunsAndBySize() {
    List<PastRun> small = new ArrayList<>();
    for (int day = 0; day < History.MOST_RUNS + 20; day++) {
      small.add(run(day, 1));
    }
    List<PastRun> large = new ArrayList<>();
    for (int day = 0; day < 60; day++) {
      large.add(run(day, 2_000));
    }

    assertThat(History.read(new History(small).text()).runs())
        .hasSize(History.MOST_RUNS)
        .endsWith(run(History.MOST_RUNS + 19, 1));
    String text = new History(large).text();
    assertThat(text.length()).isBetween(3_500_000, History.MOST_CHARACTERS);
    assertThat(History.read(text).runs()).endsWith(run(59, 2_000));
  }

  @Test
  void trendShowsTheLastRunsThatEndedBefore() {
    List<PastRun> runs = new ArrayList<>();
    for (int day = 0; day < 50; day++) {
      runs.add(run(day, 1));
    }

    History before = new History(runs).before(day(40));

    assertThat(before.runs())
        .hasSize(History.SHOWN - 1)
        .startsWith(run(11, 1))
        .endsWith(run(39, 1));
  }
}
