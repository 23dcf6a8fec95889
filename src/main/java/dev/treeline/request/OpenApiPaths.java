package dev.treeline.request;

import static dev.treeline.request.OpenApiReplies.json;
import static dev.treeline.request.OpenApiReplies.problems;
import static dev.treeline.request.OpenApiReplies.protocolProblems;
import static dev.treeline.request.OpenApiTree.object;
import static dev.treeline.request.OpenApiTree.schema;
import static dev.treeline.request.OpenApiTree.with;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The routes of a document.
final class OpenApiPaths {
  private static final String SAGEMAKER = "SageMaker";
  private static final String V2 = "Open Inference V2";
  private static final String V1 = "V1";

  private final OpenApiRequests requests;
  private final List<String> names;
  private final List<String> versions;
  private final String endpoint;

  OpenApiPaths(List<OpenApiModel> models, String endpoint) {
    Set<String> distinctNames = new LinkedHashSet<>();
    Set<String> distinctVersions = new LinkedHashSet<>();
    for (OpenApiModel model : models) {
      distinctNames.add(model.name());
      distinctVersions.add(model.model().version());
    }
    this.requests = new OpenApiRequests(models);
    this.names = List.copyOf(distinctNames);
    this.versions = List.copyOf(distinctVersions);
    this.endpoint = endpoint;
  }

  static List<Object> tags() {
    return List.of(
        object("name", SAGEMAKER, "description", "The routes of a SageMaker container"),
        object("name", V2, "description", "The routes of KServe, Triton and MLServer"),
        object("name", V1, "description", "The routes of TensorFlow Serving and KServe"));
  }

  Map<String, Object> paths() {
    Map<String, Object> paths = object();
    paths.putAll(sageMaker());
    paths.putAll(serverV2());
    paths.putAll(modelV2("", ""));
    paths.putAll(modelV2("/versions/{version}", "Version"));
    paths.putAll(modelV1());
    paths.put(
        "/openapi.json",
        get(SAGEMAKER, "openApi", problems(ok("This document", object("type", "object")))));
    return paths;
  }

  private Map<String, Object> sageMaker() {
    String[] statuses = {"400", "406", "413", "415", "500"};
    Map<String, Object> scored = object("200", OpenApiReplies.scored(), "204", nothing("No body"));
    Map<String, Object> invoke =
        post(SAGEMAKER, "invoke", requests.invocations(), problems(scored, statuses));
    invoke.put("parameters", headers());
    Map<String, Object> forAws = object("200", OpenApiReplies.scored(), "204", nothing("No body"));
    Map<String, Object> invokeEndpoint =
        post(
            SAGEMAKER,
            "invokeEndpoint",
            requests.invocations(),
            OpenApiReplies.awsProblems(forAws, "400", "424", "500"));
    invokeEndpoint.put("parameters", headers());
    return object(
        "/invocations", object("post", invoke),
        "/ping", get(SAGEMAKER, "ping", problems(object("200", nothing("The model is loaded")))),
        "/execution-parameters",
            get(
                SAGEMAKER,
                "executionParameters",
                problems(ok("How a batch job should call", schema("ExecutionParameters")))),
        "/endpoints/{name}/invocations",
            object(
                "parameters", List.of(inPath("name", List.of(endpoint))), "post", invokeEndpoint));
  }

  private static Map<String, Object> serverV2() {
    Map<String, Object> filter = object("schema", object("type", "object"));
    Map<String, Object> listing =
        object(
            "operationId",
            "repositoryIndex",
            "tags",
            List.of(V2),
            "requestBody",
            object("required", false, "content", object("application/json", filter)),
            "responses",
            protocolProblems(ok("The models", schema("V2Index"))));
    return object(
        "/v2", get(V2, "serverMetadata", protocolProblems(ok("The server", schema("V2Server")))),
        "/v2/health/live", get(V2, "serverLive", protocolProblems(object("200", any("Alive")))),
        "/v2/health/ready", get(V2, "serverReady", protocolProblems(object("200", any("Ready")))),
        "/v2/repository/index", object("post", listing));
  }

  private Map<String, Object> modelV2(String version, String suffix) {
    String path = "/v2/models/{model}" + version;
    List<Object> parameters = new ArrayList<>();
    parameters.add(inPath("model", names));
    if (!version.isEmpty()) {
      parameters.add(inPath("version", versions));
    }
    Map<String, Object> reply =
        object(
            "description",
            "The outputs asked for",
            "content",
            object(
                "application/json", object("schema", schema("V2Reply")),
                "application/octet-stream", object("schema", object())));
    Map<String, Object> infer =
        post(
            V2,
            "infer" + suffix,
            requests.v2(),
            protocolProblems(object("200", reply), "400", "404", "413", "500"));
    infer.put("parameters", List.of(header("Inference-Header-Content-Length", "integer")));
    Map<String, Object> metadata =
        protocolProblems(ok("Inputs and outputs", schema("V2Model")), "404");
    Map<String, Object> ready = protocolProblems(object("200", any("Ready")), "404");
    return object(
        path,
        with(get(V2, "modelMetadata" + suffix, metadata), "parameters", parameters),
        path + "/ready",
        with(get(V2, "modelReady" + suffix, ready), "parameters", parameters),
        path + "/infer",
        object("parameters", parameters, "post", infer));
  }

  private Map<String, Object> modelV1() {
    String path = "/v1/models/{model}";
    String[] statuses = {"400", "404", "413", "500"};
    List<Object> parameters = List.of(inPath("model", names));
    Map<String, Object> state = protocolProblems(ok("The model", schema("V1Model")), "404");
    Map<String, Object> predictions =
        protocolProblems(ok("One prediction a row", schema("Predictions")), statuses);
    Map<String, Object> explanations =
        protocolProblems(ok("Predictions, explained", schema("Explanations")), statuses);
    Map<String, Object> known = protocolProblems(ok("The models", schema("V1Models")));
    return object(
        "/v1/models",
        get(V1, "modelNames", known),
        path,
        with(get(V1, "modelStatus", state), "parameters", parameters),
        path + ":predict",
        object("parameters", parameters, "post", post(V1, "predict", requests.v1(), predictions)),
        path + ":explain",
        object("parameters", parameters, "post", post(V1, "explain", requests.v1(), explanations)));
  }

  private static Map<String, Object> get(String tag, String id, Map<String, Object> responses) {
    return object("get", object("operationId", id, "tags", List.of(tag), "responses", responses));
  }

  private static Map<String, Object> post(
      String tag, String id, Map<String, Object> content, Map<String, Object> responses) {
    return object(
        "operationId",
        id,
        "tags",
        List.of(tag),
        "requestBody",
        object("required", true, "content", content),
        "responses",
        responses);
  }

  private static Map<String, Object> ok(String description, Map<String, Object> schema) {
    return object("200", json(description, schema));
  }

  private static Map<String, Object> nothing(String description) {
    return object("description", description);
  }

  /// A reply whose status says it all; servers differ in what its body is.
  private static Map<String, Object> any(String description) {
    return object(
        "description",
        description,
        "content",
        object("application/json", object("schema", object())));
  }

  private static Map<String, Object> inPath(String name, List<String> values) {
    return object(
        "name",
        name,
        "in",
        "path",
        "required",
        true,
        "schema",
        object("type", "string", "enum", values));
  }

  private static Map<String, Object> header(String name, String type) {
    return object("name", name, "in", "header", "schema", object("type", type));
  }

  private static List<Object> headers() {
    return List.of(
        object(
            "name", "explain",
            "in", "query",
            "description", "Adds what each feature added to the row's margins",
            "schema", object("type", "boolean")),
        header("X-Amzn-SageMaker-Inference-Id", "string"),
        header("X-Amzn-SageMaker-Custom-Attributes", "string"),
        header("X-Amzn-SageMaker-Enable-Explanations", "string"),
        header("X-Amzn-SageMaker-Target-Model", "string"),
        header("X-Amzn-SageMaker-Target-Variant", "string"));
  }
}
