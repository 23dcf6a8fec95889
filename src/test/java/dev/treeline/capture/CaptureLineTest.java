package dev.treeline.capture;

import static dev.treeline.capture.Examples.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treeline.capture.CaptureLine.Answered;
import dev.treeline.capture.CaptureLine.Encoding;
import dev.treeline.capture.CaptureLine.Extent;
import dev.treeline.capture.CaptureLine.Side;
import dev.treeline.settings.CaptureSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureLineTest {
  private static final ObjectMapper TREES = new ObjectMapper();

  private static String written(CaptureLine line) {
    return new String(line.write(), StandardCharsets.UTF_8);
  }

  private static CaptureLine read(String line) {
    return CaptureLine.read(utf8(line));
  }

  @Test
  void aLineIsWrittenByteForByteAsSageMakerWritesIt() throws IOException {
    assertThat(written(Examples.contractLine())).isEqualTo(Examples.CONTRACT_LINE);
  }

  @Test
  void whatWasNotSentIsNotWritten() throws IOException {
    CaptureLine bare =
        new CaptureLine(
            null,
            null,
            "e",
            null,
            List.of(),
            Instant.parse("2022-04-18T00:21:48.999Z"),
            Answered.UNKNOWN);
    assertThat(written(bare))
        .isEqualTo(
            """
            {"captureData":{},"eventMetadata":{"eventId":"e",\
            "inferenceTime":"2022-04-18T00:21:48Z"},"eventVersion":"0"}
            """);
  }

  @Test
  void theModelsVersionIsTheLastKeyOfTheMetadataWhereNoMoreIsKnown() {
    assertThat(written(Examples.line(1)))
        .contains("\"inferenceTime\":\"2022-04-18T00:21:48Z\",\"modelVersion\":\"v1\"},");
  }

  @Test
  void nameAndBaselineFollowTheModelsVersion() {
    CaptureLine line =
        new CaptureLine(
            null,
            null,
            "e",
            null,
            List.of(),
            Examples.TIME,
            new Answered("iris", "v7", "sha256:ab"));
    assertThat(written(line))
        .endsWith(
            "\"inferenceTime\":\"2022-04-18T00:21:48Z\",\"modelVersion\":\"v7\",\"modelName\":\"iris\","
                + "\"baselineDigest\":\"sha256:ab\"},\"eventVersion\":\"0\"}\n");
    assertThat(CaptureLine.read(line.write())).isEqualTo(line);
  }

  @Test
  void aCutOrWithheldSideSaysSoAfterItsEncoding() {
    CaptureLine line =
        Examples.line(1)
            .with(
                new Side("text/csv", "1,", Encoding.CSV, Extent.TRUNCATED),
                new Side("text/csv", "", Encoding.CSV, Extent.REDACTED));
    assertThat(written(line))
        .contains("\"data\":\"1,\",\"encoding\":\"CSV\",\"truncated\":true}")
        .contains("\"data\":\"\",\"encoding\":\"CSV\",\"redacted\":true}");
    assertThat(CaptureLine.read(line.write())).isEqualTo(line);
    assertThat(read(written(line).replace(":true", ":false")).input())
        .isEqualTo(new Side("text/csv", "1,", Encoding.CSV));
  }

  @ParameterizedTest
  @CsvSource({"real-2026.jsonl, 3", "real-2019.jsonl, 2"})
  void realLinesAreWrittenBackByteForByte(String file, int count) throws IOException {
    List<String> lines = Examples.resourceLines(file);
    assertThat(lines).hasSize(count);
    for (String line : lines) {
      assertThat(written(read(line))).isEqualTo(line + "\n");
    }
  }

  @Test
  void realLinesWithTheirMetadataFirstAreWrittenBackAsTheSameTree() throws IOException {
    List<String> lines = Examples.resourceLines("metadata-first.jsonl");
    assertThat(lines).hasSize(44);
    for (String template : lines) {
      String line = template.replace("{%s}", "2019-11-24T07:30:50Z");
      assertThat(TREES.readTree(written(read(line)))).isEqualTo(TREES.readTree(line));
    }
  }

  @Test
  void batchTransformOutputIsAnOutput() {
    CaptureLine line =
        read(
            """
            {"eventVersion":"0","captureData":{"batchTransformOutput":{"encoding":"CSV",
            "data":"1","mode":"OUTPUT","observedContentType":"text/csv"}},"eventMetadata":
            {"inferenceTime":"2022-04-18T00:21:48Z","eventId":"e"}}""");
    assertThat(line.input()).isNull();
    assertThat(line.output()).isEqualTo(new Side("text/csv", "1", Encoding.CSV));
  }

  @Test
  void unknownKeysAndNullsArePassedOver() {
    CaptureLine line =
        read(
            """
            {"groundTruthData":{"data":"1","encoding":"CSV"},"captureData":{"later":[{"a":1}],
            "endpointInput":null},"eventMetadata":{"eventId":"e","inferenceId":null,
            "customAttributes":null,"modelVersion":null,"x":{"y":[]},
            "inferenceTime":"2022-04-18T02:21:48.5+02:00"}}""");
    assertThat(line)
        .isEqualTo(
            new CaptureLine(
                null,
                null,
                "e",
                null,
                List.of(),
                Instant.parse("2022-04-18T00:21:48.500Z"),
                Answered.UNKNOWN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|$: found an array, expected an object",
        "``|$: found nothing, expected an object",
        "{}|$.captureData: found nothing, expected a value",
        "{\"captureData\":7}|$.captureData: found a number, expected an object",
        "{\"captureData\":{}}|$.eventMetadata.eventId: found nothing, expected a value",
        "{\"captureData\":{},\"eventMetadata\":{\"eventId\":1}}"
            + "|$.eventMetadata.eventId: found a number, expected a text",
        "{\"captureData\":{},\"eventMetadata\":{\"eventId\":\"e\"}}"
            + "|$.eventMetadata.inferenceTime: found nothing, expected a value",
        "{\"eventMetadata\":{\"inferenceTime\":\"{%s}\"}}"
            + "|$.eventMetadata.inferenceTime: found \"{%s}\", expected a time such as"
            + " \"2022-04-18T00:21:48Z\"",
        "{\"eventMetadata\":{\"customAttributes\":\"a\"}}"
            + "|$.eventMetadata.customAttributes: found a text, expected an array of texts",
        "{\"eventMetadata\":{\"customAttributes\":[\"a\",2]}}"
            + "|$.eventMetadata.customAttributes.1: found a number, expected a text",
        "{\"captureData\":{\"endpointInput\":{\"encoding\":\"CSV\"}}}"
            + "|$.captureData.endpointInput.data: found nothing, expected a value",
        "{\"captureData\":{\"endpointInput\":{\"data\":\"1\"}}}"
            + "|$.captureData.endpointInput.encoding: found nothing, expected a value",
        "{\"captureData\":{\"endpointInput\":{\"truncated\":1}}}"
            + "|$.captureData.endpointInput.truncated: found a number, expected true or false",
        "{\"captureData\":{\"endpointOutput\":{\"data\":\"1\",\"encoding\":\"XML\"}}}"
            + "|$.captureData.endpointOutput.encoding: found \"XML\", expected CSV, JSON or BASE64",
      })
  void aLineThatIsNoCaptureLineIsRefusedByPlace(String line, String message) {
    assertThatThrownBy(() -> read(line))
        .isInstanceOf(CaptureFormatException.class)
        .hasMessage(message);
  }

  @Test
  void twoObjectsOnOneLineAreRefused() {
    String twice = Examples.CONTRACT_LINE.strip() + Examples.CONTRACT_LINE;
    assertThatThrownBy(() -> read(twice))
        .isInstanceOf(CaptureFormatException.class)
        .hasMessage("$: found more after the object, expected the end of the line");
  }

  @Test
  void everyCutOfALineIsRefusedAndNeverRead() {
    byte[] line = utf8(Examples.CONTRACT_LINE.strip());
    for (int length = 0; length < line.length; length++) {
      byte[] cut = Arrays.copyOf(line, length);
      assertThatThrownBy(() -> CaptureLine.read(cut)).isInstanceOf(CaptureFormatException.class);
    }
  }

  @Test
  void everyFlippedByteIsReadOrRefusedWithATypedError() {
    byte[] line = utf8(Examples.CONTRACT_LINE.strip());
    for (int i = 0; i < line.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = line.clone();
        flipped[i] ^= (byte) (1 << bit);
        try {
          assertThat(CaptureLine.read(flipped).eventId()).isNotNull();
        } catch (CaptureFormatException refused) {
          assertThat(refused).hasMessageContaining(", expected ");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "text/csv, CSV",
    "Text/CSV; charset=utf-8, CSV",
    "application/json, JSON",
    "'application/json ;verbose=True', JSON",
    "application/jsonlines, BASE64",
    "text/csv2, BASE64",
    "text/html, BASE64",
    "'', BASE64"
  })
  void theContentTypeChoosesTheEncodingAndParametersDoNotCount(String type, Encoding encoding) {
    Side side = Side.of(type, utf8("é,1\n"));
    assertThat(side.encoding()).isEqualTo(encoding);
    assertThat(side.contentType()).isEqualTo(type);
    assertThat(side.body()).isEqualTo(utf8("é,1\n"));
  }

  @Test
  void aBodyThatIsNotTheTextItClaimsToBeIsKeptInBase64() {
    byte[] latin = {'a', (byte) 0xe9, ',', '1'};
    Side side = Side.of("text/csv; charset=iso-8859-1", latin);
    assertThat(side.encoding()).isEqualTo(Encoding.BASE64);
    assertThat(side.body()).isEqualTo(latin);
  }

  @Test
  void dataThatShouldBeBase64AndIsNotIsRefused() {
    assertThatThrownBy(() -> new Side("x", "%%", Encoding.BASE64).body())
        .isInstanceOf(CaptureFormatException.class)
        .hasMessageStartingWith("data: found ")
        .hasMessageEndingWith(", expected Base64");
  }

  @Test
  void onlyTheWantedSidesStay() {
    CaptureLine line = Examples.contractLine();
    assertThat(line.only(Set.of(CaptureSettings.Side.INPUT)).output()).isNull();
    assertThat(line.only(Set.of(CaptureSettings.Side.INPUT)).input()).isEqualTo(line.input());
    assertThat(line.only(Set.of(CaptureSettings.Side.OUTPUT)).input()).isNull();
    assertThat(line.only(Set.of(CaptureSettings.Side.values()))).isEqualTo(line);
  }

  @Test
  void everyTextCanBeWrittenHalfASurrogatePairToo() {
    CaptureLine line = Examples.line("x\ud800y\udc00 \ud83d\ude00 \u0000 é", "1");
    assertThat(CaptureLine.read(line.write())).isEqualTo(line);
  }
}
