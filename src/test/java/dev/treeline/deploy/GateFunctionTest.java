package dev.treeline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.gate.FakeAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The built gate under Lambda's own runtime client, as CodeDeploy calls it.
@Tag("built")
class GateFunctionTest {
  private static final String EVENT =
      "{\"DeploymentId\": \"d-ABC\", \"LifecycleEventHookExecutionId\": \"hook-1\"}";

  private static final Path MODEL = Path.of("model").toAbsolutePath();

  @TempDir private Path scratch;

  /// What CodeDeploy is told of a version that serves this project's model.
  ///
  /// @param packaged the model that the gate compares
  private static String told(Path packaged) throws IOException {
    try (FakeAws aws = new FakeAws(MODEL)) {
      Map<String, String> variables = new TreeMap<>(aws.environment(packaged));
      variables.put("AWS_ACCESS_KEY_ID", "id");
      variables.put("AWS_SECRET_ACCESS_KEY", "key");
      String version = "arn:aws:lambda:eu-central-1:123456789012:function:score:7";
      var gate = BuiltFunction.of("GateFunction");
      try (var lambda = gate.start(Map.of("ScoreFunction.Version", version), variables)) {
        assertThat(lambda.invoke(EVENT)).isInstanceOf(Outcome.Answered.class);
      }
      assertThat(aws.told).hasSize(1);
      return aws.told.getFirst();
    }
  }

  @Test
  void modelOfThisProjectPasses() throws IOException {
    assertThat(told(MODEL)).contains("\"deploymentId\":\"d-ABC\"").contains("\"Succeeded\"");
  }

  @Test
  void oneChangedBitFails() throws IOException {
    for (String name : new String[] {"model.ubj", "schema.json"}) {
      Files.copy(MODEL.resolve(name), scratch.resolve(name));
    }
    String golden = Files.readString(MODEL.resolve("golden.jsonl"));
    int bit = golden.indexOf("\"margins\":[\"") + "\"margins\":[\"".length() + 7;
    String flipped = golden.charAt(bit) == '0' ? "1" : "0";
    Files.writeString(
        scratch.resolve("golden.jsonl"),
        golden.substring(0, bit) + flipped + golden.substring(bit + 1));
    assertThat(told(scratch)).contains("\"Failed\"");
  }
}
