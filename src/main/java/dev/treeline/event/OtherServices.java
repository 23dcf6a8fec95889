package dev.treeline.event;

/// Knows other services' events by their marks, so that a wrong wiring is told what it is.
///
/// A single mark may be a feature's name in a bare row; two that belong together, or the service's
/// own name as a value, are not.
final class OtherServices {
  private static final String TAKEN =
      ", expected a request of API Gateway, a Function URL or a load balancer, a JSON body, or"
          + " {\"requests\": [...]}";

  private final JsonBytes json;
  private boolean detail;
  private boolean detailType;
  private boolean logs;
  private boolean authorizer;
  private boolean trigger;
  private boolean stack;
  private boolean responseUrl;
  private boolean stream;
  private String source = "";
  private String version = "";

  private OtherServices(JsonBytes json) {
    this.json = json;
  }

  /// Whether a member of this name may be another service's.
  static boolean isMark(String name) {
    return switch (name) {
      case "Records",
          "records",
          "eventSource",
          "source",
          "detail",
          "detail-type",
          "awslogs",
          "methodArn",
          "routeArn",
          "triggerSource",
          "ResponseURL",
          "StackId",
          "deliveryStreamArn" ->
          true;
      default -> false;
    };
  }

  /// Names the service that sent the event.
  ///
  /// @param from where the event's object begins
  /// @param socket whether its context has a connection
  /// @return [Event.Unknown], or [Event.Direct] when the marks are not those of any service
  static Event recognised(byte[] event, int from, boolean socket) throws Malformed {
    OtherServices marks = new OtherServices(new JsonBytes(event, from, event.length));
    marks.read();
    String service = marks.service(socket);
    if (service.isEmpty()) {
      Body body = new Body(event, from, event.length, Body.Coding.PLAIN);
      return new Event.Direct(DirectRequests.json(Shape.DIRECT, body));
    }
    return new Event.Unknown("event: found what looks like " + service + TAKEN);
  }

  private void read() throws Malformed {
    boolean object = json.enters('{');
    while (object && json.nextMember()) {
      switch (json.spanText()) {
        case "Records" -> readRecords();
        case "eventSource", "source" -> source = json.text();
        case "version" -> version = json.text();
        case "detail" -> detail = seen();
        case "detail-type" -> detailType = seen();
        case "awslogs" -> logs = seen();
        case "methodArn", "routeArn" -> authorizer = seen();
        case "triggerSource" -> trigger = seen();
        case "ResponseURL" -> responseUrl = seen();
        case "StackId" -> stack = seen();
        case "deliveryStreamArn" -> stream = seen();
        default -> json.value();
      }
    }
  }

  private boolean seen() throws Malformed {
    json.value();
    return true;
  }

  /// Takes the source of the first record; S3, SQS and SNS differ in the case of its name.
  private void readRecords() throws Malformed {
    if (!json.enters('[')) {
      json.value();
      return;
    }
    boolean first = true;
    while (json.nextElement()) {
      if (first && json.enters('{')) {
        readRecord();
      } else {
        json.value();
      }
      first = false;
    }
  }

  private void readRecord() throws Malformed {
    while (json.nextMember()) {
      switch (json.spanText()) {
        case "eventSource", "EventSource" -> source = json.text();
        case "cf" -> {
          json.value();
          source = "aws:cloudfront";
        }
        default -> json.value();
      }
    }
  }

  private String service(boolean socket) {
    if (authorizer) {
      return "a request to an API Gateway authorizer";
    }
    if (socket) {
      return "a message of an API Gateway WebSocket";
    }
    if (detail && detailType) {
      return source.isEmpty() ? "an EventBridge event" : "an EventBridge event of " + shown();
    }
    if (source.startsWith("aws:") || source.equals("SelfManagedKafka")) {
      return ofSource();
    }
    return otherService();
  }

  private String otherService() {
    if (logs) {
      return "a batch of CloudWatch Logs";
    }
    if (stream) {
      return "a batch of Firehose";
    }
    if (trigger && !version.isEmpty()) {
      return "a trigger of Cognito";
    }
    return stack && responseUrl ? "a CloudFormation custom resource" : "";
  }

  private String ofSource() {
    return switch (source) {
      case "aws:s3" -> "a notification of S3 (aws:s3)";
      case "aws:sqs" -> "messages of SQS (aws:sqs)";
      case "aws:sns" -> "a message of SNS (aws:sns)";
      case "aws:kinesis" -> "records of Kinesis (aws:kinesis)";
      case "aws:dynamodb" -> "records of DynamoDB (aws:dynamodb)";
      default -> "records of " + shown();
    };
  }

  /// The source in plain letters, not longer than a service's name.
  private String shown() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(source.length(), 40); i++) {
      char c = source.charAt(i);
      text.append(c > ' ' && c <= '~' ? c : '?');
    }
    return text.toString();
  }
}
