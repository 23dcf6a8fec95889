package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/// The same rows mean the same whatever they are sent as.
class DialectsTest {
  /// How rows are written, and as what type they are sent.
  private record Dialect(String name, String type, Function<float[][], byte[]> writer) {}

  private static final List<Dialect> DIALECTS =
      List.of(
          new Dialect("csv", "text/csv", rows -> text(rows, "", "nan", "\n", "")),
          new Dialect("libsvm", "libsvm", DialectsTest::libsvm),
          new Dialect("dense", "recordio-protobuf", DialectsTest::dense),
          new Dialect("rows", "application/json", rows -> text(rows, "[[", "null", "],[", "]]")),
          new Dialect(
              "features",
              "application/json",
              rows ->
                  text(
                      rows,
                      "{\"instances\":[{\"features\":[",
                      "NaN",
                      "]},{\"features\":[",
                      "]}]}")),
          new Dialect(
              "lines",
              "application/jsonlines",
              rows -> text(rows, "{\"features\":[", "\"NaN\"", "]}\n{\"features\":[", "]}")),
          new Dialect(
              "split",
              "application/json",
              rows -> text(rows, "{\"dataframe_split\":{\"data\":[[", "null", "],[", "]]}}")),
          new Dialect(
              "nested tensor",
              "application/json",
              rows -> text(rows, tensor(rows, "\"data\": [["), "NaN", "],[", "]]}]}")),
          new Dialect(
              "flat tensor",
              "application/json",
              rows -> text(rows, tensor(rows, "\"data\": ["), "null", ",", "]}]}")));

  @Provide
  Arbitrary<float[][]> tables() {
    Arbitrary<Float> cells =
        Arbitraries.oneOf(
            Arbitraries.integers().map(Float::intBitsToFloat),
            Arbitraries.integers().between(-100, 100).map(i -> i / 8f),
            Arbitraries.of(Float.NaN, 0f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, 0x1p-126f));
    return Arbitraries.integers()
        .between(1, 6)
        .flatMap(width -> cells.array(Float[].class).ofSize(width).list().ofMinSize(1).ofMaxSize(6))
        .map(rows -> rows.stream().map(DialectsTest::unboxed).toArray(float[][]::new));
  }

  private static float[] unboxed(Float[] row) {
    float[] values = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      values[i] = row[i];
    }
    return values;
  }

  @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
  void everyDialectReadsTheSameRows(@ForAll("tables") float[][] rows) {
    for (Dialect dialect : DIALECTS) {
      byte[] body = dialect.writer().apply(rows);
      assertThat(read(MediaType.parse(dialect.type()), body, rows[0].length))
          .as(dialect.name())
          .isEqualTo(bits(rows));
    }
    String json = tensor(rows, "\"parameters\": {\"binary_data_size\": " + size(rows) + "}}]}");
    byte[] body = concat(json.getBytes(StandardCharsets.US_ASCII), bytes(rows));
    String type = "application/octet-stream;inference-header-content-length=" + json.length();
    assertThat(read(MediaType.parse(type), body, 0)).isEqualTo(bits(rows));
  }

  /// Bits, so that the sign of a zero counts; all `NaN` are one.
  private static List<List<Integer>> bits(float[][] rows) {
    List<List<Integer>> bits = new ArrayList<>();
    for (float[] row : rows) {
      List<Integer> cells = new ArrayList<>();
      for (float value : row) {
        cells.add(Float.floatToIntBits(value));
      }
      bits.add(cells);
    }
    return bits;
  }

  private static List<List<Integer>> read(MediaType type, byte[] body, int features) {
    List<List<Integer>> bits = new ArrayList<>();
    BodyOptions options = BodyOptions.of(features, BodyOptions.IndexBase.ZERO);
    Payload.decode(
        type,
        body,
        options,
        row -> {
          List<Integer> cells = new ArrayList<>();
          for (int i = 0; i < row.width(); i++) {
            cells.add(Float.floatToIntBits(row.floatAt(i)));
          }
          bits.add(cells);
        });
    return bits;
  }

  private static byte[] text(
      float[][] rows, String start, String missing, String between, String end) {
    StringJoiner lines = new StringJoiner(between, start, end);
    for (float[] row : rows) {
      StringJoiner cells = new StringJoiner(",");
      for (float value : row) {
        cells.add(Float.isNaN(value) ? missing : Float.toString(value));
      }
      lines.add(cells.toString());
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] libsvm(float[][] rows) {
    StringBuilder text = new StringBuilder();
    for (float[] row : rows) {
      text.append("1");
      for (int i = row.length - 1; i >= 0; i--) {
        text.append(Float.isNaN(row[i]) ? "" : " " + i + ":" + row[i]);
      }
      text.append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String tensor(float[][] rows, String rest) {
    return "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":["
        + rows.length
        + ","
        + rows[0].length
        + "],"
        + rest;
  }

  private static int size(float[][] rows) {
    return 4 * rows.length * rows[0].length;
  }

  private static byte[] bytes(float[]... rows) {
    ByteBuffer bytes = ByteBuffer.allocate(size(rows)).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : rows) {
      for (float value : row) {
        bytes.putFloat(value);
      }
    }
    return bytes.array();
  }

  private static byte[] dense(float[][] rows) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (float[] row : rows) {
      byte[] value = message(2, message(1, bytes(row)));
      byte[] key = message(1, "values".getBytes(StandardCharsets.US_ASCII));
      byte[] record = message(1, concat(key, message(2, value)));
      body.writeBytes(
          ByteBuffer.allocate(8)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(0xCED7230A)
              .putInt(record.length)
              .array());
      body.writeBytes(record);
      body.writeBytes(new byte[-record.length & 3]);
    }
    return body.toByteArray();
  }

  private static byte[] message(int field, byte[] content) {
    return concat(new byte[] {(byte) (field << 3 | 2), (byte) content.length}, content);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.writeBytes(second);
    return all.toByteArray();
  }
}
