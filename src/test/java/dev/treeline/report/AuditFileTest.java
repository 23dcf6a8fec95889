package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditFileTest {
  private static final AuditLine ACCEPTED =
      new AuditLine(
          Instant.parse("2026-01-31T12:00:00Z"),
          AuditLine.ACCEPT,
          "ann",
          "new \"sensor\"\nsince Monday",
          ordered("feature", "size", "until", "2026-03-01"));

  private static final AuditLine REBASELINED =
      new AuditLine(
          Instant.parse("2026-02-01T12:00:00Z"),
          AuditLine.REBASELINE,
          "",
          "",
          Map.of("window", "w"));

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  @Test
  void linesReadBackInTheOrderTheyWereAppended() {
    String text = AuditFile.append(AuditFile.append("", ACCEPTED), REBASELINED);

    assertThat(AuditFile.read(text)).containsExactly(ACCEPTED, REBASELINED);
    assertThat(text.lines()).hasSize(2);
  }

  @Test
  void oneLineIsOneObjectWithTheFieldsInOrder() {
    assertThat(AuditFile.append("", ACCEPTED))
        .isEqualTo(
            "{\"time\":\"2026-01-31T12:00:00Z\",\"action\":\"accept\",\"who\":\"ann\","
                + "\"reason\":\"new \\\"sensor\\\"\\nsince Monday\","
                + "\"feature\":\"size\",\"until\":\"2026-03-01\"}\n");
  }

  @Test
  void aFileWithoutItsLastLineEndIsContinuedOnANewLine() {
    String cut = AuditFile.append("", ACCEPTED).stripTrailing();

    assertThat(AuditFile.read(AuditFile.append(cut, REBASELINED))).hasSize(2);
  }

  @Test
  void aDamagedLineIsNamed() {
    String text = AuditFile.append("", ACCEPTED) + "\n{\"time\": \"yesterday\"}\n";

    assertThatThrownBy(() -> AuditFile.read(text))
        .isInstanceOf(ReportFormatException.class)
        .hasMessageContaining("audit.jsonl:3 $.time: found \"yesterday\"");
  }

  @Test
  void aDetailMayNotHideAnotherField() {
    assertThatThrownBy(
            () -> new AuditLine(Instant.EPOCH, "accept", "", "", Map.of("time", "never")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
