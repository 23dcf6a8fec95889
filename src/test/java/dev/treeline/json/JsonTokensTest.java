package dev.treeline.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What JSON is taken apart to; `JsonAgainstJacksonTest` compares it with Jackson's account.
class JsonTokensTest {
  private static JsonTokens tokens(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return JsonTokens.of(body, 0, body.length);
  }

  private static List<String> read(String text) throws IOException {
    JsonTokens tokens = tokens(text);
    List<String> read = new ArrayList<>();
    while (tokens.next() != JsonToken.END) {
      JsonToken token = tokens.token();
      String of = token == JsonToken.NAME ? tokens.name() : token.isScalar() ? tokens.text() : "";
      read.add(token + (of.isEmpty() ? "" : " " + of));
    }
    return read;
  }

  private static MalformedJsonException refused(String text) {
    try {
      throw new AssertionError("was read: " + read(text));
    } catch (MalformedJsonException e) {
      return e;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyKindOfTokenIsTold() throws IOException {
    assertThat(read("{\"a\": [1, -2.5e3, \"x\", true, false, null, NaN, -Infinity, +Infinity]}"))
        .containsExactly(
            "START_OBJECT",
            "NAME a",
            "START_ARRAY",
            "INTEGER 1",
            "DECIMAL -2.5e3",
            "STRING x",
            "TRUE true",
            "FALSE false",
            "NULL null",
            "DECIMAL NaN",
            "DECIMAL -Infinity",
            "DECIMAL +Infinity",
            "END_ARRAY",
            "END_OBJECT");
  }

  @Test
  void escapesAreUndoneHalfPairsStandForThemselves() throws IOException {
    assertThat(read("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00\"]"))
        .contains("STRING \"\\/\b\f\n\r\té\uD83D\uDE00");
    assertThat(read("[\"\\ud800\"]")).contains("STRING \ud800");
  }

  @Test
  void charactersOfAllLengthsAreRead() throws IOException {
    assertThat(read("{\"é€\uD83D\uDE00\": \"é€\uD83D\uDE00\"}"))
        .contains("NAME é€\uD83D\uDE00", "STRING é€\uD83D\uDE00");
  }

  @Test
  void aByteOrderMarkIsPassedOverOnceAndAtTheStartOnly() throws IOException {
    assertThat(read("\uFEFF1")).containsExactly("INTEGER 1");
    assertThat(refused("\uFEFF\uFEFF1").column()).isEqualTo(1);
    assertThat(refused(" \uFEFF1").problem()).contains("the byte 0xef");
  }

  @Test
  void documentsFollowEachOther() throws IOException {
    assertThat(read("1 {}[] \"a\"\n"))
        .containsExactly(
            "INTEGER 1", "START_OBJECT", "END_OBJECT", "START_ARRAY", "END_ARRAY", "STRING a");
    assertThat(read(" \n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1,]|1|4|']' in place of a value",
        "[1 2]|1|4|'2' in place of a comma or ]",
        "[01]|1|4|a number that begins with 0",
        "[1.]|1|4|']' in place of a digit",
        "[-]|1|3|']' in place of a digit",
        "[.5]|1|2|'.' in place of a value",
        "[+1]|1|3|'1' in place of the word Infinity",
        "[1e+]|1|5|']' in place of a digit",
        "[1x]|1|3|'x' in place of a comma or a bracket",
        "[tru]|1|5|']' in place of the word true",
        "[nulls]|1|6|'s' in place of a comma or a bracket",
        "[nan]|1|3|'a' in place of the word null",
        "[-INF]|1|4|'N' in place of the word Infinity",
        "{a: 1}|1|2|'a' in place of a name in quotes",
        "{'a': 1}|1|2|''' in place of a name in quotes",
        "{\"a\" 1}|1|6|'1' in place of a colon",
        "{\"a\": 1,}|1|9|'}' in place of a name in quotes",
        "{\"a\": 1]|1|8|']' in place of a comma or }",
        "[1}|1|3|'}' in place of a comma or ]",
        "]|1|1|']' in place of a value",
        "[1 // x|1|4|'/' in place of a comma or ]",
        "[\"\\x\"]|1|4|'x' in place of one of \"\\/bfnrtu after a backslash",
        "[\"\\u00g0\"]|1|7|'g' in place of a hexadecimal digit",
        "[\"a|1|4|the end in place of the quote that ends a string",
        "[1, [2|1|7|the end in place of a comma or ]",
        "1,2|1|2|',' in place of a blank or the end"
      })
  void whatIsNoJsonIsRefusedAtItsByte(String text, long line, long column, String problem) {
    MalformedJsonException refused = refused(text);
    assertThat(refused.problem()).isEqualTo(problem);
    assertThat(refused.line()).isEqualTo(line);
    assertThat(refused.column()).isEqualTo(column);
    assertThat(refused).hasMessage("line " + line + ", column " + column + ": " + problem);
  }

  @Test
  void linesEndInALineFeedAReturnOrBoth() {
    MalformedJsonException refused = refused("[1,\n2,\r\n3,\r4,\n\r5,\n x");
    assertThat(refused.line()).isEqualTo(7);
    assertThat(refused.column()).isEqualTo(2);
    assertThat(refused.offset()).isEqualTo(19);
  }

  @Test
  void controlCharactersInStringsAreRefused() {
    assertThat(refused("[\"a\u0001\"]").problem())
        .isEqualTo("the control character 0x01 in a string");
    assertThat(refused("{\"a\n\": 1}").problem())
        .isEqualTo("the control character 0x0a in a string");
    assertThat(refused("[\u0001]").problem()).isEqualTo("the byte 0x01 in place of a value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "C3",
        "C0AF",
        "C1BF",
        "E08080",
        "EDA080",
        "EDBFBF",
        "F0808080",
        "F4908080",
        "F5808080",
        "FF",
        "C328",
        "E28228"
      })
  void onlyTheShortestUtf8OfACharacterIsText(String hex) {
    byte[] bytes = java.util.HexFormat.of().parseHex("22" + hex + "22");
    assertThatThrownBy(
            () -> {
              JsonTokens tokens = JsonTokens.of(bytes, 0, bytes.length);
              tokens.next();
              tokens.text();
            })
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining("bytes that are not UTF-8");
  }

  @Test
  void limitsAreThoseThatAreWritten() throws IOException {
    String longest = "x".repeat(1 << 20);
    assertThat(read("\"" + longest + "\"")).containsExactly("STRING " + longest);
    assertThat(read("{\"" + longest + "\":1}")).contains("NAME " + longest);
    assertThat(refused("\"x" + longest + "\"").problem())
        .isEqualTo("a string of more than 1048576 characters");
    assertThat(refused("{\"x" + longest + "\":1}").problem())
        .isEqualTo("a string of more than 1048576 characters");
    assertThat(read("-0." + "3".repeat(999))).hasSize(1);
    assertThat(refused("-0." + "3".repeat(1000)).problem())
        .isEqualTo("a number of more than 1000 digits");
    assertThat(read("[".repeat(32) + "]".repeat(32))).hasSize(64);
    assertThat(refused("[".repeat(33)).problem()).isEqualTo("a nesting depth of more than 32");
  }

  @Test
  void whatIsPassedOverIsCheckedAndMayBeLong() throws IOException {
    JsonTokens tokens = tokens("[{\"a\": [1, \"" + "é".repeat(3 << 20) + "\"]}, 7]");
    tokens.next();
    tokens.next();
    tokens.skipChildren();
    assertThat(tokens.token()).isEqualTo(JsonToken.END_OBJECT);
    assertThat(tokens.next()).isEqualTo(JsonToken.INTEGER);
    JsonTokens broken = tokens("[{\"a\": \"\\q\"}]");
    broken.next();
    broken.next();
    assertThatThrownBy(broken::skipChildren).isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void placesOfTokensAreThoseOfTheirFirstByte() throws IOException {
    JsonTokens tokens = tokens("\uFEFF[1,\n  \"é\", 2]");
    tokens.next();
    assertThat(tokens.start()).isEqualTo(3);
    assertThat(tokens.column()).isEqualTo(1);
    tokens.next();
    tokens.next();
    assertThat(tokens.line()).isEqualTo(2);
    assertThat(tokens.column()).isEqualTo(3);
    assertThat(tokens.text()).isEqualTo("é");
    tokens.next();
    assertThat(tokens.column()).isEqualTo(9);
    assertThat(tokens.start()).isEqualTo(15);
  }

  @Test
  void aStreamThatStandsStillIsAnError() {
    var still =
        new ByteArrayInputStream(new byte[0]) {
          @Override
          public int read(byte[] into, int from, int length) {
            return 0;
          }
        };
    assertThatThrownBy(() -> JsonTokens.of(still).next()).isInstanceOf(IOException.class);
  }
}
