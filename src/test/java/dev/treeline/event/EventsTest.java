package dev.treeline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every event is of one kind, and says which.
class EventsTest {
  @ParameterizedTest
  @CsvSource({
    "http-api-v2, HTTP_API",
    "function-url, HTTP_API",
    "csv, HTTP_API",
    "base64, HTTP_API",
    "gzip, HTTP_API",
    "rest-v1, REST_API",
    "alb, LOAD_BALANCER",
    "alb-multi-value, LOAD_BALANCER"
  })
  void samplesAreRequestsOfTheirShape(String name, Shape shape) {
    HttpRequest request = Samples.http(Samples.bytes(name));
    assertThat(request.shape()).isEqualTo(shape);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/invocations");
    assertThat(request.header("user-agent")).contains("curl/8.5.0");
    assertThat(Samples.body(request)).isIn(Samples.ROW, "3.5,1.2,5.3,1.8\n5.1,,1.4,0.2\n");
  }

  @Test
  void theOrderOfMembersDoesNotMatter() {
    Random random = new Random(20261123);
    for (int round = 0; round < 50; round++) {
      for (String name : List.of("http-api-v2", "rest-v1", "alb-multi-value")) {
        JsonNode shuffled = shuffled(Samples.tree(name), random);
        HttpRequest request = Samples.http(Samples.read(shuffled.toString()));
        assertThat(request.path()).as(shuffled.toString()).isEqualTo("/invocations");
        assertThat(Samples.body(request)).as(shuffled.toString()).isEqualTo(Samples.ROW);
      }
    }
  }

  private static JsonNode shuffled(JsonNode node, Random random) {
    if (!node.isObject()) {
      return node;
    }
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    Collections.shuffle(names, random);
    ObjectNode shuffled = Samples.JSON.createObjectNode();
    names.forEach(name -> shuffled.set(name, shuffled(node.path(name), random)));
    return shuffled;
  }

  @Test
  void anEventWithLittleInItIsRead() {
    HttpRequest request =
        Samples.http(
            Samples.read(
                "{\"requestContext\":{\"http\":{\"method\":\"get\",\"path\":\"/ping\"}}}"));
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.path()).isEqualTo("/ping");
    assertThat(request.header("accept")).isEmpty();
    assertThat(request.query("a")).isEmpty();
    assertThat(request.body(0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // stage, domain, route, rawPath, path
    "$default, abc.execute-api.eu-west-1.amazonaws.com, ANY /{proxy+}, /ping, /ping",
    "prod, abc.execute-api.eu-west-1.amazonaws.com, ANY /{proxy+}, /prod/ping, /ping",
    "prod, api.example.com, ANY /{proxy+}, /scores/v1/ping, /ping",
    "prod, api.example.com, GET /ping, /scores/ping/, /ping",
    "prod, api.example.com, ANY /{proxy+}, /scores/other, /scores/other",
    "prod, api.example.com, $default, /prod/ping, /ping",
    "prod, api.example.com, $default, /production/ping, /production/ping",
    "prod, api.example.com, $default, /a%20b, /a%20b",
    "$default, abc.lambda-url.eu-west-1.on.aws, $default, /a%20b%2, /a b%2",
    "$default, abc.lambda-url.eu-west-1.on.aws, $default, /, /"
  })
  void whatStandsBeforeThePathIsTakenOff(
      String stage, String domain, String route, String rawPath, String path) {
    ObjectNode event = Samples.tree("http-api-v2");
    event.put("rawPath", rawPath).put("routeKey", route);
    event.putObject("pathParameters").put("proxy", "ping");
    ((ObjectNode) event.path("requestContext"))
        .put("stage", stage)
        .put("apiId", "abc")
        .put("domainName", domain);
    assertThat(Samples.http(Samples.read(event.toString())).path()).isEqualTo(path);
  }

  @Test
  void aQueryThatIsOnlyRawIsDecoded() {
    ObjectNode event = Samples.tree("http-api-v2").put("rawQueryString", "a+b=c%3D&d&a%20b=e=f");
    HttpRequest request = Samples.http(Samples.read(event.toString()));
    assertThat(request.query("a b")).contains("c=,e=f");
    assertThat(request.query("d")).contains("");
    assertThat(request.query("e")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[1, 2]]",
        "{\"inputs\": [[1, 2]]}",
        " {} ",
        "\ufeff[1]",
        "null",
        "{\"source\": 1, \"detail\": 2}",
        "{\"requests\": 5}",
        "{\"requests\": [{}], \"other\": 1}",
        "{\"Records\": [1, 2]}"
      })
  void aBareDocumentIsTheBodyOfAnInvocation(String json) {
    Event event = Samples.read(json);
    assertThat(event).isInstanceOf(Event.Direct.class);
    HttpRequest request = ((Event.Direct) event).request();
    assertThat(request.shape()).isEqualTo(Shape.DIRECT);
    assertThat(request.method() + " " + request.path()).isEqualTo("POST /invocations");
    assertThat(request.header("content-type")).contains("application/json");
    assertThat(Samples.body(request)).isEqualTo(json.replace("\ufeff", "").replaceAll("^ ", " "));
    Reply reply = Reply.text(200, "application/json", Samples.utf8("{\"a\":\"é\"}"));
    assertThat(Samples.text(Samples.written(event, reply))).isEqualTo("{\"a\":\"é\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'Records':[{'eventSource':'aws:s3','s3':{}}]}|S3",
        "{'Records':[{'eventSource':'aws:sqs','body':'x'}]}|SQS",
        "{'Records':[{'EventSource':'aws:sns','Sns':{}}]}|SNS",
        "{'Records':[{'kinesis':{},'eventSource':'aws:kinesis'}]}|Kinesis",
        "{'Records':[{'eventSource':'aws:dynamodb'}]}|DynamoDB",
        "{'Records':[{'cf':{}}]}|aws:cloudfront",
        "{'eventSource':'aws:kafka','records':{}}|aws:kafka",
        "{'version':'0','source':'aws.events','detail-type':'Scheduled Event','detail':{}}"
            + "|EventBridge event of aws.events",
        "{'awslogs':{'data':'H4sI'}}|CloudWatch Logs",
        "{'invocationId':'1','deliveryStreamArn':'arn','records':[]}|Firehose",
        "{'type':'TOKEN','methodArn':'arn','authorizationToken':'x'}|authorizer",
        "{'httpMethod':'GET','path':'/','methodArn':'arn','requestContext':{}}|authorizer",
        "{'version':'2.0','type':'REQUEST','routeArn':'arn',"
            + "'requestContext':{'http':{'method':'GET'}}}|authorizer",
        "{'requestContext':{'connectionId':'x','eventType':'MESSAGE'},'body':'{}'}|WebSocket",
        "{'version':'1','triggerSource':'PreSignUp_SignUp'}|Cognito",
        "{'RequestType':'Create','ResponseURL':'https://x','StackId':'arn'}|CloudFormation"
      })
  void otherServicesEventsAreNamed(String json, String name) {
    Event event = Samples.read(json.replace('\'', '"'));
    assertThat(event).isInstanceOf(Event.Unknown.class);
    assertThat(((Event.Unknown) event).problem())
        .startsWith("event: found what looks like ")
        .contains(name)
        .contains(", expected a request of API Gateway");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "}",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,}",
        "{,}",
        "{\"a\" 1}",
        "{\"a\":}",
        "{\"a\":\"x",
        "{\"a\":\"\\",
        "{a:1}",
        "{\"a\":1 2}"
      })
  void whatIsNoJsonSaysWhere(String text) {
    Event event = Samples.read(text);
    assertThat(event).isInstanceOf(Event.NoJson.class);
    assertThat(((Event.NoJson) event).problem()).startsWith("event: found ").contains("expected");
  }

  @Test
  void aBatchWantsOneReplyForEachRequest() {
    Reply reply = Reply.empty(200);
    assertThatThrownBy(() -> Samples.written(Samples.read("{\"requests\":[{}]}"), reply, reply))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("found 2 replies, expected 1");
    assertThat(Samples.text(Samples.written(Samples.read("{\"requests\":[]}"))))
        .isEqualTo("{\"replies\":[]}");
  }
}
