package dev.treeline.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.treeline.request.Caller.Answer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One row in every dialect gives the same three floats.
class ProtocolsTest {
  private static final String JSON = "application/json";
  private static final String NAMED =
      "{\"petal_width\":1.8,\"petal_length\":5.3,\"sepal_width\":1.2,\"sepal_length\":3.5}";
  private static final List<Double> SCORES =
      List.of(0.11500757932662964, 0.11467984318733215, 0.7703126072883606);

  private final Bench bench = new Bench("iris");
  private final Caller caller = new Caller(bench.handler());

  private static List<Double> numbers(JsonNode array) {
    return array.valueStream().map(JsonNode::asDouble).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[3.5,1.2,5.3,1.8]",
        "[[3.5,1.2,5.3,1.8]]",
        NAMED,
        "[" + NAMED + "]",
        "{\"inputs\":[[3.5,1.2,5.3,1.8]]}",
        "{\"instances\":[" + NAMED + "]}",
        "{\"instances\":[{\"features\":[3.5,1.2,5.3,1.8]}]}",
        "{\"features\":[3.5,1.2,5.3,1.8]}",
        "{\"inputs\":{\"sepal_length\":[3.5],\"sepal_width\":[1.2],\"petal_length\":[5.3],"
            + "\"petal_width\":[1.8]}}"
      })
  void plainBodiesAreAnsweredInTheContainersShape(String body) {
    Answer answer = caller.post("/invocations", body, "content-type", JSON);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(numbers(answer.json().at("/predictions/0/score"))).isEqualTo(SCORES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"dataframe_records\":[" + NAMED + "]}",
        "{\"dataframe_split\":{\"columns\":[\"sepal_length\",\"sepal_width\",\"petal_length\","
            + "\"petal_width\"],\"index\":[0],\"data\":[[3.5,1.2,5.3,1.8]]}}"
      })
  void dataframesAreAnsweredAsMlflowDoes(String body) {
    Answer answer = caller.post("/invocations", body, "content-type", JSON);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(numbers(answer.json().at("/predictions/0"))).isEqualTo(SCORES);
  }

  @Test
  void v1PredictsAndExplains() {
    String body = "{\"instances\":[[3.5,1.2,5.3,1.8]]}";
    Answer predicted = caller.post("/v1/models/iris:predict", body, "content-type", JSON);
    assertThat(numbers(predicted.json().at("/predictions/0"))).isEqualTo(SCORES);
    Answer explained = caller.post("/v1/models/iris:explain", body, "content-type", JSON);
    assertThat(numbers(explained.json().at("/predictions/0"))).isEqualTo(SCORES);
    JsonNode one = explained.json().at("/explanations/0");
    assertThat(one.path("base_value").size()).isEqualTo(3);
    assertThat(one.path("values").size()).isEqualTo(4);
    Answer status = caller.get("/v1/models/iris");
    assertThat(status.json().path("ready").asBoolean()).isTrue();
    assertThat(status.json().at("/model_version_status/0/state").asText()).isEqualTo("AVAILABLE");
    assertThat(caller.get("/v1/models").json().at("/models/0").asText()).isEqualTo("iris");
  }

  @Test
  void v2DescribesTheServerAndTheModel() {
    assertThat(caller.get("/v2").json().path("extensions").toString())
        .contains("binary_tensor_data");
    assertThat(caller.get("/v2/health/live").json().path("live").asBoolean()).isTrue();
    assertThat(caller.get("/v2/health/ready").json().path("ready").asBoolean()).isTrue();
    assertThat(caller.get("/v2/models/iris/ready").status()).isEqualTo(200);
    assertThat(caller.get("/v2/models/iris/versions/test-1/ready").status()).isEqualTo(200);
    JsonNode model = caller.get("/v2/models/iris").json();
    assertThat(model.at("/versions/0").asText()).isEqualTo("test-1");
    assertThat(model.at("/inputs/0/shape").toString()).isEqualTo("[-1,4]");
    assertThat(model.at("/outputs/0/name").asText()).isEqualTo("predict");
    JsonNode index = caller.post("/v2/repository/index", "{}").json();
    assertThat(index.at("/0/name").asText()).isEqualTo("iris");
    assertThat(index.at("/0/state").asText()).isEqualTo("READY");
  }

  @Test
  void v2InfersFromOneTensorOfAllFeatures() {
    Answer answer =
        caller.post(
            "/v2/models/iris/infer",
            "{\"id\":\"42\",\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\","
                + "\"data\":[3.5,1.2,5.3,1.8]}]}",
            "content-type",
            JSON);
    JsonNode reply = answer.json();
    assertThat(reply.path("id").asText()).isEqualTo("42");
    assertThat(reply.path("model_name").asText()).isEqualTo("iris");
    assertThat(reply.path("model_version").asText()).isEqualTo("test-1");
    assertThat(reply.at("/outputs/0/shape").toString()).isEqualTo("[1,3]");
    assertThat(numbers(reply.at("/outputs/0/data"))).isEqualTo(SCORES);
    assertThat(bench.captured).hasSize(1);
  }

  @Test
  void v2InfersFromATensorAFeature() {
    StringBuilder inputs = new StringBuilder();
    Map<String, String> row =
        Map.of("petal_width", "1.8", "sepal_length", "3.5", "petal_length", "5.3");
    row.forEach(
        (name, value) ->
            inputs
                .append("{\"name\":\"")
                .append(name)
                .append("\",\"shape\":[1,1],\"datatype\":\"FP64\",\"data\":[")
                .append(value)
                .append("]},"));
    String last = "{\"name\":\"sepal_width\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1.2]}";
    Answer answer =
        caller.post(
            "/v2/models/iris/versions/test-1/infer",
            "{\"inputs\":[" + inputs + last + "],\"outputs\":[{\"name\":\"predict_proba\"}]}",
            "content-type",
            JSON);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().at("/outputs/0/name").asText()).isEqualTo("predict_proba");
    assertThat(numbers(answer.json().at("/outputs/0/data"))).isEqualTo(SCORES);
  }

  @Test
  void v2TakesAndGivesBinaryTensors() {
    byte[] json =
        ("{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\","
                + "\"parameters\":{\"binary_data_size\":16}}],"
                + "\"outputs\":[{\"name\":\"predict\",\"parameters\":{\"binary_data\":true}}]}")
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer body = ByteBuffer.allocate(json.length + 16).order(ByteOrder.LITTLE_ENDIAN);
    body.put(json).putFloat(3.5f).putFloat(1.2f).putFloat(5.3f).putFloat(1.8f);
    Answer answer =
        caller.send(
            "POST",
            "/v2/models/iris/infer",
            body.array(),
            "content-type",
            "application/octet-stream",
            "Inference-Header-Content-Length",
            "" + json.length);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    int header = Integer.parseInt(answer.header("Inference-Header-Content-Length"));
    ByteBuffer tensor =
        ByteBuffer.wrap(answer.body().getBytes(StandardCharsets.ISO_8859_1))
            .order(ByteOrder.LITTLE_ENDIAN)
            .position(header);
    assertThat(List.of((double) tensor.getFloat(), (double) tensor.getFloat()))
        .isEqualTo(SCORES.subList(0, 2));
    assertThat(bench.captured.getFirst().input()).isNotNull();
  }

  @Test
  void errorsOfV1AndV2AreUnderError() {
    for (String path :
        List.of("/v2/models/other/infer", "/v1/models/other:predict", "/v2/models/iris/nothing")) {
      Answer answer = caller.post(path, "{}", "content-type", JSON);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.json().path("error").asText()).contains("found").contains("expected");
    }
    for (String path : List.of("/v2/models/iris/infer", "/v1/models/iris:predict")) {
      Answer answer = caller.post(path, "{\"inputs\":", "content-type", JSON);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().path("error").asText()).contains("found");
    }
  }

  @Test
  void anotherVersionIsNotFound() {
    Answer answer = caller.get("/v2/models/iris/versions/9");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("error").asText()).contains("\"9\"").contains("\"test-1\"");
  }

  @Test
  void explanationsAddUpToTheMargins() {
    Answer answer =
        caller.post(
            "/invocations?explain=true",
            "3.5,1.2,5.3,1.8\n",
            "content-type",
            "text/csv",
            "accept",
            "text/csv");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode reply = answer.json();
    assertThat(reply.at("/predictions/content_type").asText()).startsWith("text/csv");
    assertThat(reply.at("/predictions/data").asText())
        .isEqualTo(
            caller.post("/invocations", "3.5,1.2,5.3,1.8", "content-type", "text/csv").body());
    JsonNode features = reply.at("/explanations/kernel_shap/0");
    assertThat(features.size()).isEqualTo(4);
    assertThat(features.at("/0/feature_header").asText()).isEqualTo("sepal_length");
    assertThat(features.at("/0/attributions/0/attribution").size()).isEqualTo(3);
    assertThat(bench.captured.getFirst().output())
        .isNotNull()
        .satisfies(side -> assertThat(side.data()).startsWith("0.115"));
  }

  @Test
  void theOpenApiDocumentDescribesEveryRoute() {
    JsonNode document = caller.get("/openapi.json").json();
    assertThat(document.path("openapi").asText()).startsWith("3.1");
    for (Route route : Route.values()) {
      String path = route.template();
      assertThat(document.path("paths").has(path)).as(path).isTrue();
    }
  }

  @Test
  void aTensorThatClaimsMoreThanNumbersCanSayIsTheCallersFault() {
    String json =
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1073807362,2147352580],"
            + "\"datatype\":\"FP64\",\"parameters\":{\"binary_data_size\":8}}]}";
    Answer answer =
        caller.send(
            "POST",
            "/v2/models/iris/infer",
            (json + "\0".repeat(8)).getBytes(StandardCharsets.UTF_8),
            "content-type",
            "application/octet-stream",
            "Inference-Header-Content-Length",
            "" + json.length());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").asText()).contains("binary_data_size");
  }

  @Test
  void explanationsComeInEveryProtocolThatIsAskedForThem() {
    Answer v1 =
        caller.post(
            "/v1/models/iris:predict?explain=true", "[[3.5,1.2,5.3,1.8]]", "content-type", JSON);
    assertThat(v1.json().has("explanations")).isTrue();
    Answer v2 =
        caller.post(
            "/v2/models/iris/infer?explain=true",
            "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\","
                + "\"data\":[3.5,1.2,5.3,1.8]}]}",
            "content-type",
            JSON);
    assertThat(v2.json().at("/outputs/1/name").asText()).isEqualTo("contributions");
    assertThat(v2.json().at("/outputs/1/shape").toString()).isEqualTo("[1,15]");
    assertThat(bench.captured.getLast().output())
        .isNotNull()
        .satisfies(side -> assertThat(side.data()).doesNotContain("contributions"));
    assertThat(caller.get("/v2/models/iris").json().findValuesAsText("name"))
        .contains("predict", "predict_proba", "contributions");
  }

  @Test
  void moreExplanationsThanAReplyHoldsAreRefusedBeforeTheyAreMade() {
    Answer answer =
        caller.post(
            "/invocations?explain=true",
            "3.5,1.2,5.3,1.8\n".repeat(30_000),
            "content-type",
            "text/csv");
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body()).contains("their explanations would not fit into one reply");
  }

  @Test
  void framesAreCapturedAsJsonThatCanBeLookedAt() {
    caller.post(
        "/invocations",
        "3.5,1.2,5.3,1.8\n",
        "content-type",
        "text/csv",
        "accept",
        "application/x-recordio-protobuf");
    assertThat(bench.captured.getFirst().output())
        .isNotNull()
        .satisfies(side -> assertThat(side.data()).startsWith("{\"predictions\": [{\"score\""));
  }

  @Test
  void aBodyThatCurlCallsAFormIsReadForWhatItIs() {
    Answer answer =
        caller.post(
            "/v1/models/iris:predict",
            "{\"instances\":[[3.5,1.2,5.3,1.8]]}",
            "content-type",
            "application/x-www-form-urlencoded");
    assertThat(numbers(answer.json().at("/predictions/0"))).isEqualTo(SCORES);
  }
}
