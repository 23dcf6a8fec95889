package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.payload.Decoded.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The shapes of SageMaker, MLflow, TensorFlow Serving and the Open Inference Protocol.
class JsonShapesTest {
  private static final List<List<String>> TWO_ROWS = List.of(List.of("1", "2.5"), List.of("3", ""));
  private static final List<String> NAMES = List.of("a", "b");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"dataframe_split\": {\"columns\": [\"a\", \"b\"], \"data\": [[1, 2.5], [3, null]]}}",
        "{\"dataframe_split\": {\"columns\": [\"a\", \"b\"], \"index\": [0, 1], \"data\":"
            + " [[1, 2.5], [3, \"NaN\"]]}, \"params\": {}}",
        "{\"dataframe_split\": {\"data\": [[1, 2.5], [3, null]], \"columns\": [\"a\", \"b\"]}}",
        "{\"dataframe_records\": [{\"a\": 1, \"b\": 2.5}, {\"a\": 3, \"b\": null}]}",
        "{\"inputs\": {\"a\": [1, 3], \"b\": [2.5, null]}}",
        "{\"inputs\": {\"a\": [[1], [3]], \"b\": [[2.5], [\"NaN\"]]}}",
        "{\"signature_name\": \"x\", \"inputs\": {\"a\": [1, 3], \"b\": [[2.5], [\"\"]]}}",
        "{\"inputs\": [{\"name\": \"a\", \"shape\": [2], \"datatype\": \"FP32\", \"data\": [1, 3]},"
            + " {\"name\": \"b\", \"shape\": [2, 1], \"datatype\": \"FP64\", \"data\": [2.5,"
            + " NaN]}]}"
      })
  void namedRowsStandInAnyOfTheKnownShapes(String text) {
    assertThat(ShownRow.texts(ShownRow.json(text))).isEqualTo(TWO_ROWS);
    assertThat(ShownRow.json(text)).allSatisfy(row -> assertThat(row.names()).isEqualTo(NAMES));
    assertThat(ShownRow.texts(streamed(text))).isEqualTo(TWO_ROWS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"instances\": [{\"features\": [1, 2.5]}, {\"features\": [3, null]}]}",
        "{\"instances\": [{\"id\": 7, \"features\": [1, 2.5], \"x\": [[]]}, {\"features\": [3,"
            + " \"\"]}]}",
        "{\"inputs\": {\"dense\": [[1, 2.5], [3, null]]}}",
        "{\"dataframe_split\": {\"columns\": [0, 1], \"data\": [[1, 2.5], [3, null]]}}",
        "{\"dataframe_split\": {\"data\": [[1, 2.5], [3, null]]}}",
        "{\"inputs\": [{\"name\": \"x\", \"shape\": [2, 2], \"datatype\": \"FP32\", \"data\":"
            + " [[1, 2.5], [3, null]]}]}",
        "{\"id\": \"7\", \"inputs\": [{\"data\": [1, 2.5, 3, null], \"name\": \"x\", \"shape\":"
            + " [2, 2], \"datatype\": \"FP32\"}], \"outputs\": [{\"name\": \"y\"}]}",
        "{\"outputs\": [{\"name\": \"y\"}], \"inputs\": [{\"name\": \"x\", \"shape\": [2, 2],"
            + " \"datatype\": \"FP32\", \"data\": [1, 2.5, 3, null]}]}",
        "{\"model_name\": \"m\", \"outputs\": [{\"name\": \"x\", \"shape\": [2, 2], \"datatype\":"
            + " \"FP32\", \"data\": [1, 2.5, 3, null]}]}"
      })
  void positionalRowsStandInAnyOfTheKnownShapes(String text) {
    assertThat(ShownRow.texts(ShownRow.json(text))).isEqualTo(TWO_ROWS);
    assertThat(ShownRow.json(text))
        .allSatisfy(row -> assertThat(row.names()).isEqualTo(List.of("", "")));
    assertThat(ShownRow.texts(streamed(text))).isEqualTo(TWO_ROWS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "[1, 2] ! PLAIN",
        "{\"a\": 1} ! PLAIN",
        "{\"features\": [1]} ! FEATURES",
        "{\"instances\": [[1]]} ! INSTANCES",
        "{\"inputs\": [[1]]} ! INPUTS",
        "{\"inputs\": {\"a\": [1]}} ! INPUTS",
        "{\"predictions\": [1]} ! PREDICTIONS",
        "{\"outputs\": [1]} ! OUTPUTS",
        "{\"dataframe_split\": {\"columns\": [\"a\"], \"data\": []}} ! DATAFRAME_SPLIT",
        "{\"dataframe_split\": {\"data\": [[1]], \"columns\": [\"a\"]}} ! DATAFRAME_SPLIT",
        "{\"dataframe_records\": []} ! DATAFRAME_RECORDS",
        "{\"inputs\": [{\"name\": \"a\", \"datatype\": \"INT8\", \"shape\": [1], \"data\": [1]}]}"
            + " ! TENSORS"
      })
  void theShapeIsKnownAfterwards(String text, Shape shape) {
    Decoded decoded =
        Payload.decode(
            MediaType.JSON, text.getBytes(StandardCharsets.UTF_8), BodyOptions.BODY, row -> {});
    assertThat(decoded.shape()).isEqualTo(shape);
    assertThat(decoded.isDataframe()).isEqualTo(shape.name().startsWith("DATAFRAME"));
  }

  @Test
  void placesAreThoseOfTheShape() {
    assertThat(places("{\"instances\": [{\"features\": [1, 2]}]}"))
        .containsExactly("$.instances[0].features[0]", "$.instances[0].features[1]");
    assertThat(places("{\"dataframe_split\": {\"columns\": [\"a\"], \"data\": [[1]]}}"))
        .containsExactly("$.dataframe_split.data[0][0]");
    assertThat(places("{\"inputs\": {\"a\": [1], \"b\": [[2]]}}"))
        .containsExactly("$.inputs.a[0]", "$.inputs.b[0][0]");
    assertThat(places("{\"dataframe_records\": [{\"a\": 1}]}"))
        .containsExactly("$.dataframe_records[0].a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "{\"a\": 1, \"a\": 2} ! $.a: found this name twice in one object, expected it once",
        "[{\"a\": 1}, {\"a\": 1, \"b\": 2, \"a\": 3}] ! $[1].a: found this name twice in one"
            + " object, expected it once",
        "{\"inputs\": {\"a\": [1], \"a\": [2]}} ! $.inputs.a: found this name twice in one object,"
            + " expected it once",
        "{\"inputs\": [[1]], \"inputs\": [[2]]} ! $.inputs: found this name twice in one object,"
            + " expected it once",
        "{\"inputs\": {\"a\": [1, 2], \"b\": [1]}} ! $.inputs.b: found 1 values, expected 2, as in"
            + " $.inputs.a",
        "{\"inputs\": {\"a\": 1, \"b\": [1]}} ! $.inputs.a: found 1, expected a list of values, as"
            + " the other columns are",
        "{\"inputs\": {\"a\": [[1, 2]], \"b\": [1]}} ! $.inputs.a: found lists of 2 values,"
            + " expected one value a row",
        "{\"inputs\": {\"a\": [1, [2]]}} ! $.inputs.a[1]: found a list of 1, expected a value, as"
            + " before it",
        "{\"inputs\": {\"a\": [[[1]]]}} ! $.inputs.a[0][0]: found a list, expected a value",
        "{\"dataframe_split\": [1]} ! $.dataframe_split: found an array, expected an object with"
            + " \"columns\" and \"data\"",
        "{\"dataframe_split\": {\"columns\": [\"a\"]}} ! $.dataframe_split: found no \"data\","
            + " expected a list of rows of that name",
        "{\"dataframe_split\": {\"columns\": [\"a\", \"a\"]}} ! $.dataframe_split.columns[1]: found"
            + " \"a\" twice, expected each name once",
        "{\"dataframe_split\": {\"columns\": [\"a\"], \"data\": [[1], [1, 2]]}} !"
            + " $.dataframe_split.data[1]: found 2 values, expected 1, one for each of the columns",
        "{\"dataframe_split\": {\"columns\": [\"a\"], \"data\": [1]}} ! $.dataframe_split.data[0]:"
            + " found 1, expected a row, which is a list"
      })
  void whatIsWrongIsNamedWithItsPath(String text, String message) {
    assertThatThrownBy(() -> ShownRow.json(text))
        .isInstanceOf(PayloadException.class)
        .hasMessage(message);
  }

  @Test
  void ofManyMembersTheOneThatComesTwiceIsFound() {
    String many =
        String.join(",", IntStream.range(0, 10_000).mapToObj(i -> "\"f" + i + "\": 1").toList());
    assertThat(ShownRow.texts(ShownRow.json("{" + many + "}")).getFirst()).hasSize(10_000);
    assertThatThrownBy(() -> ShownRow.json("{" + many + ", \"f5000\": 1}"))
        .hasMessage("$.f5000: found this name twice in one object, expected it once");
  }

  @Test
  void columnsAreRefusedAmongJsonLines() {
    byte[] body = "{\"inputs\": {\"a\": [1]}}\n".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Payload.read(MediaType.JSON_LINES, body, row -> {}))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("application/json");
  }

  @Test
  void jsonLinesOfFeaturesAreRowsByPosition() {
    byte[] body =
        "{\"features\": [1, 2]}\r\n{\"features\": [3, 4]}".getBytes(StandardCharsets.UTF_8);
    List<ShownRow> rows = ShownRow.of(MediaType.JSON_LINES, body, CsvOptions.BODY);
    assertThat(ShownRow.texts(rows)).isEqualTo(List.of(List.of("1", "2"), List.of("3", "4")));
    assertThat(rows.get(1).names()).containsExactly("", "");
  }

  @Test
  void tenThousandColumnsOfARowAreRead() {
    String columns =
        String.join(",", IntStream.range(0, 10_000).mapToObj(i -> "\"f" + i + "\": [1]").toList());
    assertThat(ShownRow.texts(ShownRow.json("{\"inputs\": {" + columns + "}}")).getFirst())
        .hasSize(10_000);
  }

  @Test
  void textWithEscapesIsReadInColumnsToo() {
    ShownRow row =
        ShownRow.json("{\"inputs\": {\"a\": [\"x\\\"\\u00e9é\"], \"b\": [true]}}").getFirst();
    assertThat(row.texts()).containsExactly("x\"éé", "true");
    assertThat(row.kinds()).containsOnly(Row.Kind.TEXT);
  }

  @Test
  void columnsAreFoundByTheirBytesNotTheirCharacters() {
    List<ShownRow> rows =
        ShownRow.json("\uFEFF{\"é😀\": \"ü\",\r\n \"inputs\": {\"ß\": [1, 2], \"b\": [3, 4]}}");
    assertThat(ShownRow.texts(rows)).isEqualTo(List.of(List.of("1", "3"), List.of("2", "4")));
    assertThat(rows.getFirst().names()).containsExactly("ß", "b");
  }

  @Test
  void malformedTextInColumnsIsRefused() {
    byte[] body = "{\"inputs\": {\"a\": [\"x\u00c3(\"]}}".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> Payload.read(MediaType.JSON, body, row -> {}))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("UTF-8");
  }

  private static List<String> places(String text) {
    return ShownRow.json(text).getFirst().at();
  }

  /// Given out byte by byte, as a slow client does.
  private static List<ShownRow> streamed(String text) {
    byte[] body = ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
    List<ShownRow> rows = new ArrayList<>();
    try {
      Payload.decode(
          MediaType.JSON, new Dribble(body), BodyOptions.BODY, row -> rows.add(ShownRow.of(row)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return rows;
  }

  private static final class Dribble extends ByteArrayInputStream {
    Dribble(byte[] body) {
      super(body);
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
      return super.read(into, offset, Math.min(1, length));
    }
  }
}
