package dev.treeline.payload;

import dev.treeline.json.JsonTokens;
import dev.treeline.json.MalformedJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Words for what is wrong with a JSON text, and where.
final class JsonProblems {
  private static final int SHOWN = 160;

  private JsonProblems() {}

  /// What cannot be read, and where.
  static PayloadException malformed(MalformedJsonException problem) {
    return new PayloadException(
        place(problem.line(), problem.column()),
        "malformed JSON: " + problem.problem(),
        "a JSON document");
  }

  /// What went wrong with JSON in memory, which can only be that it is malformed.
  static PayloadException inMemory(IOException problem) {
    if (problem instanceof MalformedJsonException malformed) {
      return malformed(malformed);
    }
    throw new UncheckedIOException("reading from memory", problem);
  }

  static PayloadException secondDocument(JsonTokens tokens) {
    return new PayloadException(
        place(tokens.line(), tokens.column()), "a second document", "the end of the body");
  }

  private static String place(long line, long column) {
    return "line " + line + ", column " + column;
  }

  /// A text cut to what a message can hold.
  static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /// The path of an object's member: `$.age`, or `$['age in years']`.
  static String member(String path, String key) {
    boolean plain = !key.isEmpty() && key.chars().allMatch(JsonProblems::isPlain);
    return plain ? path + "." + shortened(key) : path + "['" + shortened(key) + "']";
  }

  private static boolean isPlain(int c) {
    return c == '_' || c == '-' || Character.isLetterOrDigit(c);
  }
}
