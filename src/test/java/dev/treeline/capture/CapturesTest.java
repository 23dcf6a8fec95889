package dev.treeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.Capture.Counts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Modes, sampling and options as the settings ask for them.
class CapturesTest {
  private final TestWorld world = new TestWorld("http://127.0.0.1:1");

  private Capture open(String... pairs) {
    return Captures.open(Examples.settings(pairs), world.surroundings());
  }

  @Test
  void modeOffKeepsNothing() {
    try (Capture capture = open("TREELINE_CAPTURE", "off")) {
      capture.accept(Examples.line(1));
      capture.invocationDone("r");
      assertThat(capture.counts()).isEqualTo(new Counts(0, 0, 0));
      assertThat(world.out).isEmpty();
    }
  }

  @Test
  void modeLogPrintsOneLineEach() {
    try (Capture capture = open("TREELINE_CAPTURE", "log")) {
      capture.accept(Examples.contractLine());
      assertThat(world.out).containsExactly(Examples.CONTRACT_LINE.strip());
      assertThat(capture.counts()).isEqualTo(new Counts(1, 1, 0));
    }
  }

  @Test
  void optionsKeepTheSidesTheyName() {
    try (Capture capture = open("TREELINE_CAPTURE", "log", "TREELINE_CAPTURE_OPTIONS", "Output")) {
      capture.accept(Examples.contractLine());
      assertThat(world.out)
          .singleElement()
          .asString()
          .contains("endpointOutput")
          .doesNotContain("endpointInput");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 50, 99})
  void aPercentageIsKeptWithoutBias(int percent) {
    int requests = 20_000;
    try (Capture capture =
        open("TREELINE_CAPTURE", "log", "TREELINE_CAPTURE_PERCENT", String.valueOf(percent))) {
      for (int i = 0; i < requests; i++) {
        capture.accept(Examples.line(i));
      }
      double expected = requests * percent / 100.0;
      double deviation = Math.sqrt(expected * (1 - percent / 100.0));
      assertThat((double) capture.counts().offered())
          .isBetween(expected - 4 * deviation, expected + 4 * deviation);
      assertThat(capture.counts().delivered()).isEqualTo(capture.counts().offered());
      // Neighbours are kept regardless of each other: as many pairs as chance makes.
      List<Integer> kept =
          world.out.stream()
              .map(line -> Integer.valueOf(line.split("event-|\",\"inf", 3)[1]))
              .toList();
      long pairs = 0;
      for (int i = 1; i < kept.size(); i++) {
        pairs += kept.get(i) - kept.get(i - 1) == 1 ? 1 : 0;
      }
      double expectedPairs = expected * percent / 100.0;
      assertThat((double) pairs)
          .isBetween(
              expectedPairs - 6 * Math.sqrt(expectedPairs + 1),
              expectedPairs + 6 * Math.sqrt(expectedPairs + 1));
    }
  }

  @Test
  void allRequestsAreKeptWithoutAskingForChance() {
    try (Capture capture = open("TREELINE_CAPTURE", "log")) {
      assertThat(capture).isInstanceOf(LogCapture.class);
    }
  }
}
