package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  private static final Path ORACLE = Path.of("src/test/resources/forest/oracle").toAbsolutePath();

  @TempDir Path scratch;

  @Test
  void aPersonReadsWhatTheModelIs() {
    TestWorld world = TestWorld.of(scratch);

    int status = world.run("inspect", Path.of("model").toAbsolutePath().toString());

    assertThat(status).as(world.complained()).isEqualTo(Treeline.DONE);
    assertThat(world.printed())
        .contains(
            "multi:softprob",
            "90 in 30 rounds",
            "636, of which 363 leaves; at most 3 splits deep",
            "4, of which splits use 4")
        .containsPattern("petal_length +171 +6\\.43626 +26\\.5320");
  }

  @Test
  void aProgramReadsItToo() throws IOException {
    TestWorld world = TestWorld.of(scratch);

    world.run("inspect", ORACLE.resolve("names-3.4.1.ubj").toString(), "--json");

    JsonNode json = new JsonMapper().readTree(world.printed());
    assertThat(json.path("xgboostVersion").asText()).isEqualTo("3.4.1");
    assertThat(json.path("categoricalSplits").asInt()).isPositive();
    assertThat(json.at("/features").findValuesAsText("categories")).anyMatch(n -> !n.equals("0"));
  }

  @Test
  void theRoundsThatAreScoredAreShown() {
    TestWorld world = TestWorld.of(scratch);

    world.run("inspect", ORACLE.resolve("early-3.4.1.ubj").toString());

    assertThat(world.printed()).contains("8, up to the best_iteration 7");
  }

  @Test
  void aLinearModelHasNoTrees() {
    TestWorld world = TestWorld.of(scratch);

    world.run("inspect", ORACLE.resolve("gblinear-3.4.1.ubj").toString());

    assertThat(world.printed()).contains("gblinear").doesNotContain("trees");
  }
}
