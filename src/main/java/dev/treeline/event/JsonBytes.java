package dev.treeline.event;

/// A cursor over JSON bytes that looks at what it is asked for and steps over the rest.
///
/// An event is read in one pass, and most of it (the caller's address, the account, the time) is
/// never made into objects. What is stepped over is only followed to its end: strings end at their
/// quote and brackets are counted, in constant memory at any depth. A body that is no JSON inside
/// its brackets is found out by whoever reads the body.
final class JsonBytes {
  private final byte[] bytes;
  private final int end;
  private int at;
  private boolean fresh;
  private int from;
  private int to;

  /// @param from first byte that is looked at
  /// @param end first byte after them
  JsonBytes(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /// The next byte that is not blank, 0 to 255, without taking it; -1 at the end.
  int peek() {
    while (at < end) {
      byte b = bytes[at];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b & 0xFF;
      }
      at++;
    }
    return -1;
  }

  /// Enters an object or a list if one stands here.
  ///
  /// @param bracket `{` or `[`
  boolean enters(char bracket) {
    if (peek() != bracket) {
      return false;
    }
    at++;
    fresh = true;
    return true;
  }

  /// Goes on to the value of the object's next member, whose name is then the span; false after the
  /// last one.
  boolean nextMember() throws Malformed {
    if (!next('}')) {
      return false;
    }
    if (peek() != '"') {
      throw expected("a name in quotes");
    }
    string();
    if (peek() != ':') {
      throw expected("a colon");
    }
    at++;
    return true;
  }

  /// Goes on to the list's next element; false after the last one.
  boolean nextElement() throws Malformed {
    return next(']');
  }

  private boolean next(char close) throws Malformed {
    int found = peek();
    if (found == close) {
      at++;
      fresh = false;
      return false;
    }
    if (!fresh) {
      if (found != ',') {
        throw expected("a comma or " + close);
      }
      at++;
    }
    fresh = false;
    return true;
  }

  /// Takes one value of any kind. The span is then its bytes; those of a string without its quotes.
  void value() throws Malformed {
    int first = peek();
    if (first == '"') {
      string();
      return;
    }
    int start = at;
    skip();
    from = start;
    to = at;
  }

  /// Takes one value, as text when it is a string and otherwise as nothing.
  String text() throws Malformed {
    boolean string = peek() == '"';
    value();
    return string ? spanText() : "";
  }

  /// First byte of the span.
  int from() {
    return from;
  }

  /// First byte after the span.
  int to() {
    return to;
  }

  /// The span as the string it stands for.
  String spanText() {
    return JsonText.of(bytes, from, to);
  }

  private void skip() throws Malformed {
    int depth = 0;
    do {
      switch (peek()) {
        case '"' -> string();
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        case ',', ':' -> at++;
        case -1 -> throw expected("a value");
        default -> scalar();
      }
    } while (depth > 0);
    if (depth < 0 || bytes[at - 1] == ',' || bytes[at - 1] == ':') {
      at--;
      throw expected("a value");
    }
  }

  private void scalar() {
    while (at < end) {
      switch (bytes[at]) {
        case ',', ':', '{', '}', '[', ']', '"', ' ', '\n', '\r', '\t' -> {
          return;
        }
        default -> at++;
      }
    }
  }

  private void string() throws Malformed {
    int i = at + 1;
    while (i < end) {
      byte b = bytes[i];
      if (b == '"') {
        from = at + 1;
        to = i;
        at = i + 1;
        return;
      }
      i += b == '\\' ? 2 : 1;
    }
    at = end;
    throw expected("the quote that ends a string");
  }

  private Malformed expected(String what) {
    int found = peek();
    String shown =
        found < 0
            ? "the end"
            : found > ' ' && found <= '~'
                ? String.valueOf((char) found)
                : "the byte 0x" + Integer.toHexString(found);
    return new Malformed("event: found " + shown + " at byte " + at + ", expected " + what);
  }
}
