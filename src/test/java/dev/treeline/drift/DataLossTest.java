package dev.treeline.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataLossTest {
  private static DataLoss judge(long captured, long invocations, double percent) {
    return DataLoss.judge(captured, OptionalLong.of(invocations), percent);
  }

  @ParameterizedTest
  @CsvSource({
    "10000, 10000, 100, STABLE", //
    "9950, 10000, 100, STABLE", // half a percent
    "9800, 10000, 100, DRIFTED",
    "0, 10000, 100, DRIFTED",
    "2000, 10000, 20, STABLE",
    "1900, 10000, 20, STABLE", // chance: 2.5 standard deviations
    "1700, 10000, 20, DRIFTED",
    "12000, 10000, 100, STABLE", // more than were asked for is no loss
    "0, 199, 100, INSUFFICIENT",
    "0, 0, 100, INSUFFICIENT",
    "0, 10000, 0, INSUFFICIENT",
  })
  void linesAreLostWhenFewerCameThanChanceExplains(
      long captured, long invocations, double percent, State state) {
    assertThat(judge(captured, invocations, percent).state()).isEqualTo(state);
  }

  @Test
  void withoutInvocationsNothingIsJudged() {
    DataLoss loss = DataLoss.judge(900, OptionalLong.empty(), 100);
    assertThat(loss.state()).isEqualTo(State.INSUFFICIENT);
    assertThat(loss.share()).isNaN();
    assertThat(loss.reason()).isEqualTo("not judged: the number of invocations is not known");
  }

  @Test
  void lossIsSaidInLines() {
    DataLoss loss = judge(1500, 10_000, 20);
    assertThat(loss.share()).isCloseTo(0.25, within(1e-12));
    assertThat(loss.reason())
        .isEqualTo(
            "1500 lines of 10000 requests, of which 20 % were to be captured: 25.0 % are lost");
    assertThat(judge(1500, 2_000, 100).reason())
        .isEqualTo("1500 lines of 2000 requests that were to be captured: 25.0 % are lost");
  }

  @Test
  void samplingAtRandomIsNoLoss() {
    var random = new SplittableRandom(11);
    int alarms = 0;
    for (int window = 0; window < 500; window++) {
      long captured = random.doubles(2_000).filter(x -> x < 0.3).count();
      alarms += judge(captured, 2_000, 30).violated() ? 1 : 0;
    }
    assertThat(alarms).isLessThanOrEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, -1", "1, 1, 101", "1, 1, NaN", "-1, 1, 100", "1, -1, 100"})
  void countsAndPercentagesThatCannotBeAreRefused(long captured, long invocations, double percent) {
    assertThatThrownBy(() -> judge(captured, invocations, percent))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("data loss: found ");
  }
}
