package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.treeline.payload.InferenceReply.Header;
import dev.treeline.payload.OutputTensor.Encoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InferenceReplyTest {
  private static final long SEED = 20_250_722;
  private static final Header HEADER = new Header("iris", "3", "42");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  @Test
  void outputsAreWrittenInTheirOrder() {
    var outputs = new InferenceOutputs("binary:logistic", 1);
    float[] scores = {0.25f, 1};
    Body reply =
        InferenceReply.write(
            HEADER,
            List.of(
                outputs.tensor("predict_proba", scores, Encoding.JSON),
                outputs.tensor("predict", scores, Encoding.JSON)));
    assertThat(reply.contentType()).isEqualTo("application/json");
    assertThat(reply.inferenceHeaderLength()).isEmpty();
    assertThat(reply.text())
        .isEqualTo(
            "{\"model_name\":\"iris\",\"model_version\":\"3\",\"id\":\"42\",\"outputs\":["
                + "{\"name\":\"predict_proba\",\"shape\":[2,2],\"datatype\":\"FP32\","
                + "\"data\":[0.75,0.25,0.0,1.0]},"
                + "{\"name\":\"predict\",\"shape\":[2],\"datatype\":\"FP32\","
                + "\"data\":[0.25,1.0]}]}");
  }

  @Test
  void requestWithoutAnIdGetsNone() {
    Body reply = InferenceReply.write(new Header("a\"b", "1", null), List.of());
    assertThat(reply.text())
        .isEqualTo("{\"model_name\":\"a\\\"b\",\"model_version\":\"1\",\"outputs\":[]}");
  }

  @Test
  void binaryTensorsFollowTheDocumentInTheOutputsOrder() throws IOException {
    var outputs = new InferenceOutputs("multi:softprob", 3);
    float[] scores = {0.5f, 0.25f, 0.25f};
    Body reply =
        InferenceReply.write(
            HEADER,
            List.of(
                outputs.tensor("output__0", scores, Encoding.BINARY),
                outputs.tensor("predict", scores, Encoding.JSON),
                outputs.tensor("predict_proba", new float[] {1, 2, 3}, Encoding.BINARY)));
    assertThat(reply.contentType()).isEqualTo("application/octet-stream");
    assertThat(reply.isText()).isFalse();
    int length = reply.inferenceHeaderLength().orElseThrow();
    JsonNode json = JSON.readTree(reply.bytes(), 0, length);
    assertThat(json.at("/outputs/0").toString())
        .isEqualTo(
            "{\"name\":\"output__0\",\"shape\":[1,3],\"datatype\":\"FP32\","
                + "\"parameters\":{\"binary_data_size\":12}}");
    assertThat(json.at("/outputs/1/data").toString()).isEqualTo("[0.5,0.25,0.25]");
    ByteBuffer tensors =
        ByteBuffer.wrap(reply.bytes(), length, reply.bytes().length - length)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float expected : new float[] {0.5f, 0.25f, 0.25f, 1, 2, 3}) {
      assertThat(tensors.getFloat()).isEqualTo(expected);
    }
    assertThat(tensors.hasRemaining()).isFalse();
  }

  @Test
  void numbersInJsonAndInBinaryReadBackToTheSameBits() throws IOException {
    Random random = new Random(SEED);
    float[] scores = new float[2_000];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Float.intBitsToFloat(random.nextInt());
    }
    var outputs = new InferenceOutputs("reg:squarederror", 1);
    Body text =
        InferenceReply.write(HEADER, List.of(outputs.tensor("predict", scores, Encoding.JSON)));
    JsonNode data = JSON.readTree(text.bytes()).at("/outputs/0/data");
    Body binary =
        InferenceReply.write(HEADER, List.of(outputs.tensor("predict", scores, Encoding.BINARY)));
    ByteBuffer tensor = ByteBuffer.wrap(binary.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    tensor.position(binary.inferenceHeaderLength().orElseThrow());
    for (int i = 0; i < scores.length; i++) {
      int bits = Float.floatToRawIntBits(scores[i]);
      assertThat(tensor.getInt()).as("seed %d", SEED).isEqualTo(bits);
      // Text does not tell one NaN from another.
      assertThat(Float.floatToIntBits((float) data.get(i).asDouble()))
          .as("seed %d", SEED)
          .isEqualTo(Float.floatToIntBits(scores[i]));
    }
  }

  @Test
  void noRowsAreATensorOfNone() {
    var outputs = new InferenceOutputs("multi:softprob", 3);
    Body reply =
        InferenceReply.write(
            HEADER, List.of(outputs.tensor("predict", new float[0], Encoding.JSON)));
    assertThat(reply.text()).contains("\"shape\":[0,3],\"datatype\":\"FP32\",\"data\":[]");
  }

  @Test
  void onlyModelsOfProbabilitiesHaveProbabilities() {
    assertThat(new InferenceOutputs("binary:logistic", 1).names())
        .containsExactly("predict", "predict_proba");
    assertThat(new InferenceOutputs("multi:softmax", 1).names()).containsExactly("predict");
    assertThat(new InferenceOutputs("binary:logistic", 2).names()).containsExactly("predict");
    assertThat(new InferenceOutputs("multi:softprob", 3).width("predict_proba")).contains(3);
    assertThat(new InferenceOutputs("binary:logistic", 1).width("predict_proba")).contains(2);
  }

  @Test
  void outputThatTheModelLacksIsRefusedByName() {
    var outputs = new InferenceOutputs("reg:squarederror", 1);
    assertThatThrownBy(() -> outputs.tensor("predict_proba", new float[1], Encoding.JSON))
        .isInstanceOf(PayloadException.class)
        .hasMessage("$.outputs: found the name \"predict_proba\", expected predict");
  }
}
