package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The short way from bytes to numbers gives the same bits as the long one, or nothing at all.
class PlainCsvTest {
  private static final long SEED = 20_261_123;

  private final PlainCsv plain = new PlainCsv();

  private record Cell(Row.Kind kind, long bits, String text) {}

  private boolean isRead(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return plain.read(bytes, 0, bytes.length);
  }

  private List<List<Cell>> plainRows() {
    List<List<Cell>> rows = new ArrayList<>();
    for (int row = 0; row < plain.rows(); row++) {
      List<Cell> cells = new ArrayList<>();
      for (int column = 0; column < plain.width(); column++) {
        boolean isText = plain.kind(row, column) == Row.Kind.TEXT;
        cells.add(
            new Cell(
                plain.kind(row, column),
                Double.doubleToLongBits(plain.number(row, column)),
                isText ? plain.text(row, column) : ""));
      }
      rows.add(cells);
    }
    return rows;
  }

  private static List<List<Cell>> decodedRows(String body) {
    List<List<Cell>> rows = new ArrayList<>();
    Payload.read(
        MediaType.CSV,
        body.getBytes(StandardCharsets.UTF_8),
        row -> {
          List<Cell> cells = new ArrayList<>();
          for (int column = 0; column < row.width(); column++) {
            boolean isText = row.kind(column) == Row.Kind.TEXT;
            double number = isText ? Double.NaN : row.doubleAt(column);
            cells.add(
                new Cell(
                    row.kind(column),
                    Double.doubleToLongBits(number),
                    isText ? row.textAt(column) : ""));
          }
          rows.add(cells);
        });
    return rows;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2,3",
        "1",
        "-0",
        "+1.50,.5,5.,-.5e-3,1E5,1e+5",
        "a,1",
        "1,,3",
        ",",
        ",,",
        "1\n2\n",
        "\n\n1\n",
        "9007199254740993,0.1234567890123456789,1e400,-1e400,4.9e-324,1e-400,123456789012345678901",
        "1.2.3,1e,e5,-,+,.,1-2",
        "red,blue_2,Nanny,infinites",
        "0.036397725343704224,2.2250738585072011e-308"
      })
  void plainBodyReadsTheSame(String body) {
    assertThat(isRead(body)).isTrue();
    assertThat(plainRows()).isEqualTo(decodedRows(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "1, 2",
        "1;2",
        "1\t2",
        "\"1\",2",
        "1\r\n2",
        "nan",
        "NaN,1",
        "-inf",
        "Infinity,1",
        "1,2\n3",
        "é",
        "1:2",
        "1|2",
        "a b"
      })
  void anythingElseIsRefused(String body) {
    assertThat(isRead(body)).isFalse();
  }

  @Test
  void escapedLineEndIsALineEnd() {
    assertThat(isRead("1,2\\n3,4\\n")).isTrue();
    assertThat(plainRows()).isEqualTo(decodedRows("1,2\n3,4\n"));
    assertThat(isRead("1,2\\t")).isFalse();
    assertThat(isRead("1,2\\")).isFalse();
  }

  @Test
  void generatedNumbersHaveTheBitsOfTheirText() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < 200_000; round++) {
      String text = number(random);
      Supplier<String> which = () -> "seed " + SEED + ": " + text;
      assertThat(isRead(text)).as(which).isTrue();
      assertThat(Double.doubleToLongBits(plain.number(0, 0)))
          .as(which)
          .isEqualTo(Double.doubleToLongBits(Double.parseDouble(text)));
    }
  }

  private static String number(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong() & ~(1L << 62)));
      case 1 -> Float.toString((float) random.nextGaussian());
      case 2 -> Long.toString(random.nextLong());
      case 3 -> Double.toString(random.nextGaussian());
      case 4 -> random.nextLong(1L << 54) + "." + random.nextLong(1L << random.nextInt(1, 40));
      default -> random.nextInt(1000) + "e" + random.nextInt(-30, 30);
    };
  }

  @Test
  void mutatedBodiesAreReadOnlyWhereTheOtherWayReadsTheSame() {
    SplittableRandom random = new SplittableRandom(SEED);
    String letters = "0123456789012345678901234567890123456789,,,,,,,,....--++eEnaifx_\n\n; \"";
    int read = 0;
    for (int round = 0; round < 100_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(1, 24); i > 0; i--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      String body = text.toString();
      if (isRead(body)) {
        read++;
        assertThat(plainRows()).as(() -> "seed " + SEED + ": " + body).isEqualTo(decodedRows(body));
      }
    }
    assertThat(read).as("bodies that are plain").isGreaterThan(20_000);
  }
}
