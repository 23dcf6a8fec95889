package dev.treeline.json;

import java.io.IOException;
import java.io.InputStream;

/// Takes JSON apart as it streams by (RFC 8259), one token after another.
///
/// The text is UTF-8; a byte order mark is passed over. Beyond the standard, `NaN`, `Infinity`,
/// `-Infinity` and `+Infinity` are numbers, as Python writes them; nothing else is let pass. Half a
/// surrogate pair as an escape stands for itself, as the standard allows. Documents may follow each
/// other.
///
/// Memory is bounded: containers nest 32 deep at most, a string or a name that is asked for has
/// 2^20 characters at most, a number 1000 digits. Strings are read when they are asked for, and
/// otherwise only checked. Not thread-safe; no use after an exception.
public final class JsonTokens {
  /// Containers may nest this deep.
  public static final int DEEPEST = 32;

  private final ByteSource in;
  private final Scalars scalars;
  private final Names names = new Names();

  /// Which containers are open: whether the one at that depth is an object.
  private final boolean[] objects = new boolean[DEEPEST + 1];

  private int depth;
  private boolean begun;
  private JsonToken token = JsonToken.END;
  private long start;
  private String name = "";

  /// Whether the token is a string whose characters have not been read.
  private boolean unread;

  /// Whether names are of no interest.
  private boolean skips;

  private JsonTokens(ByteSource in) {
    this.in = in;
    scalars = new Scalars(in);
  }

  /// Tokens of bytes in memory, which are not copied.
  public static JsonTokens of(byte[] body, int from, int length) {
    return new JsonTokens(new ByteSource(body, from, length));
  }

  /// Tokens of a stream, which is left open.
  public static JsonTokens of(InputStream body) {
    return new JsonTokens(new ByteSource(body));
  }

  /// Goes on to the next token.
  ///
  /// @return [JsonToken#END] after the last document
  /// @throws MalformedJsonException if the text is not JSON
  /// @throws IOException if the stream fails
  public JsonToken next() throws IOException {
    if (unread) {
      unread = false;
      scalars.string(false);
    }
    if (!begun) {
      begun = true;
      in.passMark();
    }
    token = advance(in.passBlank());
    return token;
  }

  private JsonToken advance(int c) throws IOException {
    if (depth == 0) {
      return c < 0 ? atEnd() : value(c);
    }
    if (token == JsonToken.NAME) {
      return value(c);
    }
    boolean object = objects[depth];
    if (c == (object ? '}' : ']')) {
      start = in.offset();
      in.at++;
      depth--;
      return object ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
    }
    int first = c;
    if (!token.isStart()) {
      if (c != ',') {
        throw in.unexpected(object ? "a comma or }" : "a comma or ]");
      }
      in.at++;
      first = in.passBlank();
    }
    return object ? name(first) : value(first);
  }

  private JsonToken atEnd() {
    start = in.offset();
    return JsonToken.END;
  }

  /// Reads a name, and the colon after it.
  private JsonToken name(int c) throws IOException {
    if (c != '"') {
      throw in.unexpected("a name in quotes");
    }
    start = in.offset();
    in.at++;
    String known = names.of(in.bytes, in.at, in.end);
    if (known != null) {
      in.at += known.length() + 1;
      name = known;
    } else {
      scalars.string(!skips);
      name = skips ? "" : new String(scalars.text(), 0, scalars.length());
    }
    if (in.passBlank() != ':') {
      throw in.unexpected("a colon");
    }
    in.at++;
    return JsonToken.NAME;
  }

  private JsonToken value(int c) throws IOException {
    start = in.offset();
    return switch (c) {
      case '"' -> {
        in.at++;
        unread = true;
        yield JsonToken.STRING;
      }
      case '{' -> open(true);
      case '[' -> open(false);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> separate(scalars.number(c));
      case 't' -> separate(scalars.startWord("true", JsonToken.TRUE));
      case 'f' -> separate(scalars.startWord("false", JsonToken.FALSE));
      case 'n' -> separate(scalars.startWord("null", JsonToken.NULL));
      case 'N' -> separate(scalars.startWord("NaN", JsonToken.DECIMAL));
      case 'I' -> separate(scalars.startWord("Infinity", JsonToken.DECIMAL));
      case '+' -> separate(scalars.plus());
      default -> throw in.unexpected("a value");
    };
  }

  /// After a number or a word comes what separates, not more of the same.
  private JsonToken separate(JsonToken scalar) throws IOException {
    int c = in.peek();
    boolean blank = c <= ' ';
    if (!blank && (depth == 0 || (c != ',' && c != ']' && c != '}'))) {
      throw in.unexpected(depth == 0 ? "a blank or the end" : "a comma or a bracket");
    }
    return scalar;
  }

  private JsonToken open(boolean object) throws IOException {
    if (depth == DEEPEST) {
      throw in.malformed("a nesting depth of more than " + DEEPEST);
    }
    in.at++;
    depth++;
    objects[depth] = object;
    return object ? JsonToken.START_OBJECT : JsonToken.START_ARRAY;
  }

  /// The token at hand; before the first, [JsonToken#END].
  public JsonToken token() {
    return token;
  }

  /// Passes over the rest of the object or array that the token at hand begins, to the token that
  /// ends it; does nothing at any other token. What is passed over is checked all the same.
  public void skipChildren() throws IOException {
    if (!token.isStart()) {
      return;
    }
    int outside = depth - 1;
    skips = true;
    while (depth > outside) {
      next();
    }
    skips = false;
  }

  /// The name met last.
  public String name() {
    return name;
  }

  /// The characters of the scalar at hand, from index 0 on, good until the next token; undone
  /// escapes and all. Its length is [#textLength].
  public char[] textBuffer() throws IOException {
    readString();
    return scalars.text();
  }

  /// How many characters the scalar at hand has.
  public int textLength() throws IOException {
    readString();
    return scalars.length();
  }

  /// The characters of the scalar at hand.
  public String text() throws IOException {
    readString();
    return new String(scalars.text(), 0, scalars.length());
  }

  private void readString() throws IOException {
    if (unread) {
      unread = false;
      scalars.string(true);
    }
  }

  /// Bytes before the token at hand.
  public long start() {
    return start;
  }

  /// The line of the token at hand, from 1 on.
  public long line() {
    return in.line();
  }

  /// The first byte of the token at hand in its line, from 1 on.
  public long column() {
    return in.column(start);
  }
}
