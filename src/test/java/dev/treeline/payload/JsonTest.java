package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.payload.Row.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static final List<List<String>> TWO_ROWS = List.of(List.of("1", "2.5"), List.of("3", ""));

  private static List<List<String>> body(String text) {
    return ShownRow.texts(ShownRow.json(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"inputs\": [[1, 2.5], [3, null]]}",
        "{\"instances\": [[1, 2.5], [3, null]]}",
        "{\"predictions\": [[1, 2.5], [3, null]]}",
        "[[1, 2.5], [3, null]]",
        "[{\"a\": 1, \"b\": 2.5}, {\"a\": 3, \"b\": null}]",
        "{\"instances\": [{\"a\": 1, \"b\": 2.5}, {\"a\": 3, \"b\": null}]}",
        "{\"signature_name\": \"x\", \"inputs\": [[1, 2.5], [3, \"NaN\"]], \"id\": [[[1]]]}",
        "{\"parameters\": {\"deep\": [{}]}, \"inputs\": [[1, 2.5], [3, \"\"]]}"
      })
  void rowsStandInAnyOfTheKnownShapes(String text) {
    assertThat(body(text)).isEqualTo(TWO_ROWS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1, 2]",
        "{\"inputs\": [1, 2]}",
        "{\"instances\": [1, 2]}",
        "{\"features\": [1, 2]}",
        "{\"a\": 1, \"b\": 2}",
        "{\"inputs\": {\"a\": 1, \"b\": 2}}",
        "[[1, 2]]"
      })
  void scalarsWithoutARowAroundThemAreOneRow(String text) {
    assertThat(body(text)).isEqualTo(List.of(List.of("1", "2")));
  }

  @Test
  void predictionsThatAreScalarsAreOneRowEach() {
    assertThat(body("{\"predictions\": [0.5, 1]}"))
        .isEqualTo(List.of(List.of("0.5"), List.of("1")));
  }

  @Test
  void aListOfScoresIsOneCellEachAllOfTheSameName() {
    ShownRow row =
        ShownRow.json("{\"predictions\": [{\"score\": [0.1, 0.2, 0.7], \"label\": 2}]}").getFirst();
    assertThat(row.names()).containsExactly("score", "score", "score", "label");
    assertThat(row.texts()).containsExactly("0.1", "0.2", "0.7", "2");
    assertThat(row.at())
        .containsExactly(
            "$.predictions[0].score[0]",
            "$.predictions[0].score[1]",
            "$.predictions[0].score[2]",
            "$.predictions[0].label");
  }

  @Test
  void placesAreJsonPaths() {
    assertThat(ShownRow.json("{\"inputs\": [[1], [2, 3]]}").get(1).at())
        .containsExactly("$.inputs[1][0]", "$.inputs[1][1]");
    assertThat(ShownRow.json("{\"inputs\": [[1], [2, 3]]}").get(1).place())
        .isEqualTo("$.inputs[1]");
    assertThat(ShownRow.json("[1, 2]").getFirst().at()).containsExactly("$[0]", "$[1]");
    assertThat(ShownRow.json("{\"a\": 1, \"b c\": 2}").getFirst().at())
        .containsExactly("$.a", "$['b c']");
  }

  @Test
  void namesOfOneRowDoNotStayForTheNext() {
    List<ShownRow> rows = ShownRow.json("[{\"a\": 1}, [2], {\"b\": 3}]");
    assertThat(rows.stream().map(ShownRow::names).toList())
        .isEqualTo(List.of(List.of("a"), List.of(""), List.of("b")));
  }

  @ParameterizedTest
  @CsvSource({
    "3,INTEGRAL",
    "-0,INTEGRAL",
    "3.0,FRACTIONAL",
    "1e5,FRACTIONAL",
    "null,MISSING",
    "NaN,MISSING",
    "Infinity,FRACTIONAL",
    "-Infinity,FRACTIONAL",
    "'\"\"',MISSING",
    "'\"nan\"',MISSING",
    "'\"-inf\"',FRACTIONAL",
    "'\"3\"',TEXT",
    "'\"x\"',TEXT",
    "true,TEXT",
    "false,TEXT"
  })
  void theKindIsThatOfTheToken(String cell, Kind kind) {
    assertThat(ShownRow.json("[" + cell + "]").getFirst().kinds()).containsExactly(kind);
  }

  @Test
  void numbersAreTheNearestToTheirText() {
    Payload.read(
        MediaType.JSON,
        "[16777217, 0.1, -0, 1e39, \"-Infinity\"]".getBytes(StandardCharsets.UTF_8),
        row -> {
          assertThat(row.floatAt(0)).isEqualTo(16777216f);
          assertThat(row.floatAt(1)).isEqualTo(0.1f);
          assertThat(Float.floatToRawIntBits(row.floatAt(2))).isEqualTo(0x80000000);
          assertThat(row.floatAt(3)).isEqualTo(Float.POSITIVE_INFINITY);
          assertThat(row.doubleAt(3)).isEqualTo(1e39);
          assertThat(row.floatAt(4)).isEqualTo(Float.NEGATIVE_INFINITY);
        });
  }

  @Test
  void aFloatIsNeverRoundedThroughADouble() {
    // Above the middle of two floats by less than half a double's last place.
    String text = "1.00000005960464477539062500000000000001";
    assertThat((float) Double.parseDouble(text)).isNotEqualTo(Float.parseFloat(text));
    Payload.read(
        MediaType.JSON,
        ("[" + text + "]").getBytes(StandardCharsets.UTF_8),
        row -> assertThat(row.floatAt(0)).isEqualTo(Float.parseFloat(text)));
  }

  @Test
  void jsonLinesHoldADocumentEach() {
    byte[] body =
        "{\"features\": [1, 2]}\n[3, 4]\n{\"a\": 5, \"b\": 6}\n{\"inputs\": [[7], [8, 9]]}\n"
            .getBytes(StandardCharsets.UTF_8);
    List<ShownRow> rows = ShownRow.of(MediaType.JSON_LINES, body, CsvOptions.BODY);
    assertThat(ShownRow.texts(rows))
        .isEqualTo(
            List.of(
                List.of("1", "2"),
                List.of("3", "4"),
                List.of("5", "6"),
                List.of("7"),
                List.of("8", "9")));
    assertThat(rows.getLast().at().getLast()).isEqualTo("document 4: $.inputs[1][1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "[]", "{\"inputs\": []}"})
  void aBodyWithoutRowsHasNone(String text) {
    assertThat(body(text)).isEmpty();
  }

  @Test
  void anEmptyRowIsARow() {
    assertThat(body("{\"inputs\": [[], []]}")).isEqualTo(List.of(List.of(), List.of()));
  }

  @Test
  void aByteOrderMarkIsPassedOver() {
    assertThat(body("\uFEFF[1]")).isEqualTo(List.of(List.of("1")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "{\"inputs\": [[1, 2], [3, [4]]]} ! $.inputs[1][1]: found an array, expected a number, null,"
            + " or text",
        "{\"inputs\": [[1], 2]} ! $.inputs[1]: found 2, expected a row, as in the elements before it",
        "{\"inputs\": [1, [2]]} ! $.inputs[1]: found an array, expected a number, null, or text",
        "[{\"a\": {}}] ! $[0].a: found a nested value, expected a number, null, text or a list",
        "{\"inputs\": [[1]], \"instances\": [[2]]} ! $.instances: found a second list of rows,"
            + " expected only $.inputs",
        "[1] [2] ! line 1, column 5: found a second document, expected the end of the body"
      })
  void whatIsNoRowIsRefusedWithItsPath(String text, String message) {
    assertThatThrownBy(() -> body(text)).isInstanceOf(PayloadException.class).hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "\"x\"", "null", "{}", "{\"a\": {\"b\": 1}}", "{\"a\": [[1]]}"})
  void aDocumentThatHoldsNoRowsIsRefusedWithTheShapesThatDo(String text) {
    assertThatThrownBy(() -> body(text))
        .isInstanceOf(PayloadException.class)
        .hasMessageStartingWith("$")
        .hasMessageEndingWith(
            "expected an array of rows, an object of named values, or an object with \"inputs\" or"
                + " \"instances\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"inputs\": [[1, 2",
        "{\"inputs\": [[1, x]]}",
        "[1,]",
        "[01]",
        "{a: 1}",
        "[1} ",
        "[\"\u0001\"]",
        "[1] x",
        "tru"
      })
  void malformedJsonIsRefusedWithLineAndColumn(String text) {
    assertThatThrownBy(() -> body(text))
        .isInstanceOf(PayloadException.class)
        .hasMessageMatching(
            "line 1, column \\d+: found malformed JSON: [^\\n]+, expected a JSON document");
  }

  @Test
  void malformedUtf8IsRefused() {
    byte[] body = {'[', '"', (byte) 0xC3, '(', '"', ']'};
    assertThatThrownBy(() -> Payload.read(MediaType.JSON, body, row -> {}))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("bytes that are not UTF-8");
    byte[] wide = "[1]".getBytes(StandardCharsets.UTF_16);
    assertThatThrownBy(() -> Payload.read(MediaType.JSON, wide, row -> {}))
        .isInstanceOf(PayloadException.class);
  }

  @Test
  void depthIsRefusedBeforeItCostsAnything() {
    String deep = "[".repeat(1_000_000);
    assertThatThrownBy(() -> body("{\"inputs\": " + deep))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("found an array");
    assertThatThrownBy(() -> body("{\"other\": " + deep))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("nesting depth");
  }

  @Test
  void widthAndLengthAreLimited() {
    assertThatThrownBy(() -> body("[" + "1,".repeat(Cells.MAX_WIDTH) + "1]"))
        .hasMessage("$: found more than 1048576 cells, expected a narrower row");
    assertThatThrownBy(() -> body("[\"" + "x".repeat(2_000_000) + "\"]"))
        .isInstanceOf(PayloadException.class);
    assertThatThrownBy(() -> body("[" + "1".repeat(5_000) + "]"))
        .isInstanceOf(PayloadException.class);
  }

  @Test
  void rowsBeforeTheProblemHaveBeenShown() {
    List<String> seen = new ArrayList<>();
    byte[] body = "{\"inputs\": [[1], [2], oops".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Payload.read(MediaType.JSON, body, row -> seen.add(row.textAt(0))))
        .isInstanceOf(PayloadException.class);
    assertThat(seen).containsExactly("1", "2");
  }
}
