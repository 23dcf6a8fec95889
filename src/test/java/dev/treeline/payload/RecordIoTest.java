package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of the SageMaker container's test suite, its byte strings, and what a hostile sender makes
/// of them.
class RecordIoTest {
  private static final float ABSENT = Float.NaN;

  @ParameterizedTest
  @CsvSource({
    "dense, 5, '[[1, 0, 0, 0, 0], [1, 0, 0, 0, 0], [1, 0, 0, 0, 0], [1, 0, 0, 0, 0], [0, 1, 0, 0,"
        + " 0]]'",
    "sparse, 5, '[[1, -, -, -, -], [1, -, -, -, -], [1, -, -, -, -], [1, -, -, -, -], [-, 1, -, -,"
        + " -]]'",
    "diagonal, 3, '[[1, -, -], [-, 1, -], [-, -, 1]]'",
    "dense_as_sparse, 3, '[[1, 1, 1], [1, 1, 1], [1, 1, 1]]'",
    "rectangular_sparse, 3, '[[1, -, -], [1, -, -], [1, -, -], [1, -, -]]'",
    "single_value_bot_left, 3, '[[-, -, -], [-, -, -], [1, -, -]]'",
    "single_value_center, 3, '[[-, -, -], [-, 1, -], [-, -, -]]'",
    "single_value_top_right, 3, '[[-, -, 1], [-, -, -], [-, -, -]]'"
  })
  void theContainersFilesAreRead(String name, int width, String rows) throws IOException {
    List<List<Float>> read = rows(file(name), 0);
    assertThat(read).allSatisfy(row -> assertThat(row).hasSize(width));
    assertThat(read.toString().replace("NaN", "-").replace(".0", "")).isEqualTo(rows);
  }

  /// 42, 6 and 9 as int32 and as float64; the columns 0 and 5 of a row.
  @ParameterizedTest
  @CsvSource({
    "0a23d7ce130000000a110a0676616c75657312073a050a032a060900, '[42.0, 6.0, 9.0]'",
    "0a23d7ce280000000a260a0676616c756573121c1a1a0a18000000000000454000000000000018400000000000"
        + "002240, '[42.0, 6.0, 9.0]'",
    "0a23d7ce190000000a170a0676616c756573120d3a0b0a020101120200051a0106000000, '[1.0, NaN, NaN,"
        + " NaN, NaN, 1.0]'"
  })
  void theContainersByteStringsAreRead(String hex, String row) {
    assertThat(rows(HexFormat.of().parseHex(hex), 0)).hasToString("[" + row + "]");
  }

  @Test
  void floatsAreTakenAsTheyAreAndNanIsMissing() {
    byte[] tensor = message(1, floats(0.1f, Float.NaN, Float.NEGATIVE_INFINITY));
    assertThat(rows(frame(record(message(2, tensor))), 0))
        .containsExactly(List.of(0.1f, ABSENT, Float.NEGATIVE_INFINITY));
  }

  @Test
  void numbersThatAreNotPackedAreReadToo() {
    byte[] tensor = concat(new byte[] {0x0D}, floats(2.5f), new byte[] {0x0D}, floats(3.5f));
    assertThat(rows(frame(record(message(2, tensor))), 0)).containsExactly(List.of(2.5f, 3.5f));
  }

  @Test
  void negativeWholeNumbersAreTenBytesLong() {
    byte[] minusOne = {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
    assertThat(rows(frame(record(message(7, message(1, minusOne)))), 0))
        .containsExactly(List.of(-1f));
  }

  @Test
  void aSparseRowHasAtLeastTheModelsFeatures() {
    byte[] tensor = concat(message(1, floats(7f)), message(2, new byte[] {1}));
    assertThat(rows(frame(record(message(2, tensor))), 4))
        .containsExactly(List.of(ABSENT, 7f, ABSENT, ABSENT));
  }

  @Test
  void theLastFrameMayLackItsPadding() {
    byte[] whole = frame(record(message(7, message(1, new byte[] {42, 6, 9}))));
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    assertThat(rows(cut, 0)).isEqualTo(rows(whole, 0));
  }

  @Test
  void anEmptyBodyHasNoRows() {
    assertThat(rows(new byte[0], 0)).isEmpty();
  }

  @Test
  void placesAreRecordsAndColumns() {
    byte[] body = frame(record(message(7, message(1, new byte[] {42, 6}))));
    List<ShownRow> shown = ShownRow.of(MediaType.RECORDIO, body, CsvOptions.BODY);
    assertThat(shown.getFirst().at()).containsExactly("record 1, column 1", "record 1, column 2");
    assertThat(shown.getFirst().texts()).containsExactly("42", "6");
    assertThat(shown.getFirst().kinds()).containsOnly(Row.Kind.INTEGRAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ffffff7f", "ffffffff", "01000000", "00000002"})
  void noLengthIsBelieved(String length) {
    byte[] body = HexFormat.of().parseHex("0a23d7ce" + length);
    assertThatThrownBy(() -> rows(body, 0))
        .isInstanceOf(PayloadException.class)
        .hasMessageStartingWith("record 1, before byte ");
  }

  @Test
  void whatIsNoFrameIsRefusedWithItsMark() {
    assertThatThrownBy(() -> rows("1,2,3,4,5".getBytes(StandardCharsets.US_ASCII), 0))
        .hasMessage(
            "record 1, before byte 8: found 0x2c322c31, expected the mark 0xced7230a of a frame");
  }

  @Test
  void aRecordWithoutValuesIsRefusedAsItWouldLoseItsRow() {
    assertThatThrownBy(() -> rows(frame(new byte[0]), 0))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("found no features \"values\"");
  }

  @Test
  void keysMustBeAsManyAsValuesAndWithinTheShape() {
    byte[] two = concat(message(1, floats(7f)), message(2, new byte[] {1, 2}));
    assertThatThrownBy(() -> rows(frame(record(message(2, two))), 0))
        .hasMessage("record 1: found 2 keys and 1 values, expected as many of both");
    byte[] far =
        concat(message(1, floats(7f)), message(2, new byte[] {3}), message(3, new byte[] {3}));
    assertThatThrownBy(() -> rows(frame(record(message(2, far))), 0))
        .hasMessage("record 1: found the key 3, expected 0 to 2");
  }

  @Test
  void manyWideRowsOfFewBytesAreRefused() {
    byte[] empty = message(3, new byte[] {(byte) 0x80, (byte) 0x80, 0x40});
    byte[] one = frame(record(message(2, empty)));
    byte[] many = concat(one, one, one, one, one, one, one, one, one, one, one, one, one, one, one);
    assertThatThrownBy(() -> rows(concat(many, many), 0))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("in all, expected at most 4194304");
  }

  private static List<List<Float>> rows(byte[] body, int features) {
    List<List<Float>> rows = new ArrayList<>();
    BodyOptions options = BodyOptions.of(features, BodyOptions.IndexBase.AUTO);
    Decoded decoded =
        Payload.decode(
            MediaType.RECORDIO,
            body,
            options,
            row -> {
              List<Float> values = new ArrayList<>();
              for (int i = 0; i < Math.min(row.width(), 100); i++) {
                values.add(row.floatAt(i));
              }
              rows.add(values);
            });
    assertThat(decoded).isEqualTo(new Decoded(rows.size(), Decoded.Shape.RECORDIO));
    return rows;
  }

  private static byte[] file(String name) throws IOException {
    try (InputStream in =
        RecordIoTest.class.getResourceAsStream("/payload/recordio/" + name + ".pb")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  /// A record whose feature "values" is this value.
  private static byte[] record(byte[] value) {
    byte[] key = message(1, "values".getBytes(StandardCharsets.US_ASCII));
    return message(1, concat(key, message(2, value)));
  }

  private static byte[] frame(byte[] record) {
    byte[] head =
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0xCED7230A)
            .putInt(record.length)
            .array();
    return concat(head, record, new byte[-record.length & 3]);
  }

  private static byte[] message(int field, byte[] content) {
    return concat(new byte[] {(byte) (field << 3 | 2), (byte) content.length}, content);
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
