package dev.treeline.event;

import dev.treeline.event.BodyException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/// A body where it lies in the event, not decoded before somebody asks.
final class Body {
  static final Body NONE = new Body(new byte[0], 0, 0, Coding.PLAIN);

  private final byte[] bytes;
  private final int from;
  private final int to;
  private final Coding coding;

  /// How the bytes lie in the event.
  enum Coding {
    /// As they are.
    PLAIN,
    /// Between the quotes of a JSON string.
    TEXT,
    /// In Base64, between the quotes of a JSON string.
    BASE64,
    /// Nobody can have them; they say why.
    UNREADABLE
  }

  Body(byte[] bytes, int from, int to, Coding coding) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.coding = coding;
  }

  /// A body that nobody can have.
  static Body unreadable(String problem) {
    byte[] utf8 = problem.getBytes(StandardCharsets.UTF_8);
    return new Body(utf8, 0, utf8.length, Coding.UNREADABLE);
  }

  /// The bytes, out of JSON, Base64 and gzip.
  ///
  /// @param encoding `Content-Encoding`; empty when there is none
  /// @param most bytes there may be; more are not made
  /// @throws BodyException if there are more, or they cannot be decoded
  byte[] decoded(String encoding, int most) {
    if (encoding.isEmpty() || from == to) {
      return travelled(most);
    }
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "identity" -> travelled(most);
      case "gzip", "x-gzip" -> Gzip.unpack(travelled(Gzip.longest(most)), most);
      default ->
          throw new BodyException(
              Kind.UNSUPPORTED_ENCODING,
              "Content-Encoding: found " + encoding + ", expected gzip, identity or none");
    };
  }

  private byte[] travelled(int most) {
    return switch (coding) {
      case PLAIN -> {
        limit(to - from, most);
        boolean whole = from == 0 && to == bytes.length;
        yield whole ? bytes : Arrays.copyOfRange(bytes, from, to);
      }
      case TEXT -> {
        int length = JsonText.length(bytes, from, to);
        limit(length, most);
        boolean escaped = length != to - from;
        yield escaped ? JsonText.unescaped(bytes, from, to) : Arrays.copyOfRange(bytes, from, to);
      }
      case BASE64 -> base64(most);
      case UNREADABLE ->
          throw new BodyException(
              Kind.UNREADABLE, new String(bytes, from, to - from, StandardCharsets.UTF_8));
    };
  }

  private byte[] base64(int most) {
    byte[] text =
        JsonText.isEscaped(bytes, from, to)
            ? JsonText.unescaped(bytes, from, to)
            : Arrays.copyOfRange(bytes, from, to);
    limit(decodedLength(text), most);
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw new BodyException(
          Kind.UNREADABLE,
          "body: found text that is not Base64, expected Base64, since isBase64Encoded is true");
    }
  }

  /// Bytes that come out of well-formed Base64: three of every four characters, less the padding.
  private static int decodedLength(byte[] text) {
    int padding = 0;
    while (padding < Math.min(2, text.length) && text[text.length - 1 - padding] == '=') {
      padding++;
    }
    return text.length / 4 * 3 + Math.max(0, text.length % 4 - 1) - padding;
  }

  private static void limit(int found, int most) {
    if (found > most) {
      throw new BodyException(
          Kind.TOO_LARGE,
          "body: found "
              + found
              + " bytes, expected at most "
              + most
              + "; send fewer rows a request");
    }
  }
}
