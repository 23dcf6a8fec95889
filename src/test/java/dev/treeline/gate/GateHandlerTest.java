package dev.treeline.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

class GateHandlerTest {
  private static final Path MODEL = Path.of("model").toAbsolutePath();
  private static final String EVENT =
      "{\"DeploymentId\": \"d-ABC\", \"LifecycleEventHookExecutionId\": \"hook-1\"}";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path scratch;

  /// Runs the gate for a version that serves one model, with a package of its own.
  private JsonNode run(FakeAws aws, Path packaged) throws IOException {
    return run(aws, packaged, EVENT);
  }

  private static JsonNode run(FakeAws aws, Path packaged, String event) throws IOException {
    var handler =
        new GateHandler(aws.environment(packaged), () -> AwsBasicCredentials.create("id", "key"));
    var output = new ByteArrayOutputStream();
    Context nobody =
        (Context)
            Proxy.newProxyInstance(
                Context.class.getClassLoader(), new Class<?>[] {Context.class}, (_, _, _) -> null);
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, nobody);
    return JSON.readTree(output.toByteArray());
  }

  private static void assertTold(FakeAws aws, String status) {
    assertThat(aws.told)
        .containsExactly(
            "CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus"
                + " {\"deploymentId\":\"d-ABC\",\"lifecycleEventHookExecutionId\":\"hook-1\","
                + "\"status\":\""
                + status
                + "\"}");
  }

  @Test
  void versionWhoseGoldenRowsAgreePasses() throws IOException {
    try (FakeAws aws = new FakeAws(MODEL)) {
      JsonNode line = run(aws, MODEL);
      assertThat(line.path("goldenRows").asInt()).isEqualTo(25);
      assertThat(line.path("gate").asText()).as(line.toString()).isEqualTo("Succeeded");
      assertTold(aws, "Succeeded");
      assertThat(aws.invoked)
          .containsExactly(
              "/2015-03-31/functions/arn:aws:lambda:eu-central-1:123456789012:function:score:7"
                  + "/invocations");
    }
  }

  @Test
  void oneFlippedLeafFails() throws IOException {
    Path flipped = copied();
    Files.write(
        flipped.resolve("model.ubj"), flipped(Files.readAllBytes(MODEL.resolve("model.ubj"))));
    try (FakeAws aws = new FakeAws(flipped)) {
      JsonNode line = run(aws, flipped);
      assertThat(line.path("problem").asText()).contains("values differ from golden.jsonl: row ");
      assertTold(aws, "Failed");
      assertThat(aws.invoked).as("what fails is not even asked").isEmpty();
    }
  }

  @Test
  void versionThatServesAnotherModelFails() throws IOException {
    Path other = copied();
    Files.delete(other.resolve("schema.json"));
    try (FakeAws aws = new FakeAws(other)) {
      assertThat(run(aws, MODEL).path("problem").asText()).contains("found model version");
      assertTold(aws, "Failed");
    }
  }

  @Test
  void versionThatDoesNotStartFails() throws IOException {
    try (FakeAws aws = new FakeAws(MODEL)) {
      aws.fail();
      assertThat(run(aws, MODEL).path("problem").asText())
          .contains("Unhandled", "settings: found nothing");
      assertTold(aws, "Failed");
    }
  }

  @Test
  void packageWithoutGoldenRowsHasNothingToDifferFrom() throws IOException {
    Path bare = copied();
    Files.delete(bare.resolve("golden.jsonl"));
    try (FakeAws aws = new FakeAws(bare)) {
      assertThat(run(aws, bare).path("goldenRows").asInt()).isZero();
      assertTold(aws, "Succeeded");
    }
  }

  @Test
  void everyPackageOfAFolderIsCompared() throws IOException {
    Path several = Files.createDirectory(scratch.resolve("several"));
    Files.move(copied(), several.resolve("a"));
    Files.move(copied(), several.resolve("b"));
    try (FakeAws aws = new FakeAws(several)) {
      assertThat(run(aws, several).path("goldenRows").asInt()).isEqualTo(50);
      assertTold(aws, "Succeeded");
    }
    Path model = several.resolve("b/model.ubj");
    Files.write(model, flipped(Files.readAllBytes(model)));
    try (FakeAws aws = new FakeAws(several)) {
      run(aws, several);
      assertTold(aws, "Failed");
    }
  }

  @Test
  void packageThatIsNotThereFailsAndDoesNotThrow() throws IOException {
    try (FakeAws aws = new FakeAws(MODEL)) {
      run(aws, scratch.resolve("nowhere"));
      assertTold(aws, "Failed");
    }
  }

  @Test
  void damagedGoldenRowsFailAndDoNotThrow() throws IOException {
    Path damaged = copied();
    Files.writeString(damaged.resolve("golden.jsonl"), "{\"row\": [1, 2]}\n");
    try (FakeAws aws = new FakeAws(damaged)) {
      assertThat(run(aws, damaged).path("problem").asText())
          .isEqualTo("golden.jsonl line 1: row: found 2 values, expected 4, as the model has");
      assertTold(aws, "Failed");
    }
  }

  @Test
  void gateThatSomebodyInvokesByHandTellsNobodyElse() throws IOException {
    try (FakeAws aws = new FakeAws(MODEL)) {
      assertThat(run(aws, MODEL, "{}").path("gate").asText()).isEqualTo("Succeeded");
      assertThat(aws.told).isEmpty();
    }
  }

  @Test
  void codeDeployThatDoesNotTakeTheAnswerIsAFailureThatLambdaRepeats() throws IOException {
    try (FakeAws aws = new FakeAws(MODEL)) {
      aws.answerCodeDeployWith(500);
      assertThatThrownBy(() -> run(aws, MODEL)).hasMessageContaining("found status 500");
    }
  }

  @Test
  void bothCallsAreSignedForTheirService() throws IOException {
    try (FakeAws aws = new FakeAws(MODEL)) {
      run(aws, MODEL);
      assertThat(aws.signatures).hasSize(2);
      assertThat(aws.signatures.getFirst())
          .startsWith("AWS4-HMAC-SHA256 Credential=id/")
          .contains("/eu-central-1/lambda/aws4_request");
      assertThat(aws.signatures.getLast()).contains("/eu-central-1/codedeploy/aws4_request");
    }
  }

  private Path copied() throws IOException {
    Path folder = Files.createTempDirectory(scratch, "package");
    for (String name : new String[] {"model.ubj", "schema.json", "golden.jsonl"}) {
      Files.copy(MODEL.resolve(name), folder.resolve(name));
    }
    return folder;
  }

  /// The last node of the first tree is a leaf, whose value stands among the split conditions.
  private static byte[] flipped(byte[] ubjson) {
    byte[] name = "split_conditions[$d#L".getBytes(StandardCharsets.ISO_8859_1);
    int at = new String(ubjson, StandardCharsets.ISO_8859_1).indexOf("split_conditions[$d#L");
    assertThat(at).isPositive();
    ByteBuffer bytes = ByteBuffer.wrap(ubjson.clone());
    int length = (int) bytes.getLong(at + name.length);
    int leaf = at + name.length + Long.BYTES + (length - 1) * Float.BYTES;
    bytes.putFloat(leaf, Math.nextUp(bytes.getFloat(leaf) * 1.01f));
    return bytes.array();
  }
}
