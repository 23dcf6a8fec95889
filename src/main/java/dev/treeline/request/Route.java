package dev.treeline.request;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// What can be asked for.
enum Route {
  /// Scores a body.
  INVOCATIONS("POST", "/invocations"),
  /// Says that the model is loaded.
  PING("GET", "/ping"),
  /// Says how a batch job should call.
  EXECUTION_PARAMETERS("GET", "/execution-parameters");

  private final String method;
  private final String path;

  Route(String method, String path) {
    this.method = method;
    this.path = path;
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  /// The route under a path, whatever the method.
  static Optional<Route> at(String path) {
    return Arrays.stream(values()).filter(route -> route.path.equals(path)).findFirst();
  }

  /// All routes, for a caller that has lost the way.
  static String list() {
    return Arrays.stream(values())
        .map(route -> route.method + " " + route.path)
        .collect(Collectors.joining(", "));
  }
}
