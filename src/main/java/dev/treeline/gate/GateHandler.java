package dev.treeline.gate;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.treeline.aws.SignedPost;
import dev.treeline.gate.Gate.Verdict;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import dev.treeline.store.S3Access;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// CodeDeploy's hook before traffic: looks at the version that `NEW_VERSION` names and tells
/// CodeDeploy `Succeeded` or `Failed`. Without an answer CodeDeploy gives up after an hour and
/// fails the deployment, so that the gate is shut when it is out of order.
///
/// The event is `{"DeploymentId": …, "LifecycleEventHookExecutionId": …}`; the answer, which only a
/// person who invokes it reads, is the line that goes to the log.
public final class GateHandler implements RequestStreamHandler {
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, String> environment;
  private final Supplier<AwsCredentialsIdentity> credentials;

  /// Takes everything from the environment.
  public GateHandler() {
    this(System.getenv(), () -> DefaultCredentialsProvider.builder().build().resolveCredentials());
  }

  GateHandler(Map<String, String> environment, Supplier<AwsCredentialsIdentity> credentials) {
    this.environment = environment;
    this.credentials = credentials;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    JsonNode event = JSON.readTree(input);
    try (var http = UrlConnectionHttpClient.create()) {
      Region region = Region.of(environment.getOrDefault("AWS_REGION", ""));
      Aws aws = new Aws(new SignedPost(http, credentials.get(), region, environment));
      Verdict verdict = gate(aws).verdict(environment.getOrDefault("NEW_VERSION", ""));
      String line = line(verdict);
      System.out.println(line);
      // Somebody who invokes it by hand reads the answer.
      if (event.hasNonNull("DeploymentId")) {
        tell(aws, event, verdict);
      }
      output.write(line.getBytes(StandardCharsets.UTF_8));
    }
  }

  private Gate gate(Aws aws) {
    Path root = Path.of(environment.getOrDefault("LAMBDA_TASK_ROOT", ""));
    Settings settings = Settings.from(environment, root, Job.SCORE);
    return new Gate(settings.model(), new S3Access(() -> S3Client.builder(), environment), aws);
  }

  private static String line(Verdict verdict) {
    var line = JSON.createObjectNode();
    line.put("gate", status(verdict)).put("goldenRows", verdict.rows());
    verdict.problem().ifPresent(problem -> line.put("problem", problem));
    return line.toString();
  }

  private static String status(Verdict verdict) {
    return verdict.problem().isEmpty() ? "Succeeded" : "Failed";
  }

  private static void tell(Aws aws, JsonNode event, Verdict verdict) throws IOException {
    var body = JSON.createObjectNode();
    body.put("deploymentId", event.path("DeploymentId").asText());
    body.put("lifecycleEventHookExecutionId", event.path("LifecycleEventHookExecutionId").asText());
    body.put("status", status(verdict));
    SignedPost.Answer answer = aws.putHookStatus(body.toString());
    if (answer.status() != 200) {
      // Lambda repeats it twice.
      throw new IOException(
          "CodeDeploy: found status " + answer.status() + ", " + answer.body() + ", expected 200");
    }
  }
}
