package dev.treeline.capture;

import dev.treeline.capture.CaptureLine.Encoding;
import dev.treeline.capture.CaptureLine.Side;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/// Which bodies are kept as text: SageMaker's `CaptureContentTypeHeader`.
///
/// @param csvTypes media types called CSV, in lower case
/// @param jsonTypes media types called JSON, in lower case
record Encodings(Set<String> csvTypes, Set<String> jsonTypes) {
  /// What the SageMaker SDK sets when nobody says otherwise.
  static final Encodings USUAL = new Encodings(Set.of("text/csv"), Set.of("application/json"));

  /// How a body of this type is kept; parameters after `;` do not count.
  Encoding of(String contentType) {
    int end = contentType.indexOf(';');
    String type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
    String lower = type.toLowerCase(Locale.ROOT);
    if (csvTypes.contains(lower)) {
      return Encoding.CSV;
    }
    return jsonTypes.contains(lower) ? Encoding.JSON : Encoding.BASE64;
  }

  /// Holds a body; one that claims to be text and is not UTF-8 goes into Base64.
  Side side(String contentType, byte[] body) {
    Encoding encoding = of(contentType);
    if (encoding != Encoding.BASE64) {
      try {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        return new Side(contentType, text, encoding);
      } catch (CharacterCodingException _) {
        // Not the text it claims to be.
      }
    }
    return new Side(contentType, Base64.getEncoder().encodeToString(body), Encoding.BASE64);
  }

  /// The same body, held as these lists say.
  Side again(Side side) {
    Encoding wanted = of(side.contentType());
    if (wanted == side.encoding()) {
      return side;
    }
    return wanted != Encoding.BASE64 && side.encoding() != Encoding.BASE64
        ? new Side(side.contentType(), side.data(), wanted, side.extent())
        : side(side.contentType(), side.body());
  }
}
