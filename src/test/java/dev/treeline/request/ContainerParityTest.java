package dev.treeline.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole replies against those that Python's xgboost and `json.dumps` make: `make_models.py`.
class ContainerParityTest {
  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest
  @CsvSource({
    "iris, application/json, rows.json, application/json, iris.reply.json",
    "iris, application/json, rows.json, text/csv, iris.reply.csv",
    "iris, text/csv, rows.csv, application/json, iris.reply.json",
    "iris, text/csv, rows.csv, '', iris.reply.csv",
    "virginica, application/json, rows.json, '', virginica.reply.json",
    "virginica, text/csv, rows.csv, text/csv, virginica.reply.csv"
  })
  void theReplyIsByteForByteTheContainers(
      String model, String type, String rows, String accept, String reply) throws IOException {
    ObjectNode event = JSON.createObjectNode();
    event.putObject("requestContext").putObject("http").put("method", "POST");
    event.put("rawPath", "/invocations");
    event.putObject("headers").put("content-type", type).put("accept", accept);
    event.put("body", Bench.text(Bench.resource("rows/" + rows)));
    JsonNode answer = JSON.readTree(Bench.answer(new Bench(model).handler(), event.toString()));
    assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
    assertThat(answer.path("body").asText()).isEqualTo(Bench.text(Bench.resource("rows/" + reply)));
  }
}
