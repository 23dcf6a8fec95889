package dev.treeline.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treeline.forest.Model;
import dev.treeline.payload.MediaType;
import dev.treeline.payload.Payload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  private static final Path MODELS = Path.of("src/test/resources/request/models");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void everyRouteIsDescribedUnderItsMethod() throws IOException {
    List<String> routes = new ArrayList<>();
    for (var path : document(iris()).get("paths").properties()) {
      for (String method : List.of("get", "post")) {
        if (path.getValue().has(method)) {
          routes.add(method + " " + path.getKey());
        }
      }
    }
    assertThat(routes)
        .containsExactlyInAnyOrder(
            "post /invocations",
            "get /ping",
            "get /execution-parameters",
            "post /endpoints/{name}/invocations",
            "get /v2",
            "get /v2/health/live",
            "get /v2/health/ready",
            "post /v2/repository/index",
            "get /v2/models/{model}",
            "get /v2/models/{model}/ready",
            "post /v2/models/{model}/infer",
            "get /v2/models/{model}/versions/{version}",
            "get /v2/models/{model}/versions/{version}/ready",
            "post /v2/models/{model}/versions/{version}/infer",
            "get /v1/models",
            "get /v1/models/{model}",
            "post /v1/models/{model}:predict",
            "post /v1/models/{model}:explain",
            "get /openapi.json");
  }

  @Test
  void everyOperationHasAnIdOfItsOwn() throws IOException {
    List<String> ids = document(iris()).findValuesAsText("operationId");
    assertThat(ids).hasSize(19).doesNotHaveDuplicates();
  }

  @Test
  void everyReferenceLeadsSomewhere() throws IOException {
    for (JsonNode document :
        List.of(document(iris()), document(iris(), categorical()), document(categorical()))) {
      List<String> references = document.findValuesAsText("$ref");
      assertThat(references).isNotEmpty();
      for (String reference : new HashSet<>(references)) {
        assertThat(document.at(JsonPointer.compile(reference.substring(1))).isMissingNode())
            .as(reference)
            .isFalse();
      }
    }
  }

  @Test
  void rowByNameRequiresEveryFeatureAndNoOther() throws IOException {
    JsonNode row = document(iris()).at("/components/schemas/Row");
    assertThat(row.get("required").toString())
        .isEqualTo("[\"sepal_length\",\"sepal_width\",\"petal_length\",\"petal_width\"]");
    assertThat(row.get("additionalProperties").asBoolean(true)).isFalse();
    assertThat(row.at("/properties/petal_width/type").toString())
        .isEqualTo("[\"number\",\"null\"]");
  }

  @Test
  void categoriesAreListedByName() throws IOException {
    JsonNode row = document(categorical()).at("/components/schemas/Row/properties/place");
    assertThat(row.at("/anyOf/0/enum").toString()).isEqualTo("[\"a\",\"b\",\"c\"]");
    assertThat(row.at("/anyOf/1/maximum").asInt()).isEqualTo(2);
    assertThat(row.at("/anyOf/2/type").asText()).isEqualTo("null");
  }

  @Test
  void examplesAreScored() throws IOException {
    for (Model model : List.of(iris(), categorical())) {
      JsonNode content = document(model).at("/paths/~1invocations/post/requestBody/content");
      Set<String> scores = new HashSet<>();
      for (JsonNode example : content.at("/application~1json/examples")) {
        scores.add(scoreOfFirst(model, "application/json", example.get("value").toString()));
      }
      for (String type : List.of("text/csv", "application/jsonlines")) {
        scores.add(scoreOfFirst(model, type, content.get(type).get("example").asText()));
      }
      assertThat(scores).as("one row in every form").hasSize(1);
    }
  }

  private static Served served(Model model) {
    return new Served(model.name(), model, Map.of(), "");
  }

  private static String scoreOfFirst(Model model, String type, String body) {
    Batch batch = new Batch(served(model), false, Explain.NO);
    Payload.read(MediaType.parse(type), body.getBytes(StandardCharsets.UTF_8), batch);
    StringBuilder text = new StringBuilder();
    float[] scores = batch.scores().predictions();
    for (int i = 0; i < model.outputs(); i++) {
      text.append(scores[i]).append(' ');
    }
    return text.toString();
  }

  @Test
  void severalModelsHaveSchemasOfTheirOwn() throws IOException {
    JsonNode schemas = document(iris(), categorical(), iris()).at("/components/schemas");
    assertThat(schemas.has("Row_iris")).isTrue();
    assertThat(schemas.has("Row_model")).isTrue();
    assertThat(schemas.has("Row_iris.2")).isTrue();
    assertThat(schemas.at("/Invocation/anyOf/0/anyOf")).hasSize(3);
  }

  @Test
  void endpointHasItsName() throws IOException {
    assertThat(
            document(iris())
                .at("/paths/~1endpoints~1{name}~1invocations/parameters/0/schema/enum/0")
                .asText())
        .isEqualTo("the-endpoint");
  }

  @Test
  void noModelsAreRefused() {
    assertThatThrownBy(() -> OpenApi.document(List.of(), "e"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static JsonNode document(Model... models) throws IOException {
    List<Served> served = Stream.of(models).map(OpenApiTest::served).toList();
    return JSON.readTree(OpenApi.document(served, "the-endpoint"));
  }

  private static Model iris() throws IOException {
    Path folder = MODELS.resolve("iris");
    return Model.load(
        Map.of(
            "model.json", Files.readAllBytes(folder.resolve("model.json")),
            "schema.json", Files.readAllBytes(folder.resolve("schema.json"))));
  }

  private static Model categorical() throws IOException {
    Path file = Path.of("src/test/resources/forest/oracle/names-3.4.1.ubj");
    return Model.read("m", Files.readAllBytes(file));
  }
}
