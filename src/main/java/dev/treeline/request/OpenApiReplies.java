package dev.treeline.request;

import static dev.treeline.request.OpenApiTree.anyOf;
import static dev.treeline.request.OpenApiTree.object;
import static dev.treeline.request.OpenApiTree.schema;

import java.util.List;
import java.util.Map;

/// The bodies that a document's routes answer with.
final class OpenApiReplies {
  private static final String PROBLEM = "Problem";
  private static final String PROTOCOL = "ProtocolProblem";
  private static final String AWS = "AwsProblem";

  private OpenApiReplies() {}

  /// The schemas of all replies, by name.
  static Map<String, Object> schemas() {
    Map<String, Object> schemas = object();
    schemas.putAll(scores());
    schemas.putAll(inference());
    schemas.putAll(state());
    schemas.putAll(problems());
    return schemas;
  }

  private static Map<String, Object> scores() {
    Map<String, Object> score =
        object(
            "type",
            "object",
            "description",
            "`score`, or what SAGEMAKER_INFERENCE_OUTPUT selects",
            "properties",
            object("score", schema("Prediction")));
    return object(
        "Prediction",
            object(
                "description",
                "One number, or a list where a row has several predictions",
                "anyOf",
                List.of(number(), array(number()))),
        "Scores", record("predictions", array(score)),
        "Predictions", record("predictions", array(schema("Prediction"))),
        "Explained",
            record(
                "version", text(),
                "predictions", record("content_type", text(), "data", text()),
                "explanations",
                    object(
                        "type",
                        "object",
                        "properties",
                        object("kernel_shap", array(array(schema("Attribution")))))),
        "Attribution",
            record(
                "feature_header", text(),
                "attributions", array(record("attribution", array(number())))),
        "Explanations",
            record(
                "predictions", array(schema("Prediction")),
                "explanations",
                    array(
                        record(
                            "base_value",
                            schema("Prediction"),
                            "values",
                            array(schema("Prediction")))),
                "feature_names", array(text())));
  }

  private static Map<String, Object> inference() {
    Map<String, Object> tensor =
        record("name", text(), "datatype", text(), "shape", array(object("type", "integer")));
    return object(
        "V2Tensor", tensor,
        "V2Reply", record("model_name", text(), "outputs", array(schema("V2Tensor"))),
        "V2Server", record("name", text(), "version", text(), "extensions", array(text())),
        "V2Model",
            record(
                "name", text(),
                "versions", array(text()),
                "platform", text(),
                "inputs", array(schema("V2Tensor")),
                "outputs", array(schema("V2Tensor"))),
        "V2Index", array(record("name", text())));
  }

  private static Map<String, Object> state() {
    return object(
        "V1Model", record("name", text(), "ready", object("type", List.of("boolean", "string"))),
        "V1Models", record("models", object("type", "array", "items", text())),
        "ExecutionParameters",
            record(
                "MaxConcurrentTransforms", object("type", "integer"),
                "BatchStrategy", text(),
                "MaxPayloadInMB", object("type", "integer")));
  }

  private static Map<String, Object> problems() {
    Map<String, Object> problem = record("message", text());
    problem.put("properties", object("message", text(), "requestId", text(), "incident", text()));
    Map<String, Object> aws = record("Message", text());
    aws.put(
        "properties",
        object(
            "Message", text(),
            "OriginalStatusCode", object("type", "integer"),
            "OriginalMessage", text(),
            "LogStreamArn", text()));
    return object(
        PROBLEM, problem,
        PROTOCOL, orGateway(record("error", text())),
        AWS, orGateway(aws));
  }

  /// What a gateway refuses itself, such as a path that it takes for an attack, never comes here:
  /// it says so in words of its own, `{"message": …}`, be it API Gateway or the local server.
  private static Map<String, Object> orGateway(Map<String, Object> ours) {
    return anyOf(List.of(ours, schema(PROBLEM)));
  }

  /// The replies that say what went wrong, by name: one a family of routes, whatever the status.
  static Map<String, Object> responses() {
    return object(
        PROBLEM, json("What went wrong: place, found, expected", schema(PROBLEM)),
        PROTOCOL, json("What went wrong: place, found, expected", schema(PROTOCOL)),
        AWS, json("What went wrong, as SageMaker's runtime API says it", schema(AWS)));
  }

  /// The problems of plain routes.
  static Map<String, Object> problems(Map<String, Object> responses, String... statuses) {
    return refused(responses, PROBLEM, statuses);
  }

  /// The problems of V1 and V2 routes.
  static Map<String, Object> protocolProblems(Map<String, Object> responses, String... statuses) {
    return refused(responses, PROTOCOL, statuses);
  }

  /// The problems of `/endpoints`.
  static Map<String, Object> awsProblems(Map<String, Object> responses, String... statuses) {
    return refused(responses, AWS, statuses);
  }

  private static Map<String, Object> refused(
      Map<String, Object> responses, String name, String... statuses) {
    for (String status : statuses) {
      responses.put(status, object("$ref", "#/components/responses/" + name));
    }
    responses.put("default", object("$ref", "#/components/responses/" + name));
    return responses;
  }

  /// A reply in JSON.
  static Map<String, Object> json(String description, Map<String, Object> schema) {
    return object(
        "description",
        description,
        "content",
        object("application/json", object("schema", schema)));
  }

  /// The reply to rows: in every format of the container.
  static Map<String, Object> scored() {
    return object(
        "description",
        "One prediction a row, in the rows' order",
        "content",
        object(
            "application/json",
            object(
                "schema",
                anyOf(List.of(schema("Scores"), schema("Predictions"), schema("Explained")))),
            "text/csv",
            object("schema", text()),
            "application/jsonlines",
            object("schema", text()),
            "application/x-recordio-protobuf",
            object("schema", object())));
  }

  private static Map<String, Object> text() {
    return object("type", "string");
  }

  private static Map<String, Object> number() {
    return object("type", "number");
  }

  private static Map<String, Object> array(Map<String, Object> items) {
    return object("type", "array", "items", items);
  }

  /// An object that has all of these members, and may have others.
  private static Map<String, Object> record(Object... members) {
    Map<String, Object> properties = object(members);
    return object(
        "type", "object", "required", List.copyOf(properties.keySet()), "properties", properties);
  }
}
