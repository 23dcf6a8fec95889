package dev.treeline.gate;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;

/// Two calls to AWS by plain HTTP, signed by the SDK's own signer, which S3's client brings along:
/// clients of Lambda and CodeDeploy would be two more jars in the zip of every function.
///
/// @param http makes the calls
/// @param credentials who calls
/// @param region where
/// @param environment may name other addresses, as for every SDK: `AWS_ENDPOINT_URL_LAMBDA`,
///   `AWS_ENDPOINT_URL_CODEDEPLOY`
record Aws(
    SdkHttpClient http,
    AwsCredentialsIdentity credentials,
    Region region,
    Map<String, String> environment) {

  /// What came back.
  ///
  /// @param functionError what Lambda says of a function that threw; empty otherwise
  record Answer(int status, String functionError, String body) {}

  /// Invokes a function and waits for its answer. (Lambda API, "Invoke".)
  ///
  /// @param function its ARN, with a version
  Answer invoke(String function, String event) throws IOException {
    // A colon is plain in a path, and so the signer and Lambda read the same.
    String path = "/2015-03-31/functions/" + function.replace(":", "%3A") + "/invocations";
    return call("lambda", request("lambda", path), event);
  }

  /// Tells CodeDeploy how a lifecycle hook ended. (CodeDeploy API,
  /// "PutLifecycleEventHookExecutionStatus".)
  ///
  /// @param body the action's JSON
  Answer putHookStatus(String body) throws IOException {
    SdkHttpRequest.Builder request = request("codedeploy", "/");
    request.putHeader("Content-Type", "application/x-amz-json-1.1");
    request.putHeader("X-Amz-Target", "CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus");
    return call("codedeploy", request, body);
  }

  private SdkHttpRequest.Builder request(String service, String path) {
    String said =
        environment.getOrDefault("AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT), "");
    String suffix = region.metadata().partition().dnsSuffix();
    String address =
        said.isEmpty() ? "https://" + service + "." + region.id() + "." + suffix : said;
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.POST)
        .uri(URI.create(address))
        .encodedPath(path);
  }

  private Answer call(String service, SdkHttpRequest.Builder request, String body)
      throws IOException {
    ContentStreamProvider content = ContentStreamProvider.fromUtf8String(body);
    request.putHeader(
        "Content-Length", String.valueOf(body.getBytes(StandardCharsets.UTF_8).length));
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(credentials)
                        .request(request.build())
                        .payload(content)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()));
    HttpExecuteRequest execute =
        HttpExecuteRequest.builder()
            .request(signed.request())
            .contentStreamProvider(signed.payload().orElse(content))
            .build();
    HttpExecuteResponse response = http.prepareRequest(execute).call();
    return new Answer(
        response.httpResponse().statusCode(),
        response.httpResponse().firstMatchingHeader("X-Amz-Function-Error").orElse(""),
        text(response));
  }

  private static String text(HttpExecuteResponse response) throws IOException {
    if (response.responseBody().isEmpty()) {
      return "";
    }
    try (AbortableInputStream body = response.responseBody().get();
        InputStream in = body) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
