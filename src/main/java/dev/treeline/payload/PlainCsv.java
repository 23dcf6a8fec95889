package dev.treeline.payload;

import dev.treeline.payload.Row.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads the plainest CSV straight from its bytes: from digits to doubles with no text between.
///
/// Cells are numbers, words of letters, digits and `_.+-`, or nothing; `,` stands between them, and
/// line ends are `\n`, or the two characters backslash and `n` where the body stands in a JSON text
/// as it was written. Whatever is in any way different (quotes, spaces, other delimiters, `nan` and
/// `inf`, rows of unlike width, no row at all) is refused, and is for [Payload]. What is read is
/// what `Payload` reads with [BodyOptions#BODY], bit for bit. Memory is that of the largest body
/// read so far, at most [#LARGEST] cells. Not thread-safe.
public final class PlainCsv {
  /// Larger bodies are refused.
  public static final int LARGEST = 1 << 18;

  // Digits that a long holds whatever they are.
  private static final int MOST_DIGITS = 18;

  /// What [#copyRow] says of a cell that is [Kind#MISSING].
  public static final byte MISSING = 0;

  /// The same for [Kind#INTEGRAL].
  public static final byte INTEGRAL = 1;

  /// The same for [Kind#FRACTIONAL].
  public static final byte FRACTIONAL = 2;

  /// The same for [Kind#TEXT].
  public static final byte TEXT = 3;

  private static final Kind[] KINDS = {Kind.MISSING, Kind.INTEGRAL, Kind.FRACTIONAL, Kind.TEXT};

  private static final byte[] WORD = new byte[128];

  static {
    for (char c = 0; c < WORD.length; c++) {
      WORD[c] = (byte) (Character.isLetterOrDigit(c) || "_.+-".indexOf(c) >= 0 ? 1 : 0);
    }
  }

  private double[] numbers = new double[64];
  private byte[] kinds = new byte[64];
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private byte[] bytes = {};
  private int at;
  private int to;
  private int cells;
  private int rows;
  private int width;
  private boolean hasText;

  /// Reads the bytes from `from` up to `end`; they must stay as they are while cells are asked for.
  ///
  /// @return whether all of them could be read; if not, nothing else here means anything
  public boolean read(byte[] body, int from, int end) {
    bytes = body;
    at = from;
    to = end;
    cells = 0;
    rows = 0;
    hasText = false;
    while (at < to) {
      if (!skipLineEnd() && !row()) {
        return false;
      }
    }
    return rows > 0;
  }

  /// Passes over a line end, and so over lines without any character.
  private boolean skipLineEnd() {
    if (bytes[at] == '\n') {
      at++;
      return true;
    }
    if (bytes[at] == '\\' && at + 1 < to && bytes[at + 1] == 'n') {
      at += 2;
      return true;
    }
    return false;
  }

  private boolean row() {
    int first = cells;
    do {
      if (cells == LARGEST || !cell()) {
        return false;
      }
    } while (skipComma());
    int found = cells - first;
    width = rows == 0 ? found : width;
    rows++;
    return found == width && (at == to || skipLineEnd());
  }

  private boolean skipComma() {
    if (at < to && bytes[at] == ',') {
      at++;
      return true;
    }
    return false;
  }

  private boolean cell() {
    if (cells == numbers.length) {
      grow();
    }
    int start = at;
    starts[cells] = start;
    boolean isNumber = number();
    if (!isNumber || (at < to && isWord(bytes[at]))) {
      at = start;
      word();
    }
    ends[cells] = at;
    return at == start ? end(MISSING, Double.NaN) : isPlain(start);
  }

  private void grow() {
    int room = 2 * cells;
    numbers = Arrays.copyOf(numbers, room);
    kinds = Arrays.copyOf(kinds, room);
    starts = Arrays.copyOf(starts, room);
    ends = Arrays.copyOf(ends, room);
  }

  private boolean end(byte ended, double number) {
    kinds[cells] = ended;
    hasText |= ended == TEXT;
    numbers[cells++] = number;
    return true;
  }

  private static boolean isWord(byte b) {
    return b >= 0 && WORD[b] != 0;
  }

  // Not a number, so far; what number() and word() leave for isPlain().
  private byte kind = MISSING;
  private double value;
  // What pastDigits() has read of the number at hand.
  private long digits;

  /// Reads `[+-] digits [. digits] [e [+-] digits]`, as [Decimal] does, as far as it goes.
  private boolean number() {
    int i = at;
    boolean negative = i < to && bytes[i] == '-';
    if (negative || (i < to && bytes[i] == '+')) {
      i++;
    }
    digits = 0;
    int point = pastDigits(i);
    int seen = point - i;
    int power = 0;
    kind = INTEGRAL;
    i = point;
    if (i < to && bytes[i] == '.') {
      kind = FRACTIONAL;
      i = pastDigits(point + 1);
      power = point + 1 - i;
      seen -= power;
    }
    if (seen == 0) {
      return false;
    }
    boolean exact = seen <= MOST_DIGITS;
    if (i < to && (bytes[i] | 0x20) == 'e') {
      int end = exponentEnd(i);
      if (end < 0) {
        return false;
      }
      kind = FRACTIONAL;
      exact = false;
      i = end;
    }
    double near = exact ? Decimal.nearestDouble(digits, power) : Double.NaN;
    value =
        Double.isNaN(near)
            ? Double.parseDouble(new String(bytes, at, i - at, StandardCharsets.US_ASCII))
            : negative ? -near : near;
    at = i;
    return true;
  }

  /// Takes the digits from `from` on into [#digits].
  ///
  /// @return where they end
  private int pastDigits(int from) {
    int i = from;
    int found;
    do {
      long eight = EightDigits.at(bytes, i, to);
      found = EightDigits.count(eight);
      digits = digits * EightDigits.power(found) + EightDigits.value(eight, found);
      i += found;
    } while (found == Long.BYTES);
    return i;
  }

  /// Where the exponent ends whose `e` stands here; negative when it is none.
  private int exponentEnd(int e) {
    int i = e + 1;
    if (i < to && (bytes[i] == '-' || bytes[i] == '+')) {
      i++;
    }
    int first = i;
    while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
      i++;
    }
    return i == first ? -1 : i;
  }

  private void word() {
    kind = TEXT;
    value = Double.NaN;
    while (at < to && isWord(bytes[at])) {
      at++;
    }
  }

  /// Ends a cell that is not empty, unless it may be one of the words for what is not finite.
  private boolean isPlain(int start) {
    return (kind != TEXT || !isNotFinite(start)) && end(kind, value);
  }

  private boolean isNotFinite(int start) {
    int from = bytes[start] == '-' || bytes[start] == '+' ? start + 1 : start;
    int letter = from < at ? bytes[from] | 0x20 : 0;
    return letter == 'n' ? at - from == 3 : letter == 'i' && (at - from == 3 || at - from == 8);
  }

  /// Rows read, at least one.
  public int rows() {
    return rows;
  }

  /// Cells in each row, at least one.
  public int width() {
    return width;
  }

  /// Whether any cell holds text.
  public boolean hasText() {
    return hasText;
  }

  /// Copies a row.
  ///
  /// @param toNumbers receives the cells as numbers, see [#number], from `at` on
  /// @param toKinds receives what they hold, from `at` on: [#MISSING] and so on
  public void copyRow(int row, double[] toNumbers, byte[] toKinds, int at) {
    System.arraycopy(numbers, row * width, toNumbers, at, width);
    System.arraycopy(kinds, row * width, toKinds, at, width);
  }

  /// What a cell holds.
  public Kind kind(int row, int column) {
    return KINDS[kinds[row * width + column]];
  }

  /// The cell as the nearest double of its text; `NaN` when it is missing or text.
  public double number(int row, int column) {
    return numbers[row * width + column];
  }

  /// The cell's characters.
  public String text(int row, int column) {
    int cell = row * width + column;
    return new String(bytes, starts[cell], ends[cell] - starts[cell], StandardCharsets.US_ASCII);
  }
}
