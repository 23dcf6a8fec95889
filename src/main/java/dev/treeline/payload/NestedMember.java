package dev.treeline.payload;

import dev.treeline.json.JsonToken;
import dev.treeline.json.JsonTokens;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/// Reads an object or a list as cells of one row, each named by the path to it, such as `user.age`
/// and `tags.0`; the one element of a list of one has the list's name.
///
/// Nothing here calls itself, so depth costs no stack. A path longer than [#LONGEST] is an error:
/// every value below a long name would repeat it.
final class NestedMember {
  private static final int LONGEST = 4_096;

  // Stands among the positions in lists where an object is open.
  private static final int OBJECT = -1;

  private final JsonTokens tokens;
  private final JsonRow row;
  private final StringBuilder path = new StringBuilder();
  private final Set<String> seen = new HashSet<>();

  /// What is open, outermost first: how long its path is, and which element of a list is at hand.
  private int[] lengths = new int[8];

  private int[] positions = new int[8];
  private int depth;

  /// Whether the value before the token at hand was no object and no list.
  private boolean afterScalar;

  NestedMember(JsonTokens tokens, JsonRow row) {
    this.tokens = tokens;
    this.row = row;
  }

  /// Reads the object or list at hand to its end.
  ///
  /// @param key the member's name
  void read(String key) throws IOException {
    checkLength(key);
    path.append(key);
    open(tokens.token());
    while (depth > 0) {
      JsonToken token = tokens.next();
      if (token == JsonToken.NAME) {
        append(tokens.name());
      } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
        close();
      } else {
        value(token);
      }
    }
  }

  private void value(JsonToken token) throws IOException {
    boolean isElement = positions[depth - 1] != OBJECT;
    if (isElement) {
      append(Integer.toString(positions[depth - 1]));
    }
    if (token.isStart()) {
      open(token);
      return;
    }
    String name = path.toString();
    if (!seen.add(name)) {
      throw new PayloadException(
          JsonProblems.member(row.row(), name), "this name twice in one row", "it once");
    }
    row.readCell(name);
    afterScalar = true;
    next();
  }

  private void open(JsonToken token) {
    if (depth == lengths.length) {
      lengths = Arrays.copyOf(lengths, 2 * depth);
      positions = Arrays.copyOf(positions, 2 * depth);
    }
    lengths[depth] = path.length();
    positions[depth] = token == JsonToken.START_ARRAY ? 0 : OBJECT;
    depth++;
  }

  private void close() {
    depth--;
    if (positions[depth] == 1 && afterScalar) {
      row.rename(row.width() - 1, path.substring(0, lengths[depth]));
    }
    afterScalar = false;
    next();
  }

  /// Goes on behind a value.
  private void next() {
    if (depth == 0) {
      return;
    }
    path.setLength(lengths[depth - 1]);
    if (positions[depth - 1] != OBJECT) {
      positions[depth - 1]++;
    }
  }

  private void append(String part) {
    checkLength(part);
    path.append('.').append(part);
  }

  private void checkLength(String part) {
    if (path.length() + part.length() >= LONGEST) {
      throw new PayloadException(
          row.row(), "a path longer than " + LONGEST + " characters", "shorter names");
    }
  }
}
