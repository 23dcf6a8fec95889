package dev.treeline.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What can be asked for: one line a route, and the only place that knows paths.
///
/// In a template `{name}` stands for a part of one segment, up to the next fixed character.
enum Route {
  /// Scores a body, as SageMaker's containers do.
  INVOCATIONS("POST", "/invocations", Dialect.PLAIN),
  /// Says that the model is loaded.
  PING("GET", "/ping", Dialect.PLAIN),
  /// Says how a batch job should call.
  EXECUTION_PARAMETERS("GET", "/execution-parameters", Dialect.PLAIN),
  /// Describes the routes, for machines.
  OPENAPI("GET", "/openapi.json", Dialect.PLAIN),
  /// Scores a body for SDK clients of SageMaker's runtime API.
  INVOKE_ENDPOINT("POST", "/endpoints/{name}/invocations", Dialect.RUNTIME),
  /// Scores tensors.
  V2_INFER("POST", "/v2/models/{model}/infer", Dialect.INFERENCE_V2),
  /// The same, of a version.
  V2_VERSION_INFER("POST", "/v2/models/{model}/versions/{version}/infer", Dialect.INFERENCE_V2),
  /// Describes the server.
  V2_SERVER("GET", "/v2", Dialect.INFERENCE_V2),
  /// Says that the server runs.
  V2_LIVE("GET", "/v2/health/live", Dialect.INFERENCE_V2),
  /// Says that all models are loaded.
  V2_READY("GET", "/v2/health/ready", Dialect.INFERENCE_V2),
  /// Describes a model.
  V2_MODEL("GET", "/v2/models/{model}", Dialect.INFERENCE_V2),
  /// The same, of a version.
  V2_VERSION("GET", "/v2/models/{model}/versions/{version}", Dialect.INFERENCE_V2),
  /// Says that a model is loaded.
  V2_MODEL_READY("GET", "/v2/models/{model}/ready", Dialect.INFERENCE_V2),
  /// The same, of a version.
  V2_VERSION_READY("GET", "/v2/models/{model}/versions/{version}/ready", Dialect.INFERENCE_V2),
  /// Lists the models.
  V2_INDEX("POST", "/v2/repository/index", Dialect.INFERENCE_V2),
  /// Scores instances, as TensorFlow Serving does.
  V1_PREDICT("POST", "/v1/models/{model}:predict", Dialect.PREDICT_V1),
  /// Scores instances and says why.
  V1_EXPLAIN("POST", "/v1/models/{model}:explain", Dialect.PREDICT_V1),
  /// Says that a model is loaded.
  V1_MODEL("GET", "/v1/models/{model}", Dialect.PREDICT_V1),
  /// Lists the models.
  V1_MODELS("GET", "/v1/models", Dialect.PREDICT_V1);

  // Once, since values() copies.
  private static final Route[] ALL = values();

  private final String method;
  private final String template;
  private final Dialect dialect;

  Route(String method, String template, Dialect dialect) {
    this.method = method;
    this.template = template;
    this.dialect = dialect;
  }

  String method() {
    return method;
  }

  /// The path, with the names of its variables in braces.
  String template() {
    return template;
  }

  Dialect dialect() {
    return dialect;
  }

  /// A path that leads somewhere.
  ///
  /// @param values of the template's variables, in its order
  record Match(Route route, List<String> values) {}

  /// The route under a path, whatever the method.
  static Optional<Match> at(String path) {
    for (Route route : ALL) {
      List<String> values = route.values(path);
      if (values != null) {
        return Optional.of(new Match(route, values));
      }
    }
    return Optional.empty();
  }

  /// The dialect that a path without a route is most likely meant for.
  static Dialect dialectOf(String path) {
    return path.startsWith("/v2/")
        ? Dialect.INFERENCE_V2
        : path.startsWith("/v1/")
            ? Dialect.PREDICT_V1
            : path.startsWith("/endpoints/") ? Dialect.RUNTIME : Dialect.PLAIN;
  }

  /// All routes, for a caller that has lost the way.
  static String list() {
    StringBuilder list = new StringBuilder();
    for (Route route : ALL) {
      list.append(list.isEmpty() ? "" : ", ");
      list.append(route.method).append(' ').append(route.template);
    }
    return list.toString();
  }

  /// What stands in a path where the template has variables; null if the path is another.
  private @Nullable List<String> values(String path) {
    int open = template.indexOf('{');
    if (open < 0) {
      return path.equals(template) ? List.of() : null;
    }
    List<String> values = new ArrayList<>();
    int at = 0;
    int from = 0;
    while (open >= 0) {
      int close = template.indexOf('}', open);
      if (!path.startsWith(template.substring(from, open), at)) {
        return null;
      }
      at += open - from;
      int end = endOfValue(path, at, close + 1);
      if (end == at) {
        return null;
      }
      values.add(path.substring(at, end));
      at = end;
      from = close + 1;
      open = template.indexOf('{', from);
    }
    return path.substring(at).equals(template.substring(from)) ? values : null;
  }

  /// A value ends at the next slash; before a fixed end such as `:predict`, at that end.
  private int endOfValue(String path, int start, int rest) {
    int slash = path.indexOf('/', start);
    if (slash >= 0) {
      return slash;
    }
    boolean verb = rest < template.length() && template.charAt(rest) == ':';
    int colon = verb ? path.lastIndexOf(':') : -1;
    return colon >= start ? colon : path.length();
  }
}
