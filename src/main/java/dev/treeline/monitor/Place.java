package dev.treeline.monitor;

import java.io.Serializable;

/// Where something was captured: the file, the line in it, and what may be told of it to anybody,
/// which is never what stood there.
///
/// @param file the capture file's key
/// @param line its line, from 1, once it is unpacked
/// @param detail numbers and names of ours, or empty
record Place(String file, long line, String detail) implements Comparable<Place>, Serializable {
  private static final int LONGEST = 300;

  Place(String file, long line) {
    this(file, line, "");
  }

  /// The same place with a word on it.
  Place with(String words) {
    return new Place(file, line, words);
  }

  @Override
  public int compareTo(Place other) {
    // Most places that are compared are of one file.
    int byFile = file.equals(other.file) ? 0 : file.compareTo(other.file);
    int byLine = byFile == 0 ? Long.compare(line, other.line) : byFile;
    return byLine == 0 ? detail.compareTo(other.detail) : byLine;
  }

  /// `a.jsonl:7`, and what is told of it after a colon; cut to 300 characters.
  String text() {
    String text = file + ":" + line + (detail.isEmpty() ? "" : ": " + detail);
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
