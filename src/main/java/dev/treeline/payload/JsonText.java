package dev.treeline.payload;

import java.util.List;

/// Strings of JSON as Python's `json.dumps` writes them: ASCII only, so that no charset matters.
final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /// Appends a list of strings.
  static void strings(StringBuilder out, List<String> texts) {
    out.append('[');
    for (int i = 0; i < texts.size(); i++) {
      if (i > 0) {
        out.append(", ");
      }
      string(out, texts.get(i));
    }
    out.append(']');
  }

  /// Appends a string with its quotes. All that is not ASCII is escaped, half surrogate pairs too.
  static void string(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        out.append(c);
      } else {
        escape(out, c);
      }
    }
    out.append('"');
  }

  private static void escape(StringBuilder out, char c) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default -> {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(HEX.charAt(c >> shift & 0xF));
        }
      }
    }
  }
}
