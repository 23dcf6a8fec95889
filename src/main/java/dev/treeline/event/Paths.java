package dev.treeline.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Paths as the routes know them: without what stands before them at a gateway.
final class Paths {
  private static final String[] METHODS = {"POST", "GET", "OPTIONS", "HEAD", "PUT", "DELETE"};

  private Paths() {}

  /// The path without the stage that stands in front of it, if one does.
  static String withoutStage(String path, String stage) {
    int end = stage.length() + 1;
    boolean staged =
        end > 1 && path.startsWith("/") && path.startsWith(stage, 1) && path.startsWith("/", end);
    return staged ? path.substring(end) : path;
  }

  /// The path that the gateway's own resource stands for, which has no base path in front: the
  /// resource with its parameters filled in. Null when the path does not end so, or the resource
  /// says nothing.
  ///
  /// @param resource such as `/{proxy+}`
  /// @param parameters the values of what stands in braces, decoded
  static @Nullable String ofResource(String resource, Fields parameters, String path) {
    if (!resource.startsWith("/")) {
      return null;
    }
    StringBuilder filled = new StringBuilder(path.length());
    int from = 0;
    int open = resource.indexOf('{');
    while (open >= 0) {
      int close = resource.indexOf('}', open);
      if (close < 0) {
        return null;
      }
      int end = resource.charAt(close - 1) == '+' ? close - 1 : close;
      String value = parameters.value(resource.substring(open + 1, end), false);
      if (value == null || filled.length() > path.length()) {
        return null;
      }
      filled.append(resource, from, open).append(value);
      from = close + 1;
      open = resource.indexOf('{', from);
    }
    String whole = trimmed(filled.append(resource, from, resource.length()).toString());
    return trimmed(path).endsWith(whole) ? whole : null;
  }

  /// The path without a slash at its end, unless it is nothing else.
  static String trimmed(String path) {
    boolean slashed = path.length() > 1 && path.endsWith("/");
    return slashed ? path.substring(0, path.length() - 1) : path;
  }

  /// A method in capitals.
  static String capitals(String method) {
    for (String known : METHODS) {
      if (known.equalsIgnoreCase(method)) {
        return known;
      }
    }
    return method.toUpperCase(Locale.ROOT);
  }
}
