package dev.treeline.payload;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/// A reply's bytes and their content type. Immutable as long as nobody writes into [#bytes].
public final class Body {
  private static final int NO_HEADER = -1;

  private final String contentType;
  private final byte[] bytes;
  private final boolean text;
  private final int headerLength;

  private Body(String contentType, byte[] bytes, boolean text, int headerLength) {
    this.contentType = contentType;
    this.bytes = bytes;
    this.text = text;
    this.headerLength = headerLength;
  }

  /// Text, as UTF-8.
  public static Body text(String contentType, String text) {
    return new Body(contentType, text.getBytes(StandardCharsets.UTF_8), true, NO_HEADER);
  }

  /// Takes the array over.
  static Body binary(String contentType, byte[] bytes) {
    return new Body(contentType, bytes, false, NO_HEADER);
  }

  /// A JSON header, then tensors. Takes the array over.
  static Body tensors(byte[] bytes, int headerLength) {
    return new Body("application/octet-stream", bytes, false, headerLength);
  }

  /// The value of the `Content-Type` header.
  public String contentType() {
    return contentType;
  }

  /// The bytes themselves and no copy: not to be written into.
  public byte[] bytes() {
    return bytes;
  }

  /// Whether [#bytes] are UTF-8 text.
  public boolean isText() {
    return text;
  }

  /// [#bytes] as text.
  ///
  /// @throws IllegalStateException if they are not text
  public String text() {
    if (!text) {
      throw new IllegalStateException(contentType + " is not text");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// Of an Open Inference reply with binary tensors: how many bytes of JSON stand before them,
  /// which the `Inference-Header-Content-Length` header must say. Otherwise empty.
  public OptionalInt inferenceHeaderLength() {
    return headerLength == NO_HEADER ? OptionalInt.empty() : OptionalInt.of(headerLength);
  }
}
