package dev.treeline.capture;

import dev.treeline.capture.CaptureLine.Encoding;
import dev.treeline.capture.CaptureLine.Extent;
import dev.treeline.capture.CaptureLine.Side;
import org.jspecify.annotations.Nullable;

/// Cuts a line that is too long, so that it says at least that there was a request, and of which
/// model. The sides share the room: one that fits into half of it stays whole, so that a long
/// request does not cost its short reply. What is cut keeps its beginning, whole characters only,
/// and is marked ([Extent#TRUNCATED]); nobody may take it for a body.
final class Truncation {
  private Truncation() {}

  /// The line with sides cut to fit; longer all the same when its metadata alone is too long.
  ///
  /// @param most bytes of the written line with its line end
  static CaptureLine cut(CaptureLine line, int most) {
    Side input = line.input();
    Side output = line.output();
    int bare = line.with(shorter(input, 0), shorter(output, 0)).write().length;
    long room = Math.max(0, most - bare);
    long in = input == null ? 0 : written(input.data());
    long out = output == null ? 0 : written(output.data());
    long half = room / 2;
    if (out <= half) {
      return line.with(shorter(input, room - out), output);
    }
    if (in <= half) {
      return line.with(input, shorter(output, room - in));
    }
    return line.with(shorter(input, half), shorter(output, half));
  }

  private static @Nullable Side shorter(@Nullable Side side, long most) {
    if (side == null) {
      return null;
    }
    return new Side(
        side.contentType(),
        side.data().substring(0, fitting(side, most)),
        side.encoding(),
        Extent.TRUNCATED);
  }

  /// How many characters of the data fit.
  private static int fitting(Side side, long most) {
    String data = side.data();
    int end = 0;
    for (long left = most; end < data.length(); end++) {
      left -= written(data.charAt(end));
      if (left < 0) {
        break;
      }
    }
    if (side.encoding() == Encoding.BASE64) {
      return end - end % 4;
    }
    return end > 0 && Character.isHighSurrogate(data.charAt(end - 1)) ? end - 1 : end;
  }

  private static long written(String data) {
    long bytes = 0;
    for (int i = 0; i < data.length(); i++) {
      bytes += written(data.charAt(i));
    }
    return bytes;
  }

  /// Bytes of a character in a line: JSON in UTF-8, as [LineWriter] escapes it.
  private static int written(char c) {
    if (c >= ' ' && c < 0x80) {
      return c == '"' || c == '\\' ? 2 : 1;
    }
    return switch (c) {
      case '\b', '\t', '\n', '\f', '\r' -> 2;
      default -> c < ' ' || Character.isSurrogate(c) ? 6 : c < 0x800 ? 2 : 3;
    };
  }
}
