package dev.treeline.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// AWS's own event classes and serializer are the truth about the events' shapes.
class AwsShapesTest {
  private static final Reply REPLY =
      Reply.text(200, "text/csv", Samples.utf8("0.5,\"é\"\n")).with("X-A", "b");

  @Test
  void payloadTwoIsRead() {
    APIGatewayV2HTTPEvent event = payloadTwo("prod", "/prod/v2/models/a b/");
    HttpRequest request = Samples.http(json(event, APIGatewayV2HTTPEvent.class));
    assertThat(request.shape()).isEqualTo(Shape.HTTP_API);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/v2/models/a b");
    assertThat(request.query("explain")).contains("true");
    assertThat(request.query("none")).isEmpty();
    assertThat(request.header("content-type")).contains("text/csv");
    assertThat(Samples.body(request)).isEqualTo("1,\"é\\\n\ud83d\ude00");
  }

  @Test
  void payloadTwoGetsItsReply() {
    byte[] event = json(payloadTwo("$default", "/ping"), APIGatewayV2HTTPEvent.class);
    APIGatewayV2HTTPResponse reply = reply(event, REPLY, APIGatewayV2HTTPResponse.class);
    assertThat(reply.getStatusCode()).isEqualTo(200);
    assertThat(reply.getBody()).isEqualTo("0.5,\"é\"\n");
    assertThat(reply.getIsBase64Encoded()).isFalse();
    assertThat(reply.getHeaders()).isEqualTo(Map.of("Content-Type", "text/csv", "X-A", "b"));
  }

  @Test
  void restApiIsRead() {
    APIGatewayProxyRequestEvent event = restApi();
    event.setMultiValueHeaders(
        Map.of("Accept", List.of("x/y", "text/csv"), "CONTENT-type", List.of("text/csv")));
    event.setMultiValueQueryStringParameters(Map.of("a b", List.of("1", "2")));
    event.setQueryStringParameters(Map.of("a b", "2"));
    HttpRequest request = Samples.http(json(event, APIGatewayProxyRequestEvent.class));
    assertThat(request.shape()).isEqualTo(Shape.REST_API);
    assertThat(request.method()).isEqualTo("PUT");
    assertThat(request.path()).isEqualTo("/v2/a b");
    assertThat(request.header("accept")).contains("x/y,text/csv");
    assertThat(request.header("content-type")).contains("text/csv");
    assertThat(request.query("a b")).contains("1,2");
    assertThat(Samples.body(request)).isEqualTo("1,2");
  }

  @Test
  void restApiGetsBinaryRepliesInBase64() {
    APIGatewayProxyResponseEvent reply =
        reply(
            json(restApi(), APIGatewayProxyRequestEvent.class),
            Reply.binary(200, "application/octet-stream", new byte[] {0, -1, 7}),
            APIGatewayProxyResponseEvent.class);
    assertThat(reply.getIsBase64Encoded()).isTrue();
    assertThat(Base64.getDecoder().decode(reply.getBody())).containsExactly(0, -1, 7);
    assertThat(reply.getHeaders()).containsEntry("Content-Type", "application/octet-stream");
  }

  @Test
  void loadBalancersAreReadAndTheirQueryIsDecoded() {
    ApplicationLoadBalancerRequestEvent event = balancer();
    event.setHeaders(Map.of("content-type", "text/csv"));
    event.setQueryStringParameters(Map.of("a%20b", "c%2Fd+e"));
    HttpRequest request = Samples.http(json(event, ApplicationLoadBalancerRequestEvent.class));
    assertThat(request.shape()).isEqualTo(Shape.LOAD_BALANCER);
    assertThat(request.path()).isEqualTo("/models/a b");
    assertThat(request.query("a b")).contains("c/d e");
    assertThat(Samples.body(request)).isEqualTo("1,2");
  }

  @Test
  void loadBalancersGetTheStatusInWords() {
    ApplicationLoadBalancerRequestEvent event = balancer();
    event.setHeaders(Map.of("content-type", "text/csv"));
    ApplicationLoadBalancerResponseEvent reply = balanced(event);
    assertThat(reply.getStatusCode()).isEqualTo(200);
    assertThat(reply.getStatusDescription()).isEqualTo("200 OK");
    assertThat(reply.getHeaders()).isEqualTo(Map.of("Content-Type", "text/csv", "X-A", "b"));
    assertThat(reply.getMultiValueHeaders()).isNull();
    assertThat(reply.getBody()).isEqualTo("0.5,\"é\"\n");
    assertThat(reply.getIsBase64Encoded()).isFalse();
  }

  @Test
  void loadBalancersThatSendListsGetLists() {
    ApplicationLoadBalancerRequestEvent event = balancer();
    event.setMultiValueHeaders(Map.of("accept", List.of("a", "b")));
    event.setMultiValueQueryStringParameters(Map.of("q", List.of("x%2C", "y")));
    byte[] json = json(event, ApplicationLoadBalancerRequestEvent.class);
    assertThat(Samples.http(json).header("accept")).contains("a,b");
    assertThat(Samples.http(json).query("q")).contains("x,,y");
    ApplicationLoadBalancerResponseEvent reply = balanced(event);
    assertThat(reply.getHeaders()).isNull();
    assertThat(reply.getMultiValueHeaders())
        .isEqualTo(Map.of("Content-Type", List.of("text/csv"), "X-A", List.of("b")));
  }

  private static APIGatewayV2HTTPEvent payloadTwo(String stage, String path) {
    return APIGatewayV2HTTPEvent.builder()
        .withVersion("2.0")
        .withRouteKey("ANY /{proxy+}")
        .withRawPath(path)
        .withRawQueryString("explain=true")
        .withQueryStringParameters(Map.of("explain", "true"))
        .withHeaders(Map.of("content-type", "text/csv"))
        .withBody("1,\"é\\\n\ud83d\ude00")
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

  private static APIGatewayProxyRequestEvent restApi() {
    APIGatewayProxyRequestEvent event = new APIGatewayProxyRequestEvent();
    event.setHttpMethod("PUT");
    event.setPath("/base/v2/a%20b");
    event.setResource("/v2/{name}");
    event.setPathParameters(Map.of("name", "a b"));
    event.setBody(Base64.getEncoder().encodeToString(Samples.utf8("1,2")));
    event.setIsBase64Encoded(true);
    return event;
  }

  private static ApplicationLoadBalancerRequestEvent balancer() {
    ApplicationLoadBalancerRequestEvent.Elb elb = new ApplicationLoadBalancerRequestEvent.Elb();
    elb.setTargetGroupArn("arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/t/6d0e");
    ApplicationLoadBalancerRequestEvent.RequestContext context =
        new ApplicationLoadBalancerRequestEvent.RequestContext();
    context.setElb(elb);
    ApplicationLoadBalancerRequestEvent event = new ApplicationLoadBalancerRequestEvent();
    event.setRequestContext(context);
    event.setHttpMethod("POST");
    event.setPath("/models/a%20b");
    event.setBody("1,2");
    return event;
  }

  private static ApplicationLoadBalancerResponseEvent balanced(
      ApplicationLoadBalancerRequestEvent event) {
    byte[] json = json(event, ApplicationLoadBalancerRequestEvent.class);
    return reply(json, REPLY, ApplicationLoadBalancerResponseEvent.class);
  }

  private static <T> byte[] json(T event, Class<T> type) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    serializer(type).toJson(event, json);
    return json.toByteArray();
  }

  private static <T> T reply(byte[] event, Reply reply, Class<T> type) {
    byte[] written = Samples.written(Events.read(event), reply);
    return serializer(type).fromJson(new ByteArrayInputStream(written));
  }

  private static <T> PojoSerializer<T> serializer(Class<T> type) {
    return LambdaEventSerializers.serializerFor(type, AwsShapesTest.class.getClassLoader());
  }
}
