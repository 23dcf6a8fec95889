package dev.treeline.payload;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Words for what is wrong with a JSON text, and where.
final class JsonProblems {
  private static final int SHOWN = 160;

  private JsonProblems() {}

  /// What the parser of a body cannot read, and where.
  static PayloadException malformed(JsonParser parser, JsonProcessingException problem) {
    return new PayloadException(place(parser.currentLocation()), found(problem), "a JSON document");
  }

  /// What went wrong with JSON in memory, which can only be that it is malformed.
  static PayloadException inMemory(IOException problem) {
    if (problem instanceof JsonProcessingException malformed) {
      JsonLocation location = malformed.getLocation();
      return new PayloadException(
          location == null ? "$" : place(location), found(malformed), "a JSON document");
    }
    throw new UncheckedIOException("reading from memory", problem);
  }

  static PayloadException secondDocument(JsonParser parser) {
    return new PayloadException(
        place(parser.currentTokenLocation()), "a second document", "the end of the body");
  }

  private static String place(JsonLocation location) {
    return "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  /// What the parser says, without its own account of where.
  private static String found(JsonProcessingException malformed) {
    String message = malformed.getOriginalMessage();
    int end = message.length();
    for (String tail : new String[] {"\n", " (start marker", " (through reference"}) {
      int at = message.indexOf(tail);
      end = at < 0 ? end : Math.min(end, at);
    }
    return "malformed JSON: " + shortened(message.substring(0, end));
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
