package dev.treeline.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipException;

/// Reads an archive of `tar` into memory, packed by gzip or not: regular files only, in the formats
/// that `tar` and Python write (v7, ustar, GNU long names, pax paths). Nothing is written anywhere,
/// so a name like `../../x` is a name and no more.
///
/// A file is a header of 512 bytes, then its content, filled up to a multiple of 512:
///
/// ```text
///   0 name (100)   124 size, octal (12)   156 type (1)   257 "ustar"   345 prefix (155)
/// ```
final class TarFile {
  private static final int BLOCK = 512;

  /// Headers, padding, folders and links together, at most; files have their own limit.
  private static final long MOST_OVERHEAD = 64L << 20;

  private static final int LONGEST_NAME = 1 << 16;

  private final InputStream in;
  private final String place;
  private final Map<String, byte[]> files = new TreeMap<>();
  private int left;

  private TarFile(InputStream in, String place, int most) {
    this.in = in;
    this.place = place;
    this.left = most;
  }

  /// Whether bytes begin as an archive does that is not packed; those of v7 do not tell.
  static boolean looksLike(byte[] bytes) {
    return bytes.length >= BLOCK && text(bytes, 257, 5).equals("ustar");
  }

  /// Files by name, without a leading `./`, and without the folder that all of them lie in, if
  /// there is one. Hidden files and those that macOS adds are passed over.
  ///
  /// @param most bytes of all files together
  /// @throws IOException if it is damaged, or unpacks to more than may be
  static Map<String, byte[]> read(InputStream in, String place, int most) throws IOException {
    try (InputStream plain = new Bounded(Gzip.unpacked(in), place, most + MOST_OVERHEAD)) {
      TarFile tar = new TarFile(plain, place, most);
      tar.readFiles();
      // To the end, where the check sum is: an archive that was cut in its padding is damaged too.
      plain.transferTo(OutputStream.nullOutputStream());
      return withoutCommonFolder(tar.files);
    } catch (ZipException | EOFException e) {
      throw new IOException(place + ": found " + e.getMessage() + ", expected a whole archive", e);
    }
  }

  private void readFiles() throws IOException {
    String longName = "";
    for (byte[] header = block(); header[0] != 0; header = block()) {
      requireHeader(header);
      long size = size(header);
      if (size < 0 || size > left) {
        throw new IOException(
            place + ": found a file of " + size + " bytes, expected at most " + left + " more");
      }
      switch (header[156]) {
        case '0', 0 -> {
          put(longName.isEmpty() ? name(header) : longName, content((int) size));
          longName = "";
        }
        case 'L' -> longName = text(named(size), 0, (int) size);
        case 'x' -> longName = paxPath(named(size));
        default -> { // Folders, links, devices, global headers: nothing to load.
          in.skipNBytes(size + padding(size));
          longName = "";
        }
      }
    }
  }

  private void put(String written, byte[] content) {
    String name = written.startsWith("./") ? written.substring(2) : written;
    for (String folder : name.split("/", -1)) {
      if (folder.startsWith(".") || folder.equals("__MACOSX")) {
        return;
      }
    }
    files.put(name, content);
    left -= content.length;
  }

  /// The content of a header that carries a long name.
  private byte[] named(long size) throws IOException {
    if (size > LONGEST_NAME) {
      throw new IOException(
          place + ": found a name of " + size + " bytes, expected at most " + LONGEST_NAME);
    }
    return content((int) size);
  }

  /// The sum of the header's bytes, its own eight counted as blanks, stands in it.
  private void requireHeader(byte[] header) throws IOException {
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    if (!text(header, 148, 8).strip().replaceFirst("^0+", "").equals(Integer.toOctalString(sum))) {
      throw new IOException(
          place + ": found no header of a file where one must be, expected an archive of tar");
    }
  }

  private byte[] block() throws IOException {
    byte[] block = in.readNBytes(BLOCK);
    if (block.length < BLOCK) {
      throw new EOFException("an early end");
    }
    return block;
  }

  private byte[] content(int size) throws IOException {
    byte[] content = in.readNBytes(size);
    if (content.length < size) {
      throw new EOFException("an early end");
    }
    in.skipNBytes(padding(size));
    return content;
  }

  private static long padding(long size) {
    return (BLOCK - size % BLOCK) % BLOCK;
  }

  private long size(byte[] header) throws IOException {
    if (header[124] < 0) { // GNU: too large for octal digits, so binary in the last eight bytes
      return ByteBuffer.wrap(header, 128, Long.BYTES).getLong();
    }
    String octal = text(header, 124, 12).strip();
    try {
      return octal.isEmpty() ? 0 : Long.parseLong(octal, 8);
    } catch (NumberFormatException _) {
      throw new IOException(place + ": found the size \"" + octal + "\", expected octal digits");
    }
  }

  private static String name(byte[] header) {
    String name = text(header, 0, 100);
    boolean ustar = text(header, 257, 5).equals("ustar");
    // GNU's header says "ustar  " and keeps other things where ustar keeps the prefix.
    String prefix = ustar && header[262] == 0 ? text(header, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static String text(byte[] bytes, int from, int length) {
    int end = from;
    while (end < from + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  /// The path in a pax header, whose lines are `length key=value`; empty when it tells none.
  private static String paxPath(byte[] content) {
    for (String line : text(content, 0, content.length).split("\n", -1)) {
      int key = line.indexOf(' ') + 1;
      if (line.startsWith("path=", key)) {
        return line.substring(key + "path=".length());
      }
    }
    return "";
  }

  private static Map<String, byte[]> withoutCommonFolder(Map<String, byte[]> files) {
    if (files.isEmpty()) {
      return files;
    }
    String first = files.keySet().iterator().next();
    String folder = first.substring(0, first.indexOf('/') + 1);
    if (folder.isEmpty() || !files.keySet().stream().allMatch(name -> name.startsWith(folder))) {
      return files;
    }
    Map<String, byte[]> stripped = new TreeMap<>();
    files.forEach((name, content) -> stripped.put(name.substring(folder.length()), content));
    return stripped;
  }
}
