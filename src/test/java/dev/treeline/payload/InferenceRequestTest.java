package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.payload.InferenceRequest.Output;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InferenceRequestTest {
  @Test
  void idOutputsAndParametersAreKept() {
    InferenceRequest request =
        of(
            """
            {"id": "42", "parameters": {"binary_data_output": true, "other": [1]},
             "inputs": [{"name": "x", "shape": [1, 2], "datatype": "FP32", "data": [1, 2]}],
             "outputs": [{"name": "p", "parameters": {"binary_data": false}},
                         {"name": "q", "parameters": {"classification": 3}}]}
            """);
    assertThat(request.id()).isEqualTo("42");
    assertThat(request.binaryOutput()).isTrue();
    assertThat(request.outputs())
        .containsExactly(new Output("p", false, 0), new Output("q", true, 3));
  }

  @Test
  void whatIsNotSaidIsEmpty() {
    InferenceRequest request = of(input("[1]", "FP32", "[1]"));
    assertThat(request.id()).isEmpty();
    assertThat(request.outputs()).isEmpty();
    assertThat(request.binaryOutput()).isFalse();
  }

  @Test
  void oneInputOfOneDimensionIsARowEach() {
    assertThat(rows(of(input("[3]", "INT32", "[1, 2, 3]"))))
        .containsExactly(List.of(1f), List.of(2f), List.of(3f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1, 2, 3, 4]", "[[1, 2], [3, 4]]", " [ [1,2] ,\n[3 , 4]] "})
  void dataMayBeFlatOrNested(String data) {
    assertThat(rows(of(input("[2, 2]", "FP32", data))))
        .containsExactly(List.of(1f, 2f), List.of(3f, 4f));
  }

  @Test
  void rowsMayBeReadTwice() {
    InferenceRequest request = of(input("[2, 2]", "FP32", "[1, 2, 3, 4]"));
    assertThat(rows(request)).isEqualTo(rows(request));
  }

  @Test
  void noRowsAreNone() {
    assertThat(rows(of(input("[0, 4]", "FP32", "[]")))).isEmpty();
  }

  @Test
  void nullAndNanAreMissingAndInfinityIsNot() {
    assertThat(rows(of(input("[5]", "FP32", "[null, NaN, \"NaN\", \"\", -Infinity]"))).toString())
        .isEqualTo("[[NaN], [NaN], [NaN], [NaN], [-Infinity]]");
  }

  @Test
  void truthIsOneAndBytesAreText() {
    assertThat(rows(of(input("[4]", "BOOL", "[true, false, 1, 0]"))).toString())
        .isEqualTo("[[1.0], [0.0], [1.0], [0.0]]");
    List<String> texts = new ArrayList<>();
    of(input("[2]", "BYTES", "[\"red\", \"\\u00e9\"]")).read(row -> texts.add(row.textAt(0)));
    assertThat(texts).containsExactly("red", "é");
  }

  @Test
  void doublesAndLargeNumbersBecomeTheNearestFloat() {
    assertThat(rows(of(input("[2]", "FP64", "[0.1, 16777217]"))))
        .containsExactly(List.of(0.1f), List.of(16777216f));
    assertThat(rows(of(input("[1]", "UINT64", "[18446744073709551615]"))))
        .containsExactly(List.of(0x1p64f));
  }

  @Test
  void placesNameTheInputAndTheValue() {
    List<String> places = new ArrayList<>();
    of(input("[2, 2]", "FP32", "[1, 2, 3, 4]")).read(row -> places.add(row.place(1)));
    of(input("[2, 2]", "FP32", "[[1, 2], [3, 4]]")).read(row -> places.add(row.place(1)));
    of(input("[1]", "FP32", "[1]")).read(row -> places.add(row.place()));
    assertThat(places)
        .containsExactly(
            "$.inputs[0].data[1]",
            "$.inputs[0].data[3]",
            "$.inputs[0].data[0][1]",
            "$.inputs[0].data[1][1]",
            "$.inputs, row 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "BOOL ! 01 ! 1.0",
        "UINT8 ! ff ! 255.0",
        "INT8 ! ff ! -1.0",
        "UINT16 ! feff ! 65534.0",
        "INT16 ! feff ! -2.0",
        "UINT32 ! ffffffff ! 4.2949673E9",
        "INT32 ! feffffff ! -2.0",
        "UINT64 ! ffffffffffffffff ! 1.8446744E19",
        "INT64 ! feffffffffffffff ! -2.0",
        "INT64 ! 0000000000000080 ! -9.223372E18",
        "FP16 ! 003c ! 1.0",
        "FP32 ! 0000c03f ! 1.5",
        "FP32 ! 0000c07f ! NaN",
        "FP64 ! 000000000000f83f ! 1.5"
      })
  void everyDatatypeIsReadFromBytes(String datatype, String hex, String value) {
    byte[] data = HexFormat.of().parseHex(hex);
    byte[] body = body(binary("x", "[1]", datatype, data.length), data);
    assertThat(rows(body)).hasToString("[[" + value + "]]");
  }

  @Test
  void binaryTensorsFollowInOrderBesideThoseInTheJson() {
    byte[] first = {1, 0, 0, 0, 'a', 0, 0, 0, 0};
    byte[] third = {5, 6};
    String json =
        "{\"inputs\": [{\"name\": \"a\", \"shape\": [2], \"datatype\": \"BYTES\", \"parameters\":"
            + " {\"binary_data_size\": 9}}, {\"name\": \"b\", \"shape\": [2], \"datatype\":"
            + " \"INT8\", \"data\": [3, 4]}, {\"name\": \"c\", \"shape\": [2, 1], \"datatype\":"
            + " \"UINT8\", \"parameters\": {\"binary_data_size\": 2}}]}";
    byte[] body = body(json, first, third);
    List<ShownRow> shown = new ArrayList<>();
    MediaType type =
        MediaType.parse(
            "application/octet-stream; inference-header-content-length=" + json.length());
    Payload.read(type, body, row -> shown.add(ShownRow.of(row)));
    assertThat(ShownRow.texts(shown))
        .isEqualTo(List.of(List.of("a", "3", "5"), List.of("", "4", "6")));
    assertThat(shown.getFirst().names()).containsExactly("a", "b", "c");
    assertThat(shown.getFirst().at())
        .containsExactly(
            "$.inputs[0] (binary)[0]", "$.inputs[1].data[0]", "$.inputs[2] (binary)[0]");
  }

  @Test
  void outputsOfAReplyMayBeWiderThanOne() {
    List<ShownRow> shown =
        ShownRow.json(
            "{\"outputs\": [{\"name\": \"p\", \"shape\": [1, 2], \"datatype\": \"FP32\", \"data\":"
                + " [0.25, 0.75]}, {\"name\": \"label\", \"shape\": [1], \"datatype\": \"INT64\","
                + " \"data\": [1]}]}");
    assertThat(shown.getFirst().names()).containsExactly("p", "p", "label");
    assertThat(shown.getFirst().texts()).containsExactly("0.25", "0.75", "1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "[2] ! FP32 ! [1] ! $.inputs[0].data: found 1 values, expected 2, by the shape [2]",
        "[1, 2] ! FP32 ! [[1], [2]] ! $.inputs[0].data: found 2 values in lists of 1, expected 2,"
            + " by the shape [1, 2]",
        "[1] ! FP32 ! [\"red\"] ! $.inputs[0].data[0]: found \"red\", expected a value of FP32, or"
            + " null if missing",
        "[1] ! INT32 ! [1.5] ! $.inputs[0].data[0]: found \"1.5\", expected a value of INT32, or"
            + " null if missing",
        "[1] ! UINT8 ! [256] ! $.inputs[0].data[0]: found \"256\", expected a value of UINT8, or"
            + " null if missing",
        "[1] ! BYTES ! [1] ! $.inputs[0].data[0]: found \"1\", expected a text",
        "[-1] ! FP32 ! [1] ! $.inputs[0].shape[0]: found -1, expected a whole number from 0 to"
            + " 2147483647",
        "[1, 1, 1] ! FP32 ! [1] ! $.inputs[0].shape[2]: found 1, expected [rows] or [rows,"
            + " features]",
        "[] ! FP32 ! [1] ! $.inputs[0].shape: found none, expected [rows] or [rows, features]",
        "[9, 0] ! FP32 ! [] ! $.inputs[0].shape: found [9, 0], expected [rows] or [rows, features]",
        "[1] ! FP32 ! [{}] ! $.inputs[0].data[0]: found an object, expected a value",
        "[1] ! FP8 ! [1] ! $.inputs[0].datatype: found \"FP8\", expected one of BOOL, UINT8,"
            + " UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, FP32, FP64, BYTES",
        "2 ! FP32 ! [1] ! $.inputs[0].shape: found 2, expected [rows] or [rows, features]"
      })
  void whatIsWrongIsNamedWithItsPath(String shape, String datatype, String data, String message) {
    assertThatThrownBy(() -> rows(of(input(shape, datatype, data))))
        .isInstanceOf(PayloadException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "{} ! $.outputs: found no tensor, expected at least one",
        "{\"inputs\": []} ! $.inputs: found no tensor, expected at least one",
        "{\"inputs\": 1} ! $.inputs: found 1, expected a list of tensors",
        "[] ! $: found a list, expected an object with \"inputs\"",
        "{\"id\": 1} ! $.id: found 1, expected a text",
        "{\"inputs\": [{\"shape\": [1]}]} ! $.inputs[0]: found no \"name\", expected the name of"
            + " the tensor",
        "{\"inputs\": [{\"name\": \"x\", \"shape\": [1], \"datatype\": \"INT8\"}]} ! $.inputs[0]:"
            + " found no \"data\", expected a list of 1 values",
        "{\"inputs\": [{\"name\": \"x\", \"name\": \"y\"}]} ! $.inputs[0].name: found this name"
            + " twice in one object, expected it once",
        "{\"inputs\": [{\"name\": \"x\"}, {\"name\": \"x\"}]} ! $.inputs[1].name: found \"x\""
            + " twice, expected each name once"
      })
  void aBodyThatIsNoRequestIsRefused(String json, String message) {
    assertThatThrownBy(() -> of(json)).isInstanceOf(PayloadException.class).hasMessage(message);
  }

  @Test
  void severalInputsAreOneFeatureEach() {
    assertThatThrownBy(
            () ->
                of(
                    "{\"inputs\": [{\"name\": \"a\", \"shape\": [1], \"datatype\": \"INT8\","
                        + " \"data\": [1]}, {\"name\": \"b\", \"shape\": [1, 2], \"datatype\":"
                        + " \"INT8\", \"data\": [1, 2]}]}"))
        .hasMessageStartingWith("$.inputs[1].shape: found [1, 2], expected [rows] or [rows, 1]");
  }

  @Test
  void noLengthIsBelieved() {
    byte[] four = {0, 0, 0, 0};
    assertThatThrownBy(() -> rows(body(binary("x", "[1]", "FP32", 8), four)))
        .hasMessageContaining("binary_data_size: found 8, expected at most the 4 bytes left");
    assertThatThrownBy(() -> rows(body(binary("x", "[2]", "FP32", 4), four)))
        .hasMessageContaining("found 4, expected 8, for 2 values of FP32");
    assertThatThrownBy(() -> rows(body(binary("x", "[1]", "INT8", 1), four)))
        .hasMessage("$.inputs: found 3 bytes after the last tensor, expected none");
    byte[] endless = {-1, -1, -1, -1};
    assertThatThrownBy(() -> rows(body(binary("x", "[1]", "BYTES", 4), endless)))
        .hasMessageContaining("found a length of 4294967295");
    assertThatThrownBy(() -> InferenceRequest.of(four, 5))
        .hasMessageStartingWith("Inference-Header-Content-Length: found 5");
    assertThatThrownBy(() -> InferenceRequest.of(four, -1)).isInstanceOf(PayloadException.class);
    assertThatThrownBy(() -> of(input("[2147483647, 2147483647]", "FP32", "[1]")))
        .isInstanceOf(PayloadException.class);
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] data = {2, 0, 0, 0, (byte) 0xC3, '('};
    assertThatThrownBy(() -> rows(body(binary("x", "[1]", "BYTES", 6), data)))
        .hasMessageStartingWith("$.inputs[0] (binary)[0]: found bytes that are not UTF-8");
  }

  private static InferenceRequest of(String json) {
    return InferenceRequest.of(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String input(String shape, String datatype, String data) {
    return "{\"inputs\": [{\"name\": \"x\", \"shape\": "
        + shape
        + ", \"datatype\": \""
        + datatype
        + "\", \"data\": "
        + data
        + "}]}";
  }

  private static String binary(String name, String shape, String datatype, int size) {
    return "{\"inputs\": [{\"name\": \""
        + name
        + "\", \"shape\": "
        + shape
        + ", \"datatype\": \""
        + datatype
        + "\", \"parameters\": {\"binary_data_size\": "
        + size
        + "}}]}";
  }

  private static byte[] body(String json, byte[]... tensors) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(json.getBytes(StandardCharsets.UTF_8));
    for (byte[] tensor : tensors) {
      body.writeBytes(tensor);
    }
    return body.toByteArray();
  }

  /// The rows of a body whose JSON ends with its first `]}`.
  private static List<List<Float>> rows(byte[] body) {
    int length = new String(body, StandardCharsets.ISO_8859_1).indexOf("]}") + 2;
    return rows(InferenceRequest.of(body, length));
  }

  private static List<List<Float>> rows(InferenceRequest request) {
    List<List<Float>> rows = new ArrayList<>();
    request.read(
        row -> {
          List<Float> values = new ArrayList<>();
          for (int i = 0; i < row.width(); i++) {
            values.add(row.floatAt(i));
          }
          rows.add(values);
        });
    return rows;
  }
}
