package dev.treeline.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// AWS's own event classes and serializer are the truth about the events' shapes.
class AwsEventsTest {
  private static final String ROW = "{\"inputs\": [[3.5, 1.2, 5.3, 1.8]]}";
  private static final String SCORES =
      "0.11500757932662964,0.11467984318733215,0.7703126072883606\n";

  @Test
  void httpApiEventsAreAnswered() {
    APIGatewayV2HTTPResponse reply = reply(httpEvent(ROW, false, "$default", "/invocations"));
    assertThat(reply.getStatusCode()).isEqualTo(200);
    assertThat(reply.getIsBase64Encoded()).isFalse();
    assertThat(reply.getBody()).isEqualTo(SCORES);
    assertThat(reply.getHeaders())
        .containsEntry("Content-Type", "text/csv; charset=utf-8")
        .containsEntry("X-Treeline-Model", "iris")
        .containsEntry("X-Treeline-Model-Version", "test-1");
  }

  @Test
  void base64BodiesAndStagesAreUnwrapped() {
    String body = Base64.getEncoder().encodeToString(ROW.getBytes(StandardCharsets.UTF_8));
    APIGatewayV2HTTPResponse reply = reply(httpEvent(body, true, "prod", "/prod/invocations/"));
    assertThat(reply.getStatusCode()).isEqualTo(200);
    assertThat(reply.getBody()).isEqualTo(SCORES);
  }

  @Test
  void anEventWithoutBodyIsAnsweredWithoutContent() {
    APIGatewayV2HTTPEvent event = httpEvent(ROW, false, "$default", "/invocations");
    event.setBody(null);
    APIGatewayV2HTTPResponse reply = reply(event);
    assertThat(reply.getStatusCode()).isEqualTo(204);
    assertThat(reply.getBody()).isEmpty();
  }

  @Test
  void restApiEventsAreAnswered() {
    APIGatewayProxyRequestEvent event = restEvent("/invocations");
    event.setHeaders(Map.of("CONTENT-TYPE", "application/json", "Accept", "text/csv"));
    APIGatewayProxyResponseEvent reply = reply(event);
    assertThat(reply.getStatusCode()).isEqualTo(200);
    assertThat(reply.getBody()).isEqualTo(SCORES);
  }

  @Test
  void headersMayComeAsListsOnly() {
    APIGatewayProxyRequestEvent event = restEvent("/invocations");
    event.setMultiValueHeaders(
        Map.of("Content-Type", List.of("application/json"), "Accept", List.of("x/y", "text/csv")));
    assertThat(reply(event).getBody()).isEqualTo(SCORES);
  }

  @Test
  void aResourceWinsOverThePathOfACustomDomain() {
    APIGatewayProxyRequestEvent event = restEvent("/models/iris/invocations");
    event.setResource("/invocations");
    event.setHeaders(Map.of("content-type", "application/json"));
    assertThat(reply(event).getStatusCode()).isEqualTo(200);
  }

  private static APIGatewayV2HTTPEvent httpEvent(
      String body, boolean base64, String stage, String path) {
    return APIGatewayV2HTTPEvent.builder()
        .withVersion("2.0")
        .withRawPath(path)
        .withHeaders(Map.of("content-type", "application/json", "accept", "text/csv"))
        .withBody(body)
        .withIsBase64Encoded(base64)
        .withRequestContext(
            APIGatewayV2HTTPEvent.RequestContext.builder()
                .withStage(stage)
                .withHttp(
                    APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                        .withMethod("POST")
                        .withPath(path)
                        .build())
                .build())
        .build();
  }

  private static APIGatewayProxyRequestEvent restEvent(String path) {
    APIGatewayProxyRequestEvent event = new APIGatewayProxyRequestEvent();
    event.setHttpMethod("POST");
    event.setPath(path);
    event.setResource("/{proxy+}");
    event.setBody(ROW);
    event.setIsBase64Encoded(false);
    return event;
  }

  private static APIGatewayV2HTTPResponse reply(APIGatewayV2HTTPEvent event) {
    return read(answer(event, APIGatewayV2HTTPEvent.class), APIGatewayV2HTTPResponse.class);
  }

  private static APIGatewayProxyResponseEvent reply(APIGatewayProxyRequestEvent event) {
    return read(
        answer(event, APIGatewayProxyRequestEvent.class), APIGatewayProxyResponseEvent.class);
  }

  private static <T> byte[] answer(T event, Class<T> type) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    serializer(type).toJson(event, json);
    return Bench.answer(new Bench("iris").handler(), json.toByteArray());
  }

  private static <T> T read(byte[] reply, Class<T> type) {
    return serializer(type).fromJson(new ByteArrayInputStream(reply));
  }

  private static <T> PojoSerializer<T> serializer(Class<T> type) {
    return LambdaEventSerializers.serializerFor(type, AwsEventsTest.class.getClassLoader());
  }
}
