package dev.treeline.booster;

import static dev.treeline.booster.ModelFormatException.quoted;

import dev.treeline.booster.ModelDocument.LearnerParam;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the binary format of XGBoost up to 3.0, little-endian, `str` and `vec` with a length of 64
/// bits before them:
///
/// ```text
/// [ "binf" ]
/// learner parameters, 136 bytes   f32 base_score, u32 features, i32 classes, i32 has attributes,
///                                 i32 has metrics, i32 major, i32 minor, i32 targets, reserved
/// str objective, str booster
/// gbtree, dart   160 bytes        i32 trees, i32 trees in parallel, reserved
///                trees            see OldTreeReader
///                i32[trees]       the output group of each
///                vec<f32>         the weights of the trees, dart only
/// gblinear       136 bytes, vec<f32> weights
/// vec of (str key, str value)     attributes, where there are any
/// ```
///
/// What follows, the names of metrics, is of no use here. Version 0 stands for all before 1.0: its
/// base score is a margin, and its second count was that of roots, always one.
final class OldBinaryReader {
  private static final String PREFIX = "binf";
  private static final int LEARNER_BYTES = 136;
  private static final int LEARNER_BYTES_READ = 8 * Integer.BYTES;
  private static final int GBTREE_BYTES = 160;
  private static final int GBLINEAR_BYTES = 136;

  private static final int LONGEST_OBJECTIVE = 64;

  private final OldBinaryBytes in;
  private final Detail detail;
  private final boolean prefixed;

  OldBinaryReader(byte[] bytes, Detail detail) {
    in = new OldBinaryBytes(bytes);
    this.detail = detail;
    prefixed = bytes.length > 4 && new OldBinaryBytes(bytes).text(4).equals(PREFIX);
  }

  /// Whether these bytes without a prefix are a model: known by the objective that follows the
  /// parameters.
  static boolean looksLike(byte[] bytes) {
    int start = LEARNER_BYTES + Long.BYTES;
    if (bytes.length < start + 4) {
      return false;
    }
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(LEARNER_BYTES);
    if (length >>> Integer.SIZE != 0) {
      start += Integer.BYTES;
      length >>>= Integer.SIZE;
    }
    if (length < 4 || length > LONGEST_OBJECTIVE || start + length > bytes.length) {
      return false;
    }
    boolean colon = false;
    for (int i = start; i < start + length; i++) {
      colon |= bytes[i] == ':';
      if (bytes[i] <= ' ' || bytes[i] > '~') {
        return false;
      }
    }
    return colon;
  }

  ModelDocument read() {
    if (prefixed) {
      in.pass(PREFIX.length());
    }
    float baseScore = in.number();
    int features = in.integer();
    int classes = in.integer();
    boolean hasAttributes = in.integer() != 0;
    in.integer();
    var version = new FileVersion(in.integer(), in.integer(), 0);
    int targets = Math.max(1, in.integer());
    in.pass(LEARNER_BYTES - LEARNER_BYTES_READ);
    String objective = objective();
    BoosterDocument booster = booster(in.text(), version);
    return new ModelDocument(
        version,
        new LearnerParam(
            Float.toString(baseScore), version.major() == 0, classes, features, targets),
        objective,
        hasAttributes ? attributes() : Map.of(),
        List.of(),
        List.of(),
        booster);
  }

  /// Some early writers left four bytes before the length, so that it comes in the upper half.
  private String objective() {
    int lower = in.integer();
    int upper = in.integer();
    if (upper == 0) {
      return text(lower);
    }
    in.pass(Integer.BYTES);
    return text(upper);
  }

  private String text(int length) {
    if (length < 0 || length > LONGEST_OBJECTIVE) {
      throw in.wrong("an objective of " + length + " characters", "at most " + LONGEST_OBJECTIVE);
    }
    return in.text(length);
  }

  private BoosterDocument booster(String name, FileVersion version) {
    return switch (name) {
      case "gbtree" -> trees(version, false);
      case "dart" -> trees(version, true);
      case "gblinear" -> {
        in.pass(GBLINEAR_BYTES);
        yield new LinearDocument(in.numbers());
      }
      default ->
          throw in.wrong(
              "the booster " + quoted(name) + " before", "\"gbtree\", \"dart\" or \"gblinear\"");
    };
  }

  private TreesDocument trees(FileVersion version, boolean weighted) {
    var parts = new TreesDocument.Parts();
    parts.treeCount = in.count(OldTreeReader.LEAST_BYTES);
    int parallel = in.integer();
    parts.parallelTrees = version.major() == 0 ? 1 : parallel;
    in.pass(GBTREE_BYTES - 2 * Integer.BYTES);
    List<TreeDocument> trees = new ArrayList<>();
    for (int t = 0; t < parts.treeCount; t++) {
      trees.add(new OldTreeReader(in, detail, version).read());
    }
    parts.treeGroup = in.integers(parts.treeCount);
    if (weighted && parts.treeCount > 0) {
      parts.treeWeights = in.numbers();
    }
    return new TreesDocument(parts, trees);
  }

  private Map<String, String> attributes() {
    int count = in.length(2 * Long.BYTES);
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < count; i++) {
      attributes.put(in.text(), in.text());
    }
    return attributes;
  }
}
