package dev.treeline.event;

import dev.treeline.event.BodyException.Kind;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Gzip (RFC 1952), in memory and within bounds.
///
/// The JDK's stream calls itself once for every empty member of a file, so that a body of many
/// would end the stack; here members are a loop.
final class Gzip {
  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;

  private final byte[] packed;
  private final int most;
  private byte[] out;
  private int length;
  private int at;

  private Gzip(byte[] packed, int most) {
    this.packed = packed;
    this.most = most;
    this.out = new byte[(int) Math.min(most, Math.max(512, 4L * packed.length))];
  }

  /// Compresses, quickly rather than well: half a millisecond less of a caller's time is worth more
  /// than a tenth off the bytes.
  static byte[] pack(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    byte[] out = new byte[HEADER + TRAILER + bytes.length + bytes.length / 1000 + 64];
    out[0] = 0x1f;
    out[1] = (byte) 0x8b;
    out[2] = 8; // deflate
    out[9] = (byte) 0xff; // made on no system in particular
    int at = HEADER;
    deflater.setInput(bytes);
    deflater.finish();
    while (!deflater.finished()) {
      out = out.length - at > TRAILER ? out : Arrays.copyOf(out, 2 * out.length);
      at += deflater.deflate(out, at, out.length - at - TRAILER);
    }
    deflater.end();
    CRC32 crc = new CRC32();
    crc.update(bytes);
    putInt((int) crc.getValue(), out, at);
    putInt(bytes.length, out, at + 4);
    return Arrays.copyOf(out, at + TRAILER);
  }

  private static void putInt(int value, byte[] out, int at) {
    for (int i = 0; i < 4; i++) {
      out[at + i] = (byte) (value >>> (8 * i));
    }
  }

  /// Bytes that so many may have in gzip, where they cannot be compressed: blocks have five bytes
  /// of their own, and headers may hold a file's name.
  static int longest(int bytes) {
    return (int) Math.min(Integer.MAX_VALUE, bytes + bytes / 1000L + 1024);
  }

  /// Decompresses all members, checking length and sum of each.
  ///
  /// @param most bytes that may come out; no more are made
  /// @throws BodyException if it is no gzip, is cut off, or holds more
  static byte[] unpack(byte[] packed, int most) {
    Gzip gzip = new Gzip(packed, most);
    Inflater inflater = new Inflater(true);
    try {
      do {
        gzip.member(inflater);
      } while (gzip.at < packed.length);
    } catch (DataFormatException _) {
      throw broken("bytes that are no deflate stream");
    } finally {
      inflater.end();
    }
    return gzip.length == gzip.out.length ? gzip.out : Arrays.copyOf(gzip.out, gzip.length);
  }

  private void member(Inflater inflater) throws DataFormatException {
    header();
    int start = length;
    inflater.reset();
    inflater.setInput(packed, at, packed.length - at);
    byte[] beyond = new byte[1];
    while (!inflater.finished()) {
      boolean full = length == most;
      if (!full && length == out.length) {
        out = Arrays.copyOf(out, (int) Math.min(most, Math.max(512, 2L * length)));
      }
      int made =
          full ? inflater.inflate(beyond) : inflater.inflate(out, length, out.length - length);
      if (full && made > 0) {
        throw new BodyException(
            Kind.TOO_LARGE,
            "body: found more than "
                + most
                + " bytes when decompressed, expected at most "
                + most
                + "; send fewer rows a request");
      }
      if (made == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
        throw broken("a stream that is cut off");
      }
      length += made;
    }
    at = packed.length - inflater.getRemaining();
    trailer(start);
  }

  private void header() {
    if (packed.length - at < HEADER || packed[at] != 0x1f || (packed[at + 1] & 0xFF) != 0x8b) {
      throw broken("bytes that do not begin as gzip");
    }
    int flags = packed[at + 3];
    at += HEADER;
    if ((flags & FLAG_EXTRA) != 0) {
      int extra = at + 2 > packed.length ? 0 : (packed[at] & 0xFF) | ((packed[at + 1] & 0xFF) << 8);
      at += 2 + extra;
    }
    skipText(flags & FLAG_NAME);
    skipText(flags & FLAG_COMMENT);
    at += (flags & FLAG_HEADER_CRC) != 0 ? 2 : 0;
    if (at > packed.length) {
      throw broken("a header that is cut off");
    }
  }

  private void skipText(int flag) {
    if (flag != 0) {
      while (at < packed.length && packed[at] != 0) {
        at++;
      }
      at++;
    }
  }

  private void trailer(int start) {
    CRC32 crc = new CRC32();
    crc.update(out, start, length - start);
    if (packed.length - at < TRAILER
        || readInt(at) != (int) crc.getValue()
        || readInt(at + 4) != length - start) {
      throw broken("a sum or a length that does not fit");
    }
    at += TRAILER;
  }

  private int readInt(int from) {
    int value = 0;
    for (int i = 3; i >= 0; i--) {
      value = (value << 8) | (packed[from + i] & 0xFF);
    }
    return value;
  }

  private static BodyException broken(String found) {
    return new BodyException(
        Kind.UNREADABLE,
        "body: found " + found + ", expected gzip, since Content-Encoding says so");
  }
}
