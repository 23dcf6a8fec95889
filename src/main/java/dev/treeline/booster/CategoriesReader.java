package dev.treeline.booster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `cats`: the names of categories that a data frame had when the model was trained (XGBoost
/// 3.1 and later).
///
/// ```text
/// enc[f]   {offsets: [0, 1, 6], values: [UTF-8 bytes]}   strings, end to end
///          {type: 15, values: [3, 7, 9]}                 numbers
///          {} or with empty arrays                       not a categorical feature
/// ```
final class CategoriesReader {
  /// The type of numbers whose bits are stored as if they had a sign.
  private static final int UNSIGNED_64 = 16;

  private final ModelSource in;

  CategoriesReader(ModelSource in) {
    this.in = in;
  }

  /// One list a feature, in the order of the codes; empty where there are none at all.
  List<List<String>> read() throws IOException {
    List<List<String>> features = List.of();
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "enc" -> features = features();
        default -> in.skip();
      }
    }
    for (List<String> names : features) {
      if (!names.isEmpty()) {
        return features;
      }
    }
    return List.of();
  }

  private List<List<String>> features() throws IOException {
    List<List<String>> features = new ArrayList<>();
    in.enterArray();
    while (in.nextElement()) {
      features.add(names());
    }
    return features;
  }

  private List<String> names() throws IOException {
    String path = in.path();
    int[] offsets = null;
    long type = -1;
    long[] values = {};
    in.enterObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      switch (key) {
        case "offsets" -> offsets = in.integers();
        case "values" -> values = in.longs();
        case "type" -> type = in.integer();
        default -> in.skip();
      }
    }
    if (type < 0) {
      return texts(path, offsets, bytes(path, values));
    }
    boolean unsigned = type == UNSIGNED_64;
    String[] texts = new String[values.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = unsigned ? Long.toUnsignedString(values[i]) : Long.toString(values[i]);
    }
    return List.of(texts);
  }

  private static byte[] bytes(String path, long[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      if (values[i] < Byte.MIN_VALUE || values[i] > 0xff) {
        throw new ModelFormatException(
            path + ".values[" + i + "]", "" + values[i], "one byte of UTF-8");
      }
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static List<String> texts(String path, int @Nullable [] offsets, byte[] bytes) {
    if (offsets == null || offsets.length == 0) {
      return List.of();
    }
    String[] texts = new String[offsets.length - 1];
    for (int i = 0; i < texts.length; i++) {
      int begin = offsets[i];
      int end = offsets[i + 1];
      if (begin < 0 || end < begin || end > bytes.length) {
        throw new ModelFormatException(
            path + ".offsets[" + (i + 1) + "]",
            "" + end,
            "offsets that rise from 0 to the " + bytes.length + " bytes of values");
      }
      texts[i] = new String(bytes, begin, end - begin, UTF_8);
    }
    return List.of(texts);
  }
}
