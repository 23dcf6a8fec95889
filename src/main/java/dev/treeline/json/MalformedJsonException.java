package dev.treeline.json;

import java.io.IOException;

/// A text that is not JSON, and where it stops being so.
public final class MalformedJsonException extends IOException {
  private static final long serialVersionUID = 1;

  private final String problem;
  private final long offset;
  private final long line;
  private final long column;

  MalformedJsonException(String problem, long offset, long line, long column) {
    super("line " + line + ", column " + column + ": " + problem);
    this.problem = problem;
    this.offset = offset;
    this.line = line;
    this.column = column;
  }

  /// What was found, without the place.
  public String problem() {
    return problem;
  }

  /// Bytes before the place.
  public long offset() {
    return offset;
  }

  /// The place's line, from 1 on.
  public long line() {
    return line;
  }

  /// The byte of the line, from 1 on.
  public long column() {
    return column;
  }
}
