package dev.treeline.booster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// The formats a model comes in, told apart by their first bytes.
public enum FileFormat {
  /// A model or a memory snapshot as JSON, since XGBoost 1.0.
  JSON,
  /// The same as UBJSON, since XGBoost 1.6.
  UBJSON,
  /// The format of XGBoost up to 3.0, with the prefix `binf` or without.
  OLD_BINARY,
  /// A memory snapshot of XGBoost 1.0 to 1.2.
  OLD_SNAPSHOT,
  /// A Python object that holds any of these.
  PICKLE,
  /// Nothing that is known.
  OTHER;

  static final String OLD_SNAPSHOT_START = "CONFIG-offset:";

  private static final int LONGEST_START = 16;

  /// The format that these bytes start in, which does not yet mean that they are well-formed.
  public static FileFormat of(byte[] bytes) {
    String head = head(bytes);
    if (head.startsWith("binf") || OldBinaryReader.looksLike(bytes)) {
      return OLD_BINARY;
    }
    if (head.startsWith(OLD_SNAPSHOT_START)) {
      return OLD_SNAPSHOT;
    }
    if (head.startsWith("\u0080") || head.startsWith("ccopy_reg") || head.startsWith("ccopyreg")) {
      return PICKLE;
    }
    return head.equals("{}") || head.startsWith("{L")
        ? UBJSON
        : head.stripLeading().startsWith("{") && head.indexOf('\0') < 0 ? JSON : OTHER;
  }

  /// What bytes of no known format are, for an error.
  static String describe(byte[] bytes) {
    String head = head(bytes);
    if (head.isBlank()) {
      return bytes.length <= LONGEST_START ? "an empty file" : "blanks";
    }
    if (head.indexOf('\0') >= 0 && head.replace("\0", "").stripLeading().startsWith("{")) {
      return "JSON in UTF-16 or UTF-32, which XGBoost never writes";
    }
    if (head.startsWith("bs64")) {
      return "XGBoost's old binary format in base64";
    }
    if (head.startsWith("\u001f\u008b")) {
      return "a gzip archive, such as model.tar.gz, still packed";
    }
    return "something that does not start as a model does";
  }

  private static String head(byte[] bytes) {
    return new String(bytes, 0, Math.min(bytes.length, LONGEST_START), ISO_8859_1);
  }
}
