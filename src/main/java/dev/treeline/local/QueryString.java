package dev.treeline.local;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Query parameters, decoded; several values of one name joined by commas, as HTTP API does.
final class QueryString {
  private QueryString() {}

  /// @param query as sent, without the question mark
  static Map<String, String> parse(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    int from = 0;
    while (from <= query.length()) {
      int end = query.indexOf('&', from);
      int to = end < 0 ? query.length() : end;
      if (to > from) {
        int equals = query.indexOf('=', from);
        boolean valued = equals >= 0 && equals < to;
        String name = decode(query.substring(from, valued ? equals : to));
        String value = valued ? decode(query.substring(equals + 1, to)) : "";
        String former = parameters.get(name);
        parameters.put(name, former == null ? value : former + "," + value);
      }
      from = to + 1;
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text; // a stray percent sign: pass on what was sent
    }
  }
}
