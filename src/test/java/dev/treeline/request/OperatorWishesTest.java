package dev.treeline.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.request.Caller.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Each setting of how requests are answered, seen from outside.
class OperatorWishesTest {
  private static final String ROW = "3.5,1.2,5.3,1.8\n";

  private static Caller caller(Map<String, String> settings) {
    return new Caller(new Bench("iris").handler(settings));
  }

  private static Answer json(Caller caller, String body) {
    return caller.post("/invocations", body, "content-type", "application/json");
  }

  @Test
  void absentNamesAreMissingWhereTheOperatorSaysSo() {
    String some = "{\"sepal_length\": 3.5, \"petal_width\": 1.8}";
    String all =
        "{\"sepal_length\": 3.5, \"sepal_width\": null, \"petal_length\": null,"
            + " \"petal_width\": 1.8}";
    Caller lenient = caller(Map.of("TREELINE_ABSENT", "missing"));
    assertThat(json(lenient, some).body()).isEqualTo(json(lenient, all).body());
    assertThat(json(lenient, some).status()).isEqualTo(200);
    Answer strict = json(caller(Map.of()), some);
    assertThat(strict.status()).isEqualTo(400);
    assertThat(strict.body()).contains("no sepal_width, petal_length");
  }

  @Test
  void unknownAndRepeatedNamesStayErrorsWhereAbsentOnesAreMissing() {
    Caller lenient = caller(Map.of("TREELINE_ABSENT", "missing"));
    Answer unknown = json(lenient, "{\"sepal_length\": 3.5, \"colour\": \"red\"}");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.body()).contains("unknown colour").doesNotContain("no sepal_width");
  }

  @Test
  void selectedOutputsComeInEveryType() {
    Caller caller = caller(Map.of("SAGEMAKER_INFERENCE_OUTPUT", "predicted_label, probability"));
    assertThat(csv(caller, "text/csv").body()).isEqualTo("2,0.7703126072883606");
    assertThat(csv(caller, "application/json").body())
        .isEqualTo(
            "{\"predictions\": [{\"predicted_label\": 2, \"probability\": 0.7703126072883606}]}");
    assertThat(csv(caller, "application/jsonlines").body())
        .isEqualTo("{\"predicted_label\": 2, \"probability\": 0.7703126072883606}\n");
    assertThat(csv(caller, "application/x-recordio-protobuf").body())
        .contains("predicted_label")
        .contains("probability");
  }

  private static Answer csv(Caller caller, String accept) {
    return caller.post("/invocations", ROW, "content-type", "text/csv", "accept", accept);
  }

  @Test
  void libsvmCountsFromWhereTheOperatorSays() {
    String fromOne = "1:3.5 2:1.2 3:5.3 4:1.8\n";
    String fromZero = "0:3.5 1:1.2 2:5.3 3:1.8\n";
    String reply = csv(caller(Map.of()), "text/csv").body();
    for (String body : List.of(fromOne, fromZero)) {
      assertThat(libsvm(Map.of(), body).body()).isEqualTo(reply);
    }
    assertThat(libsvm(Map.of("TREELINE_LIBSVM_BASE", "0"), fromZero).body()).isEqualTo(reply);
    assertThat(libsvm(Map.of("TREELINE_LIBSVM_BASE", "1"), fromOne).body()).isEqualTo(reply);
    assertThat(libsvm(Map.of("TREELINE_LIBSVM_BASE", "0"), fromOne).status()).isEqualTo(400);
    assertThat(libsvm(Map.of("TREELINE_LIBSVM_BASE", "1"), fromZero).status()).isEqualTo(415);
  }

  private static Answer libsvm(Map<String, String> settings, String body) {
    return caller(settings).post("/invocations", body, "content-type", "text/x-libsvm");
  }

  @Test
  void aRepliesOwnFramesReadBackAsRecords() {
    Caller caller = caller(Map.of());
    Answer answer = csv(caller, "application/x-recordio-protobuf");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().getBytes(StandardCharsets.ISO_8859_1))
        .startsWith(0x0A, 0x23, 0xD7, 0xCE);
  }

  @Test
  void payloadsAreLoggedOnlyWhereTheOperatorWantsThem() {
    Bench quiet = new Bench("iris");
    csv(new Caller(quiet.handler()), "text/csv");
    assertThat(quiet.log.getFirst()).doesNotContain("3.5,1.2");
    Bench open = new Bench("iris");
    csv(new Caller(open.handler(Map.of("TREELINE_LOG_PAYLOADS", "true"))), "text/csv");
    assertThat(Caller.parse(open.log.getFirst()).path("input").asText()).isEqualTo(ROW);
    assertThat(Caller.parse(open.log.getFirst()).path("output").asText()).startsWith("0.115");
  }

  @Test
  void aBatchTransformGetsALineARow() {
    Caller caller = caller(Map.of("SAGEMAKER_BATCH", "true"));
    Answer answer = csv(caller, "application/json");
    assertThat(answer.body())
        .isEqualTo("[0.11500757932662964, 0.11467984318733215, 0.7703126072883606]\n");
  }

  @Test
  void explanationsAreNotAskedForByWhatIsNoYesOrNo() {
    Caller caller = caller(Map.of());
    Answer answer =
        caller.post(
            "/invocations",
            ROW,
            "content-type",
            "text/csv",
            "X-Amzn-SageMaker-Enable-Explanations",
            "[0]>`0.8`");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("message").asText())
        .isEqualTo(
            "X-Amzn-SageMaker-Enable-Explanations: found \"[0]>`0.8`\", expected true or false");
    Answer yes =
        caller.post(
            "/invocations",
            ROW,
            "content-type",
            "text/csv",
            "X-Amzn-SageMaker-Enable-Explanations",
            "`true`");
    assertThat(yes.json().has("explanations")).isTrue();
  }
}
