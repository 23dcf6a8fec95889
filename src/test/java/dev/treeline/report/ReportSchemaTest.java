package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Holds `report.json` and `docs/report.schema.json` to each other, with the part of JSON Schema
/// that the schema uses; a key that the schema does not describe fails too.
class ReportSchemaTest {
  private static final JsonSchema SCHEMA = JsonSchema.of(Path.of("docs/report.schema.json"));

  private static List<String> problems(String report) throws IOException {
    return SCHEMA.problems(report);
  }

  @ParameterizedTest
  @EnumSource
  void reportIsWhatTheSchemaSays(Samples.Fault fault) throws IOException {
    assertThat(problems(Samples.report(900, fault).json())).isEmpty();
    assertThat(problems(Samples.report(30, fault).json())).isEmpty();
  }

  @Test
  void reportOfSeveralModelVersionsIsWhatTheSchemaSays() throws IOException {
    assertThat(problems(Samples.split().json())).isEmpty();
  }

  @Test
  void schemaSeesEachKindOfFault() throws IOException {
    String report = Samples.report(30, Samples.Fault.NONE).json();

    assertThat(problems(report.replaceFirst("\"version\" : 1", "\"version\" : 2")))
        .containsExactly("$.version is 2");
    assertThat(problems(report.replaceFirst("\"rows\" : 30", "\"row\" : 30")))
        .containsExactly("$.rows is absent", "$.row is not described");
    assertThat(problems(report.replaceFirst("\"files\" : 26", "\"files\" : \"26\"")))
        .containsExactly("$.files is \"26\", not \"integer\"");
  }

  @Test
  void endOfAReportIsItsWindowsOrWhatWasSeen() {
    String report = Samples.report(30, Samples.Fault.NONE).json();

    assertThat(ReportFile.end(report)).hasToString("Optional[2026-02-01T00:00:00Z]");
    assertThat(ReportFile.end(report.replaceFirst("\"to\" : \"[^\"]*\"", "\"to\" : null")))
        .hasToString("Optional[2026-01-31T23:51:08Z]");
    assertThat(ReportFile.end(report.replaceFirst("\"version\" : 1", "\"version\" : 2"))).isEmpty();
  }
}
