package dev.treeline.payload;

import dev.treeline.json.JsonTokens;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The scalars of a JSON array in memory, nested or not, in the order of the text.
///
/// A parser has read the array to its end before, so that what stands here is well-formed and there
/// is no need to look for the end. This way a column costs a position, not a parser.
final class JsonElements implements Elements {
  private final byte[] body;
  private final int from;
  private final @Nullable Datatype type;
  private int at;

  /// @param from where the array begins
  /// @param type what the scalars must be; null if they may be anything
  JsonElements(byte[] body, int from, @Nullable Datatype type) {
    this.body = body;
    this.from = from;
    this.type = type;
    at = from;
  }

  @Override
  public void rewind() {
    at = from;
  }

  @Override
  public void next(Cells cells) {
    while (body[at] <= ' ' || body[at] == ',' || body[at] == '[' || body[at] == ']') {
      at++;
    }
    int column = cells.width();
    if (body[at] == '"') {
      readString(cells);
    } else {
      readWord(cells);
    }
    if (type != null && !type.holds(cells, column)) {
      throw new PayloadException(
          cells.place(column),
          "\"" + JsonProblems.shortened(cells.textAt(column)) + "\"",
          type == Datatype.BYTES ? "a text" : "a value of " + type + ", or null if missing");
    }
  }

  private void readString(Cells cells) {
    int start = at++;
    boolean plain = true;
    while (body[at] != '"') {
      boolean escape = body[at] == '\\';
      plain &= !escape && body[at] >= 0;
      at += escape ? 2 : 1;
    }
    at++;
    if (plain) {
      append(start + 1, at - 1, cells);
    } else {
      String text = decoded(start, cells);
      cells.append(text.toCharArray(), 0, text.length());
    }
    cells.endText();
  }

  private String decoded(int start, Cells cells) {
    try {
      JsonTokens tokens = JsonTokens.of(body, start, at - start);
      tokens.next();
      return tokens.text();
    } catch (IOException malformed) {
      throw JsonProblems.inMemory(malformed).at(cells.nextPlace());
    }
  }

  private void readWord(Cells cells) {
    int start = at;
    while (body[at] > ' ' && body[at] != ',' && body[at] != ']') {
      at++;
    }
    switch (body[start]) {
      case 'n' -> cells.endAny();
      case 't', 'f' -> {
        if (type == Datatype.BOOL) {
          cells.endWhole(body[start] == 't' ? 1 : 0);
        } else {
          append(start, at, cells);
          cells.endWord();
        }
      }
      default -> {
        append(start, at, cells);
        cells.endAny();
      }
    }
  }

  private void append(int start, int end, Cells cells) {
    for (int i = start; i < end; i++) {
      cells.append((char) body[i]);
    }
  }
}
