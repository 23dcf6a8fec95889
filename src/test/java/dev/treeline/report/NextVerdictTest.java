package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextVerdictTest {
  @ParameterizedTest
  @CsvSource({
    "PT1S, about 1 minute",
    "PT5M, about 5 minutes",
    "PT89M, about 89 minutes",
    "PT90M, about 2 hours",
    "PT35H, about 35 hours",
    "PT36H, about 2 days",
    "PT72H, about 3 days",
    "P40D, about 40 days",
  })
  void lengthOfTimeIsSaidAsOneSaysIt(Duration length, String said) {
    assertThat(NextVerdict.about(length)).isEqualTo(said);
  }
}
