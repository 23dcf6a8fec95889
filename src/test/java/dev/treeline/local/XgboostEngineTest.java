package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.forest.Bits;
import dev.treeline.forest.Fixtures;
import dev.treeline.forest.Model;
import dev.treeline.forest.ModelLoader;
import dev.treeline.forest.OracleFile;
import dev.treeline.request.ScoreHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The way out for models that the forest refuses.
class XgboostEngineTest {
  private static final Path REFUSED =
      Path.of("src/test/resources/forest/refused/vector-leaf-3.0.5.ubj").toAbsolutePath();

  @TempDir Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"softprob-3.0.5.ubj", "early-2.1.4.ubj", "logistic-base-3.4.1.ubj"})
  void whereBothScoreTheBitsAreTheSame(String file) {
    Map<String, byte[]> files = Map.of("model.ubj", Fixtures.bytes("oracle/" + file));
    Model mine = Model.load(files);
    Model theirs = EngineChoice.XGBOOST4J.load(files, ModelLoader.DEFAULT);
    float[] expected = new float[mine.outputs()];
    float[] found = new float[theirs.outputs()];
    for (OracleFile.Line line : OracleFile.of(file).lines()) {
      mine.predict(line.values(mine.features()), expected);
      theirs.predict(line.values(theirs.features()), found);
      assertThat(Bits.of(found)).isEqualTo(Bits.of(expected));
    }
    assertThat(theirs.engine()).isEqualTo("xgboost4j");
    assertThat(theirs.version()).isEqualTo(mine.version());
  }

  @Test
  void aModelThatTheForestRefusesIsScoredWithANote() throws IOException {
    Files.writeString(scratch.resolve("rows.csv"), "0.5,1,2,3\n,,,\n");
    TestWorld refusing = TestWorld.of(scratch);
    TestWorld scoring = TestWorld.of(scratch);
    String[] command = {"score", "--model=" + REFUSED, "--input=rows.csv", "--no-header"};
    List<String> native4j = new ArrayList<>(List.of(command));
    native4j.add("--engine=xgboost4j");

    assertThat(refusing.run(command)).isEqualTo(Treeline.FAILED);
    assertThat(refusing.complained()).contains("leaf_weights", "--engine xgboost4j");
    assertThat(scoring.run(native4j.toArray(String[]::new)))
        .as(scoring.complained())
        .isEqualTo(Treeline.DONE);
    assertThat(scoring.complained()).contains("xgboost4j scores");
    assertThat(scoring.printed().lines()).hasSize(2).allMatch(line -> line.split(",").length == 2);
  }

  @Test
  void repliesAndTheLogSayWhatScored() throws IOException {
    List<String> log = new ArrayList<>();
    ScoreHandler handler =
        ScoreHandler.from(
            Map.of("TREELINE_MODEL", REFUSED.toString(), "TREELINE_CAPTURE", "off"),
            log::add,
            files -> EngineChoice.XGBOOST4J.load(files, ModelLoader.DEFAULT));
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    String event =
        """
        {"version": "2.0", "rawPath": "/invocations", "headers": {"content-type": "text/csv"},
         "requestContext": {"http": {"method": "POST", "path": "/invocations"}},
         "body": "0.5,1,2,3", "isBase64Encoded": false}
        """;

    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), reply, null);

    assertThat(reply.toString(StandardCharsets.UTF_8))
        .contains("\"X-Treeline-Engine\":\"xgboost4j\"");
    assertThat(log).singleElement().asString().contains("\"engine\":\"xgboost4j\"");
  }
}
