package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class NotificationTest {
  private static final String PLACE = "s3://reports/flights/drift/2026/02/01/00/report.html";

  private static Notification of(Report report) {
    return Notification.of(report, PLACE).orElseThrow();
  }

  @Test
  void quietRunTellsNobody() {
    assertThat(Notification.of(Samples.report(900, Samples.Fault.NONE), PLACE)).isEmpty();
  }

  @Test
  void paragraphNamesTheTopFeaturesAndWhereTheReportIs() {
    Notification told = of(Samples.report(900, Samples.Fault.SEVERAL));

    assertThat(told.text())
        .startsWith("flights: Drifted: 1 of 5 features; 3 data checks failed")
        .contains("distance at 2.51 × its threshold; ", "temp: missing values 50.8 %")
        .endsWith("Report: " + PLACE)
        .doesNotContain("\n");
    assertThat(told.subject()).isEqualTo("flights: Drifted: 1 of 5 features; 3 data checks failed");
  }

  @Test
  void ruleInForceDecidesWhetherAndWhatIsTold() {
    Report report = Samples.report(900, Samples.Fault.SEVERAL);
    Report theirs =
        new Report(
            report.run(),
            report.profile(),
            report.counts(),
            report.findings(),
            report.statistics(),
            report.constraints(),
            report.sagemaker(),
            Report.Rule.SAGEMAKER);

    assertThat(of(theirs).text())
        .startsWith("flights: 3 violations of SageMaker's constraints")
        .contains("distance: baseline_drift_check");
  }

  @Test
  void customNotificationIsWhatChatbotReads() throws JsonProcessingException {
    JsonNode json =
        new ObjectMapper().readTree(of(Samples.report(900, Samples.Fault.SEVERAL)).json());

    assertThat(json.path("version").textValue()).isEqualTo("1.0");
    assertThat(json.path("source").textValue()).isEqualTo("custom");
    JsonNode content = json.path("content");
    assertThat(content.path("textType").textValue()).isEqualTo("client-markdown");
    assertThat(content.path("title").textValue()).contains("1 of 5 features");
    assertThat(content.path("description").textValue()).contains("distance at 2.51 ×");
    assertThat(content.path("nextSteps").isArray()).isTrue();
    assertThat(content.path("nextSteps").toString()).contains(PLACE);
  }

  @Test
  void valueOfTheDataIsNotTold() {
    Notification told = of(Samples.report(900, Samples.Fault.SEVERAL));

    assertThat(told.text() + told.json()).doesNotContain("alert(1)");
  }

  @Test
  void hostileNameMovesNoCursorAndCallsNobody() {
    Report report = HostileSample.report();
    Notification told = of(report);

    assertThat(told.text().chars()).noneMatch(Character::isISOControl);
    assertThat(told.subject()).hasSizeLessThanOrEqualTo(100).matches("[ -~]*");
    assertThat(told.json()).doesNotContain("<", "\u202E");
  }
}
