package dev.treeline.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Names and their values as they stand in the event, found by name when somebody asks: of a dozen
/// headers, three are read.
final class Fields {
  static final Fields NONE = new Fields(new byte[0]);

  // API Gateway takes 10 KB of headers, load balancers 64 KB.
  private static final int MOST = 10_000;
  private static final int INTS = 4;

  private final byte[] json;
  // Of each field where its name begins and ends, where its value begins and ends.
  private int[] spans = new int[16 * INTS];
  private int used;

  Fields(byte[] json) {
    this.json = json;
  }

  /// Reads the object at the cursor, in place of nothing if there is none. Lists are several values
  /// of one name; `null` is none.
  ///
  /// @param name of the object, for the message
  /// @throws Malformed if it is no JSON, or has more members than any gateway lets through
  static Fields read(String name, byte[] json, JsonBytes at) throws Malformed {
    Fields fields = new Fields(json);
    if (!at.enters('{')) {
      at.value();
      return fields;
    }
    while (at.nextMember()) {
      int from = at.from();
      int to = at.to();
      if (at.enters('[')) {
        while (at.nextElement()) {
          fields.add(name, at, from, to);
        }
      } else {
        fields.add(name, at, from, to);
      }
    }
    return fields;
  }

  /// Adds the value at the cursor if it is a string, a number or a boolean.
  private void add(String object, JsonBytes at, int nameFrom, int nameTo) throws Malformed {
    int first = at.peek();
    at.value();
    if (first == '{' || first == '[' || first == 'n') {
      return;
    }
    if (used == MOST * INTS) {
      throw new Malformed(
          object + ": found more than " + MOST + " values, expected at most " + MOST);
    }
    put(nameFrom, nameTo, at.from(), at.to());
  }

  private void put(int nameFrom, int nameTo, int from, int to) {
    if (used == spans.length) {
      spans = Arrays.copyOf(spans, 2 * used);
    }
    spans[used++] = nameFrom;
    spans[used++] = nameTo;
    spans[used++] = from;
    spans[used++] = to;
  }

  boolean isEmpty() {
    return used == 0;
  }

  /// The values under a header's name in any case, joined by commas; null when there is none.
  @Nullable String header(String lowerCaseName) {
    String first = null;
    StringBuilder all = null;
    for (int i = 0; i < used; i += INTS) {
      if (isHeader(lowerCaseName, spans[i], spans[i + 1])) {
        String value = JsonText.of(json, spans[i + 2], spans[i + 3]);
        all = first == null ? null : joined(all, first, value);
        first = first == null ? value : first;
      }
    }
    return all == null ? first : all.toString();
  }

  /// The values under a name, joined by commas; null when there is none.
  ///
  /// @param encoded whether names and values are percent-encoded
  @Nullable String value(String name, boolean encoded) {
    String first = null;
    StringBuilder all = null;
    for (int i = 0; i < used; i += INTS) {
      String candidate = JsonText.of(json, spans[i], spans[i + 1]);
      if ((encoded ? PercentText.ofQuery(candidate) : candidate).equals(name)) {
        String text = JsonText.of(json, spans[i + 2], spans[i + 3]);
        String value = encoded ? PercentText.ofQuery(text) : text;
        all = first == null ? null : joined(all, first, value);
        first = first == null ? value : first;
      }
    }
    return all == null ? first : all.toString();
  }

  private static StringBuilder joined(@Nullable StringBuilder all, String first, String next) {
    return (all == null ? new StringBuilder(first) : all).append(',').append(next);
  }

  private boolean isHeader(String lowerCaseName, int from, int to) {
    if (to - from != lowerCaseName.length()) {
      return false;
    }
    for (int i = from; i < to; i++) {
      byte b = json[i];
      int lower = b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
      if (lower != lowerCaseName.charAt(i - from)) {
        return false;
      }
    }
    return true;
  }

  /// Fields for a request that no event brought.
  ///
  /// @param pairs a name, its value, the next name, ...
  static Fields of(String... pairs) {
    byte[][] parts = new byte[pairs.length][];
    int length = 0;
    for (int i = 0; i < pairs.length; i++) {
      parts[i] =
          pairs[i].replace("\\", "\\\\").replace("\"", "\\\"").getBytes(StandardCharsets.UTF_8);
      length += parts[i].length;
    }
    byte[] json = new byte[length];
    Fields fields = new Fields(json);
    int at = 0;
    for (int i = 0; i < parts.length; i += 2) {
      int middle = at + parts[i].length;
      int end = middle + parts[i + 1].length;
      System.arraycopy(parts[i], 0, json, at, parts[i].length);
      System.arraycopy(parts[i + 1], 0, json, middle, parts[i + 1].length);
      fields.put(at, middle, middle, end);
      at = end;
    }
    return fields;
  }
}
