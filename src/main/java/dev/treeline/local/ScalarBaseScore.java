package dev.treeline.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/// Puts one number in the place of a model file's list of base scores.
///
/// XGBoost 3.1 and later write a list, one number an output; earlier libraries read it as one half
/// without a word. With one number they score every output from that.
final class ScalarBaseScore {
  private static final String KEY = "base_score";

  private ScalarBaseScore() {}

  /// The same model with another base score.
  ///
  /// @param model JSON or UBJSON
  /// @param list the base score as the file says it
  static byte[] of(byte[] model, String list, float score) {
    // Latin-1 is one character a byte, whatever the bytes are.
    String text = new String(model, ISO_8859_1);
    String scalar = Float.toString(score);
    String ubjson = KEY + "SL" + length(list) + list;
    int at = text.indexOf(ubjson);
    if (at >= 0) {
      return replaced(text, at, ubjson.length(), KEY + "SL" + length(scalar) + scalar);
    }
    String json = '"' + KEY + "\":\"" + list + '"';
    at = text.indexOf(json);
    if (at < 0) {
      throw new CommandException("xgboost4j 3.0.4 does not know the base_score " + list);
    }
    return replaced(text, at, json.length(), '"' + KEY + "\":\"" + scalar + '"');
  }

  private static byte[] replaced(String text, int at, int length, String by) {
    return (text.substring(0, at) + by + text.substring(at + length)).getBytes(ISO_8859_1);
  }

  private static String length(String text) {
    byte[] length = ByteBuffer.allocate(Long.BYTES).putLong(text.length()).array();
    return new String(length, ISO_8859_1);
  }
}
