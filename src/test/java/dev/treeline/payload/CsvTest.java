package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.payload.CsvOptions.Header;
import dev.treeline.payload.Row.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  private static List<List<String>> body(String text) {
    return ShownRow.texts(ShownRow.csv(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1,2\n3,4", "1,2\n3,4\n", "1,2\r\n3,4\r\n", "1,2\r3,4", "\n\n1,2\n\n \n3,4\n\n"})
  void everyKindOfLineEndEndsALine(String text) {
    assertThat(body(text)).isEqualTo(List.of(List.of("1", "2"), List.of("3", "4")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1,2,3", "1\t2\t3", "1;2;3", "1 2 3", "1:2:3", "1|2|3", "1, 2, 3", " 1 2 3 \n"})
  void theDelimiterIsFoundInTheFirstLine(String text) {
    assertThat(body(text)).isEqualTo(List.of(List.of("1", "2", "3")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"42", "1.5", "-1"})
  void aLoneNumberIsOneCell(String text) {
    assertThat(body(text)).isEqualTo(List.of(List.of(text)));
  }

  @Test
  void commaWinsOverAllOthersAndQuotedOnesDoNotCount() {
    assertThat(body("1:2 3;4\t5,6")).isEqualTo(List.of(List.of("1:2 3;4\t5", "6")));
    assertThat(body("\"a,b\";2")).isEqualTo(List.of(List.of("a,b", "2")));
  }

  @Test
  void inATableASpaceOrColonIsPartOfTheText() {
    List<ShownRow> rows = ShownRow.csv("departure time\n12:30\n", CsvOptions.TABLE);
    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst().names()).containsExactly("departure time");
    assertThat(rows.getFirst().texts()).containsExactly("12:30");
  }

  @Test
  void emptyCellsAndNanAreMissing() {
    ShownRow row = ShownRow.csv("1,, ,nan,NaN,-NAN,\"\",").getFirst();
    assertThat(row.kinds())
        .containsExactly(
            Kind.INTEGRAL,
            Kind.MISSING,
            Kind.MISSING,
            Kind.MISSING,
            Kind.MISSING,
            Kind.MISSING,
            Kind.MISSING,
            Kind.MISSING);
    Payload.read(
        MediaType.CSV,
        "1,nan".getBytes(StandardCharsets.UTF_8),
        r -> {
          assertThat(r.floatAt(1)).isNaN();
          assertThat(r.doubleAt(1)).isNaN();
          assertThat(r.textAt(1)).isEmpty();
        });
  }

  @ParameterizedTest
  @CsvSource({
    "3,INTEGRAL",
    "-12,INTEGRAL",
    "007,INTEGRAL",
    "3.0,FRACTIONAL",
    "1e5,FRACTIONAL",
    "inf,FRACTIONAL",
    "-Infinity,FRACTIONAL",
    "true,TEXT",
    "NA,TEXT",
    "12:30:00,TEXT",
    "2020-01-01,TEXT"
  })
  void theKindIsThatOfTheText(String cell, Kind kind) {
    assertThat(ShownRow.csv("," + cell).getFirst().kinds()).containsExactly(Kind.MISSING, kind);
  }

  @Test
  void infiniteWordsAreInfinite() {
    Payload.read(
        MediaType.CSV,
        "inf,-Infinity,+INF".getBytes(StandardCharsets.UTF_8),
        row -> {
          assertThat(row.floatAt(0)).isEqualTo(Float.POSITIVE_INFINITY);
          assertThat(row.doubleAt(1)).isEqualTo(Double.NEGATIVE_INFINITY);
          assertThat(row.floatAt(2)).isEqualTo(Float.POSITIVE_INFINITY);
        });
  }

  @Test
  void quotedCellsHoldDelimitersQuotesAndLines() {
    assertThat(body("\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\" , 5 \n1,2,3,4"))
        .isEqualTo(
            List.of(
                List.of("a,b", "say \"hi\"", "two\r\nlines", "5"), List.of("1", "2", "3", "4")));
  }

  @Test
  void aQuotedNumberIsANumberAndQuotedSpacesStay() {
    ShownRow row = ShownRow.csv("\"3\",\" x \", y ").getFirst();
    assertThat(row.kinds()).containsExactly(Kind.INTEGRAL, Kind.TEXT, Kind.TEXT);
    assertThat(row.texts()).containsExactly("3", " x ", "y");
  }

  @Test
  void aQuotedEmptyCellIsARowOfOneColumnAndABlankLineIsNot() {
    assertThat(body("1\n\n\"\"\n2\n")).isEqualTo(List.of(List.of("1"), List.of(""), List.of("2")));
  }

  @Test
  void aByteOrderMarkIsPassedOver() {
    assertThat(body("\uFEFF1,2")).isEqualTo(List.of(List.of("1", "2")));
    assertThat(body("\uFEFF")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " \r\n \n"})
  void aBodyWithoutCellsHasNoRows(String text) {
    assertThat(body(text)).isEmpty();
  }

  @Test
  void theHeaderNamesTheCellsOfEveryRow() {
    List<ShownRow> rows = ShownRow.csv("age,\"full, name\",\n1,x,2\n3,y,4\n", CsvOptions.TABLE);
    assertThat(rows).hasSize(2);
    assertThat(rows.get(1).names()).containsExactly("age", "full, name", "");
    assertThat(rows.get(1).place()).isEqualTo("row 3");
    assertThat(rows.get(1).at())
        .containsExactly(
            "row 3, column 1 (age)", "row 3, column 2 (full, name)", "row 3, column 3");
  }

  @Test
  void aFirstLineOfTextWithoutANumberIsTakenForAHeader() {
    assertThat(ShownRow.csv("a,b\n1,2\n", CsvOptions.ANY_TABLE)).hasSize(1);
    assertThat(ShownRow.csv(",a\n1,2\n", CsvOptions.ANY_TABLE)).hasSize(1);
    assertThat(ShownRow.csv("a,7\n1,2\n", CsvOptions.ANY_TABLE)).hasSize(2);
    assertThat(ShownRow.csv(",\n1,2\n", CsvOptions.ANY_TABLE)).hasSize(2);
    assertThat(ShownRow.csv("a,b\n1,2\n", new CsvOptions(Header.ABSENT, ","))).hasSize(2);
  }

  @Test
  void withoutAHeaderCellsHaveNoNames() {
    assertThat(ShownRow.csv("1,2").getFirst().names()).containsExactly("", "");
    assertThat(ShownRow.csv("1,2").getFirst().at())
        .containsExactly("row 1, column 1", "row 1, column 2");
  }

  @Test
  void textIsNoNumberAndTheMessageSaysWhere() {
    assertThatThrownBy(
            () ->
                Payload.read(
                    MediaType.CSV,
                    "1,2,3\n1,2,c".getBytes(StandardCharsets.UTF_8),
                    row -> row.floatAt(2)))
        .hasMessage("row 2, column 3: found \"c\", expected a number, or nothing if missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "1,2~1,2,3 ! row 2: found 3 cells, expected 2 as in row 1 (delimiter ',')",
        "1;2~1 ! row 2: found 1 cells, expected 2 as in row 1 (delimiter ';')",
        "1,\"2 ! row 1, column 2: found a quote that is never closed, expected \" at the end of the"
            + " cell",
        "1~\"2\"x ! row 2, column 1: found 'x' after a closing quote, expected the delimiter ',', a"
            + " new line, or \"\" for a quote inside quotes"
      })
  void whatCannotBeReadIsRefusedWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> body(text.replace('~', '\n')))
        .isInstanceOf(PayloadException.class)
        .hasMessage(message);
  }

  @Test
  void malformedUtf8IsRefusedAfterTheRowsBeforeIt() {
    List<String> seen = new ArrayList<>();
    byte[] body = {'1', ',', '2', '\n', '3', ',', (byte) 0xC3, '(', '\n'};
    assertThatThrownBy(() -> Payload.read(MediaType.CSV, body, row -> seen.add(row.place())))
        .isInstanceOf(PayloadException.class)
        .hasMessage("row 2, column 2: found bytes that are not UTF-8, expected UTF-8 text");
    assertThat(seen).containsExactly("row 1");
  }

  @Test
  void charactersThatStraddleTheBufferStayWhole() {
    String cell = "é€😀".repeat(6000);
    for (int shift = 0; shift < 4; shift++) {
      String text = "x".repeat(shift) + cell;
      assertThat(body(text + "," + cell)).isEqualTo(List.of(List.of(text, cell)));
    }
  }

  @Test
  void rowsAreShownWhileTheStreamStillFlows() {
    InputStream endless = new Endless("1.5,2.5,\"x\"\n");
    long[] rows = {0};
    assertThatThrownBy(
            () ->
                Payload.read(
                    MediaType.CSV,
                    endless,
                    CsvOptions.BODY,
                    row -> {
                      if (++rows[0] == 1_000_000) {
                        throw new IllegalStateException("enough");
                      }
                    }))
        .hasMessage("enough");
  }

  @Test
  void anEndlessRowIsRefused() {
    assertThatThrownBy(() -> read(new Endless(",")))
        .hasMessage("row 1: found more than 1048576 cells, expected a narrower row");
    assertThatThrownBy(() -> read(new Endless("x")))
        .hasMessage("row 1: found more than 16777216 characters, expected a shorter row");
  }

  private static void read(InputStream in) throws IOException {
    Payload.read(MediaType.CSV, in, CsvOptions.BODY, row -> {});
  }

  /// The same text again and again.
  private static final class Endless extends InputStream {
    private final byte[] text;
    private int at;

    Endless(String text) {
      this.text = text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public int read() {
      return text[at++ % text.length];
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      for (int i = 0; i < length; i++) {
        into[offset + i] = (byte) read();
      }
      return length;
    }
  }

  @Test
  void linesOfAnyWidthAreShownWhereTheyMayBe() {
    CsvOptions options = new CsvOptions(Header.ABSENT, ",", CsvOptions.Widths.ANY);

    assertThat(ShownRow.texts(ShownRow.csv("1,2\n3\n4,5,6\n", options)))
        .containsExactly(List.of("1", "2"), List.of("3"), List.of("4", "5", "6"));
  }
}
