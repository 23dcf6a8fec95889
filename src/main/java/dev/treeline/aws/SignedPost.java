package dev.treeline.aws;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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

/// Single calls to AWS by plain HTTP, signed by the SDK's own signer, which S3's client brings
/// along: a client for each service would be another jar in the zip of every function. Each is sent
/// once.
///
/// @param http makes the calls
/// @param credentials who calls
/// @param region where
/// @param environment may name other addresses, as for every SDK: `AWS_ENDPOINT_URL_LAMBDA` and so
///   on, or `AWS_ENDPOINT_URL` for all
public record SignedPost(
    SdkHttpClient http,
    AwsCredentialsIdentity credentials,
    Region region,
    Map<String, String> environment) {

  /// No answer that is looked at is nearly as long.
  private static final int MOST_BYTES = 8 << 20;

  /// Whom a call goes to.
  ///
  /// @param host the first part of its host name, and the name that requests are signed for
  /// @param setting its name in `AWS_ENDPOINT_URL_…`
  public record Host(String host, String setting) {}

  /// What is asked.
  ///
  /// @param path encoded, from `/`
  /// @param headers beside those of the signature
  public record Question(String path, Map<String, String> headers, String body) {}

  /// What came back.
  ///
  /// @param functionError what Lambda says of a function that threw; empty otherwise
  public record Answer(int status, String functionError, String body) {}

  /// Sends a question and waits for its answer, whatever its status.
  ///
  /// @throws IOException if there is none
  public Answer send(Host service, Question question) throws IOException {
    ContentStreamProvider content = ContentStreamProvider.fromUtf8String(question.body());
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(address(service))
            .encodedPath(question.path());
    question.headers().forEach(request::putHeader);
    int length = question.body().getBytes(StandardCharsets.UTF_8).length;
    request.putHeader("Content-Length", String.valueOf(length));
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(credentials)
                        .request(request.build())
                        .payload(content)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service.host())
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

  /// Where a service is: the address that the environment names for it, or AWS's own.
  public URI address(Host service) {
    for (String name : new String[] {"AWS_ENDPOINT_URL_" + service.setting(), "AWS_ENDPOINT_URL"}) {
      String said = environment.getOrDefault(name, "");
      if (!said.isBlank()) {
        return URI.create(said.strip());
      }
    }
    String suffix = region.metadata().partition().dnsSuffix();
    return URI.create("https://" + service.host() + "." + region.id() + "." + suffix);
  }

  private static String text(HttpExecuteResponse response) throws IOException {
    if (response.responseBody().isEmpty()) {
      return "";
    }
    try (InputStream in = response.responseBody().get()) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }
  }
}
