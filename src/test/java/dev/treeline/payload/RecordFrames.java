package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads frames that hold lists of float32 under `label`, and nothing else, by the formats' own
/// documents. Whatever is not as it must be fails.
final class RecordFrames {
  private RecordFrames() {}

  /// Of each frame its lists, as bits in hexadecimal.
  static List<Map<String, List<String>>> read(byte[] bytes) {
    List<Map<String, List<String>>> records = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      assertThat(in.getInt()).isEqualTo(0xCED7230A);
      int length = in.getInt();
      records.add(record(cut(in, length)));
      for (int padding = length; padding % 4 != 0; padding++) {
        assertThat(in.get()).isZero();
      }
    }
    return records;
  }

  private static Map<String, List<String>> record(ByteBuffer in) {
    Map<String, List<String>> lists = new TreeMap<>();
    while (in.hasRemaining()) {
      ByteBuffer entry = field(in, 2);
      ByteBuffer key = field(entry, 1);
      ByteBuffer value = field(entry, 2);
      assertThat(entry.hasRemaining()).isFalse();
      ByteBuffer tensor = field(value, 2);
      assertThat(value.hasRemaining()).isFalse();
      ByteBuffer data = field(tensor, 1);
      assertThat(tensor.hasRemaining()).isFalse();
      List<String> bits = new ArrayList<>();
      while (data.hasRemaining()) {
        bits.add(String.format("%08x", data.getInt()));
      }
      assertThat(lists.put(StandardCharsets.UTF_8.decode(key).toString(), bits)).isNull();
    }
    return lists;
  }

  private static ByteBuffer field(ByteBuffer in, int number) {
    assertThat((int) in.get()).isEqualTo(number << 3 | 2);
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in.get();
      length |= (b & 0x7F) << shift;
      if (b >= 0) {
        return cut(in, length);
      }
    }
  }

  private static ByteBuffer cut(ByteBuffer in, int length) {
    ByteBuffer part = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + length);
    return part;
  }
}
