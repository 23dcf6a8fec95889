package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {
  private static final byte[] BODY = {'1', ',', '2'};

  @Test
  void caseSpaceAndQuotesDoNotMatter() {
    MediaType type = MediaType.parse(" Text/CSV ; Charset=\"UTF-8\"; header = absent");
    assertThat(type.name()).isEqualTo("text/csv");
    assertThat(type.parameters()).isEqualTo(Map.of("charset", "UTF-8", "header", "absent"));
    assertThat(type.matches(MediaType.CSV)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "csv",
        "text/csv",
        "TEXT/CSV",
        "text/csv; label_size=1",
        "text/csv;label_size = 1",
        "text/csv; charset=utf-8",
        "text/csv; label_size=1; charset=utf-8",
        "text/csv;label_size=0"
      })
  void typesThatTheContainersUsersSendAreRead(String header) {
    assertThat(Payload.read(MediaType.parse(header), BODY, row -> {})).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "incorrect_format",
        "text/csv; label_size=5",
        "text/csv; label_size=1=1",
        "text/csv; label_size=1; label_size=2",
        "label_size=1; text/csv",
        "",
        ";",
        "application/octet-stream",
        "application/x-parquet"
      })
  void typesThatTheContainerRefusesAreRefusedByName(String header) {
    assertThatThrownBy(() -> Payload.read(MediaType.parse(header), BODY, row -> {}))
        .isInstanceOf(PayloadException.class)
        .hasMessageStartingWith("Content-Type: found ")
        .hasMessageContaining(", expected ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"libsvm", "text/libsvm", "Text/X-LibSVM", "text/libsvm; charset=utf-8"})
  void libsvmHasManyNames(String header) {
    assertThat(MediaType.parse(header).matches(MediaType.LIBSVM)).isTrue();
    assertThat(Payload.reads(MediaType.parse(header))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"recordio-protobuf", "application/x-recordio-protobuf"})
  void recordioHasTwoNames(String header) {
    assertThat(MediaType.parse(header).matches(MediaType.RECORDIO)).isTrue();
    assertThat(Payload.reads(MediaType.parse(header))).isTrue();
  }

  @Test
  void bytesAreReadOnlyWhereTheyAreSaidToHoldTensors() {
    assertThat(Payload.reads(MediaType.OCTET_STREAM)).isFalse();
    String header = "application/octet-stream; Inference-Header-Content-Length=12";
    assertThat(Payload.reads(MediaType.parse(header))).isTrue();
  }

  @Test
  void jsonLinesHasManyNames() {
    assertThat(MediaType.parse("application/json-lines").matches(MediaType.JSON_LINES)).isTrue();
    assertThat(MediaType.parse("application/x-ndjson").matches(MediaType.JSON_LINES)).isTrue();
    assertThat(MediaType.parse("application/jsonl").matches(MediaType.JSON_LINES)).isTrue();
  }
}
