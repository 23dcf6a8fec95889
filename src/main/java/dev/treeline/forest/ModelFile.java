package dev.treeline.forest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A file's bytes to a checked model. The format is told by the first bytes, never by the name:
/// SageMaker calls everything `xgboost-model`.
final class ModelFile {
  private static final String SAVE_IN_PYTHON =
      "XGBoost's JSON or UBJSON; load it in Python and save it with Booster.save_model(\"model.ubj\")";

  /// The old binary format starts with the learner's parameters, then the objective's length.
  private static final int OLD_PARAMETERS = 136;

  private ModelFile() {}

  /// @param name for error messages
  /// @throws ModelFormatException if this is not a model that can be scored exactly
  static CheckedModel read(String name, byte[] bytes) {
    try {
      return CheckedModel.check(DocumentReader.read(source(bytes)));
    } catch (ModelFormatException e) {
      throw e.in(name);
    } catch (IOException e) {
      throw malformed(name, e);
    }
  }

  static Schema schema(byte[] bytes) {
    try {
      return SchemaReader.read(bytes);
    } catch (ModelFormatException e) {
      throw e.in(Schema.FILE);
    } catch (IOException e) {
      throw malformed(Schema.FILE, e);
    }
  }

  private static ModelFormatException malformed(String name, IOException e) {
    var malformed =
        e instanceof JacksonException json
            ? new ModelFormatException(
                name + place(json.getLocation()), json.getOriginalMessage(), "well-formed JSON")
            : new ModelFormatException(name, "text that is not UTF-8", "JSON");
    malformed.initCause(e);
    return malformed;
  }

  private static String place(@Nullable JsonLocation location) {
    return location == null ? "" : " byte " + location.getByteOffset();
  }

  private static ModelSource source(byte[] bytes) throws IOException {
    int start = 0;
    while (start < bytes.length && isSpace(bytes[start])) {
      start++;
    }
    if (start == bytes.length) {
      throw new ModelFormatException("byte 0", "an empty file", "XGBoost's JSON or UBJSON");
    }
    if (bytes[start] != '{') {
      throw refused(bytes);
    }
    int second = start + 1;
    boolean keyed = second < bytes.length && bytes[second] == 'L';
    boolean empty = bytes.length == 2 && bytes[second] == '}';
    return keyed || empty ? new UbjsonSource(bytes) : new JsonSource(bytes);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  private static ModelFormatException refused(byte[] bytes) {
    return new ModelFormatException("byte 0", describe(bytes), SAVE_IN_PYTHON);
  }

  private static String describe(byte[] bytes) {
    String head = new String(bytes, 0, Math.min(bytes.length, 16), StandardCharsets.ISO_8859_1);
    if (head.startsWith("\u0080")) {
      return "a Python pickle";
    }
    if (head.startsWith("ccopy_reg")) {
      return "a Python 2 pickle";
    }
    if (head.startsWith("CONFIG-offset:")) {
      return "a memory snapshot of XGBoost 1.0 to 1.2";
    }
    if (head.startsWith("bs64")) {
      return "XGBoost's old binary format in base64";
    }
    if (head.startsWith("binf") || isOldBinary(bytes)) {
      return "XGBoost's old binary format, which XGBoost 3.1 and later cannot read either (3.0 can)";
    }
    if (head.startsWith("\u001f\u008b")) {
      return "a gzip archive, such as model.tar.gz, still packed";
    }
    return "something that does not start as a model does";
  }

  /// Without its `binf` prefix the old format is known by the objective that follows parameters.
  private static boolean isOldBinary(byte[] bytes) {
    int text = OLD_PARAMETERS + Long.BYTES;
    if (bytes.length < text + 4) {
      return false;
    }
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(OLD_PARAMETERS);
    return length > 3
        && length < 64
        && text + length <= bytes.length
        && new String(bytes, text, (int) length, StandardCharsets.ISO_8859_1).indexOf(':') > 0;
  }
}
