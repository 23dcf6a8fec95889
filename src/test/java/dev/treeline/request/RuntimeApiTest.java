package dev.treeline.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.request.Caller.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What SDK clients of `sagemaker-runtime` meet.
class RuntimeApiTest {
  private static final String ROW = "3.5,1.2,5.3,1.8\n";
  private static final String PATH = "/endpoints/treeline/invocations";

  private final Bench bench = new Bench("iris");
  private final Caller caller = new Caller(bench.handler());

  private Answer invoke(String path, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = "content-type";
    all[headers.length + 1] = "text/csv";
    return caller.post(path, ROW, all);
  }

  @Test
  void theReplyIsTheContainersAndNamesTheVariant() {
    Answer answer = invoke(PATH);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(invoke("/invocations").body());
    assertThat(answer.header("x-Amzn-Invoked-Production-Variant")).isEqualTo("AllTraffic");
  }

  @Test
  void anEndpointOfAnotherNameIsAValidationError() {
    Answer answer = invoke("/endpoints/other/invocations");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("x-amzn-errortype")).isEqualTo("ValidationError");
    assertThat(answer.json().path("Message").asText())
        .contains("found \"other\"")
        .contains("expected \"treeline\"");
  }

  @Test
  void aModelsNameIsAnEndpointToo() {
    assertThat(invoke("/endpoints/iris/invocations").status()).isEqualTo(200);
  }

  @Test
  void theModelsOwnFaultsAreModelErrorsWithItsStatusAndMessage() {
    for (var fault : Map.of("[1]", 400, "{", 415, "[\"a\",1,2,3]", 415).entrySet()) {
      Answer answer = caller.post(PATH, fault.getKey(), "content-type", "application/json");
      assertThat(answer.status()).isEqualTo(424);
      assertThat(answer.header("x-amzn-errortype")).isEqualTo("ModelError");
      assertThat(answer.json().path("OriginalStatusCode").asInt()).isEqualTo(fault.getValue());
      String original = answer.json().path("OriginalMessage").asText();
      assertThat(original).contains("found").contains("expected");
      assertThat(answer.json().path("Message").asText())
          .startsWith("Received client error (" + fault.getValue() + ") from primary with message")
          .contains(original);
    }
  }

  @Test
  void aTypeThatCannotBeWrittenIsAModelErrorOf406() {
    Answer answer = invoke(PATH, "accept", "image/png");
    assertThat(answer.status()).isEqualTo(424);
    assertThat(answer.json().path("OriginalStatusCode").asInt()).isEqualTo(406);
  }

  @Test
  void inferenceIdAndAttributesReachTheCapture() {
    invoke(
        PATH,
        "X-Amzn-SageMaker-Inference-Id",
        "order-42",
        "X-Amzn-SageMaker-Custom-Attributes",
        "trace=1");
    assertThat(bench.captured).hasSize(1);
    assertThat(bench.captured.getFirst().inferenceId()).isEqualTo("order-42");
    assertThat(bench.captured.getFirst().customAttributes()).containsExactly("trace=1");
  }

  @Test
  void headersThatAreTooLongAreValidationErrors() {
    Answer answer = invoke(PATH, "X-Amzn-SageMaker-Inference-Id", "x".repeat(65));
    assertThat(answer.header("x-amzn-errortype")).isEqualTo("ValidationError");
    assertThat(answer.json().path("Message").asText())
        .isEqualTo("X-Amzn-SageMaker-Inference-Id: found 65 characters, expected at most 64");
    assertThat(bench.captured).isEmpty();
  }

  @Test
  void theVariantMayBeAskedForByItsOwnNameOnly() {
    String header = "X-Amzn-SageMaker-Target-Variant";
    assertThat(invoke(PATH, header, "AllTraffic").status()).isEqualTo(200);
    Answer answer = invoke(PATH, header, "canary");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("found \\\"canary\\\", expected \\\"AllTraffic\\\"");
  }

  @Test
  void theTargetModelPicksOneOfSeveral() {
    Caller both = new Caller(new Bench("iris", "virginica").handler());
    String header = "X-Amzn-SageMaker-Target-Model";
    Answer iris = both.post(PATH, ROW, "content-type", "text/csv", header, "iris.tar.gz");
    Answer virginica = both.post(PATH, ROW, "content-type", "text/csv", header, "virginica");
    assertThat(iris.header("X-Treeline-Model")).isEqualTo("iris");
    assertThat(virginica.header("X-Treeline-Model")).isEqualTo("virginica");
    assertThat(iris.body()).isNotEqualTo(virginica.body());
    Answer none = both.post(PATH, ROW, "content-type", "text/csv");
    assertThat(none.header("x-amzn-errortype")).isEqualTo("ValidationError");
    assertThat(none.body()).contains("expected one of iris, virginica");
  }

  @Test
  void anEmptyBodyIsNoContent() {
    assertThat(caller.post(PATH, "", "content-type", "text/csv").status()).isEqualTo(204);
  }

  @Test
  void twoNamesThatDisagreeAreRefused() {
    Caller both = new Caller(new Bench("iris", "virginica").handler());
    String header = "X-Amzn-SageMaker-Target-Model";
    for (String path : List.of("/endpoints/iris/invocations", "/invocations?model=iris")) {
      Answer same = both.post(path, ROW, "content-type", "text/csv", header, "iris");
      assertThat(same.status()).isEqualTo(200);
      Answer other = both.post(path, ROW, "content-type", "text/csv", header, "virginica");
      assertThat(other.status()).isEqualTo(400);
      assertThat(other.body()).contains("expected one model a request");
    }
    Answer unknown =
        both.post("/endpoints/iris/invocations", ROW, "content-type", "text/csv", header, "none");
    assertThat(unknown.header("x-amzn-errortype")).isEqualTo("ValidationError");
  }
}
