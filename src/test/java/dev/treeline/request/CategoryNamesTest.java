package dev.treeline.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treeline.forest.Model;
import dev.treeline.request.Caller.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Requests may name categories as the data frame did that the model was trained on.
class CategoryNamesTest {
  private static final Path MODEL = Path.of("src/test/resources/forest/oracle/names-3.4.1.ubj");

  private final ScoreHandler handler =
      ScoreHandler.from(
          Map.of("TREELINE_MODEL", MODEL.toAbsolutePath().toString(), "TREELINE_CAPTURE", "off"),
          line -> {});

  @Test
  void aTextIsTheCodeOfItsCategory() throws IOException {
    Model model = Model.read("m", Files.readAllBytes(MODEL));
    Set<String> answers = new HashSet<>();
    for (int code = 0; code < model.categories(0).size(); code++) {
      String name = new ObjectMapper().writeValueAsString(model.categories(0).get(code));
      String answer = scored("{\"size\": 0.5, \"place\": \"c\", \"colour\": " + name + "}");
      assertThat(answer).as(name).isEqualTo(scored("[" + code + ", 0.5, 2]"));
      answers.add(answer);
    }

    assertThat(model.categories(0)).contains("1.0").doesNotHaveDuplicates();
    assertThat(answers).hasSizeGreaterThan(1);
  }

  @Test
  void anUnknownCategoryIsAnsweredWithThoseThereAre() {
    assertThat(Bench.answer(handler, "{\"inputs\": [[0, 0.5, \"nowhere\"]]}"))
        .contains("$.inputs[0][2]: found the category \\\"nowhere\\\", expected one of a, b, c");
  }

  @Test
  void aTextWhereThereAreNoCategoriesIsRefused() {
    assertThat(Bench.answer(handler, "{\"inputs\": [[0, \"a\", 0]]}"))
        .contains("$.inputs[0][1]: found \\\"a\\\", expected a number");
  }

  private String scored(String row) {
    String answer = Bench.answer(handler, "{\"inputs\": [" + row + "]}");
    assertThat(answer).contains("score");
    return answer;
  }

  @Test
  void aNameOfDigitsIsANameInCsvToo() {
    Caller caller = new Caller(handler);
    String byName =
        row(caller, "application/json", "{\"size\":0.5,\"place\":\"c\",\"colour\":\"1\"}");
    assertThat(row(caller, "text/csv", "1,0.5,c")).isEqualTo(byName);
    // 7 is no name; whether it is a code cannot be told where names are numbers.
    Answer seven = caller.post("/invocations", "7,0.5,c", "content-type", "text/csv");
    assertThat(seven.status()).isEqualTo(415);
    assertThat(seven.body()).contains("found the category \\\"7\\\"");
  }

  @Test
  void codesOutsideTheListAreRefused() {
    Caller caller = new Caller(handler);
    for (String code : List.of("99", "-1", "1.5")) {
      Answer answer =
          caller.post("/invocations", "[" + code + ",0.5,0]", "content-type", "application/json");
      assertThat(answer.status()).as(code).isEqualTo(415);
    }
  }

  private static String row(Caller caller, String type, String body) {
    Answer answer = caller.post("/invocations", body, "content-type", type, "accept", "text/csv");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }
}
