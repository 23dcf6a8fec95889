package dev.treeline.payload;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The one row that a reader fills again and again: cells as ranges of one character buffer, each
/// classified when it ends.
final class Cells implements Row {
  static final int MAX_WIDTH = 1 << 20;
  static final int MAX_ROW_LENGTH = 1 << 24;

  // Stand in `powers` where `digits` holds the bits of a double instead: one that came as such, or
  // one that came as a float or a whole number.
  private static final int DOUBLE = Integer.MAX_VALUE;
  private static final int FLOAT = Integer.MAX_VALUE - 1;
  private static final int SHOWN = 40;

  private final Places places;
  private final Decimal decimal = new Decimal();

  private char[] text = new char[256];
  private int used;
  private int start;

  private int width;
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private Kind[] kinds = new Kind[16];
  private long[] digits = new long[16];
  private int[] powers = new int[16];
  private boolean[] negatives = new boolean[16];
  private @Nullable String[] names = new @Nullable String[16];

  /// Says where a row and its cells stand, when a message needs it.
  interface Places {
    String row();

    String cell(int column);
  }

  Cells(Places places) {
    this.places = places;
  }

  /// Forgets all cells; names given by [#name] stay until they are given again.
  void clear() {
    used = 0;
    start = 0;
    width = 0;
  }

  void append(char c) {
    if (used == text.length) {
      grow(1);
    }
    text[used++] = c;
  }

  void append(char[] source, int from, int length) {
    if (length > text.length - used) {
      grow(length);
    }
    System.arraycopy(source, from, text, used, length);
    used += length;
  }

  private void grow(int length) {
    if (length > MAX_ROW_LENGTH - used) {
      throw new PayloadException(
          place(), "more than " + MAX_ROW_LENGTH + " characters", "a shorter row");
    }
    text = Arrays.copyOf(text, Math.max(used + length, Math.min(2 * used, MAX_ROW_LENGTH)));
  }

  /// Characters appended since the last cell ended.
  int pending() {
    return used - start;
  }

  /// Drops spaces and tabs from the end of the cell that is being filled.
  void stripEnd() {
    while (used > start && (text[used - 1] == ' ' || text[used - 1] == '\t')) {
      used--;
    }
  }

  /// Ends a cell whose characters say what it is: empty or `nan`, a number, or else text.
  void endAny() {
    if (used == start) {
      end(Kind.MISSING);
    } else if (decimal.scan(text, start, used)) {
      int column = column();
      digits[column] = decimal.digits();
      powers[column] = decimal.power();
      negatives[column] = decimal.negative();
      end(decimal.integral() ? Kind.INTEGRAL : Kind.FRACTIONAL);
    } else {
      endText();
    }
  }

  /// Ends a cell that is text unless it is empty or one of the words for what is not finite.
  void endText() {
    int sign = used > start && (text[start] == '-' || text[start] == '+') ? 1 : 0;
    if (used == start || Decimal.isWord("nan", text, start + sign, used)) {
      end(Kind.MISSING);
    } else if (Decimal.isWord("inf", text, start + sign, used)
        || Decimal.isWord("infinity", text, start + sign, used)) {
      boolean down = text[start] == '-';
      endBits(down ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY, Kind.FRACTIONAL, DOUBLE);
    } else {
      end(Kind.TEXT);
    }
  }

  /// Ends a cell that is text, whatever it says.
  void endWord() {
    end(Kind.TEXT);
  }

  /// Ends a cell that came as a binary number; `NaN` is missing.
  void endDouble(double value) {
    endBits(value, Double.isNaN(value) ? Kind.MISSING : Kind.FRACTIONAL, DOUBLE);
  }

  /// Ends a cell that came as a binary number; `NaN` is missing.
  void endFloat(float value) {
    endBits(value, Float.isNaN(value) ? Kind.MISSING : Kind.FRACTIONAL, FLOAT);
  }

  /// Ends a cell that came as a whole number.
  ///
  /// @param value up to 2^53 either way, which a double holds exactly
  void endWhole(long value) {
    endBits((double) value, Kind.INTEGRAL, FLOAT);
  }

  private void endBits(double value, Kind kind, int power) {
    int column = column();
    digits[column] = Double.doubleToRawLongBits(value);
    powers[column] = power;
    end(kind);
  }

  private void end(Kind kind) {
    int column = column();
    starts[column] = start;
    ends[column] = used;
    kinds[column] = kind;
    start = used;
    width++;
  }

  /// The column that is being filled, with room for it.
  private int column() {
    if (width == kinds.length) {
      if (width >= MAX_WIDTH) {
        throw new PayloadException(place(), "more than " + MAX_WIDTH + " cells", "a narrower row");
      }
      int room = 2 * width;
      starts = Arrays.copyOf(starts, room);
      ends = Arrays.copyOf(ends, room);
      kinds = Arrays.copyOf(kinds, room);
      digits = Arrays.copyOf(digits, room);
      powers = Arrays.copyOf(powers, room);
      negatives = Arrays.copyOf(negatives, room);
      names = Arrays.copyOf(names, Math.max(room, names.length));
    }
    return width;
  }

  /// Names the cell that comes next.
  void name(@Nullable String name) {
    int column = column();
    names[column] = name;
  }

  /// Gives another name to a cell that has ended.
  void rename(int column, String name) {
    names[checked(column)] = name;
  }

  /// Names all cells of all rows to come.
  void names(String[] header) {
    names = Arrays.copyOf(header, Math.max(header.length, kinds.length));
  }

  /// Drops empty cells from the end, but for the first cell of all.
  void dropEmptyEnd() {
    while (width > 1 && starts[width - 1] == ends[width - 1]) {
      width--;
    }
  }

  /// True for a row that is one cell without characters.
  boolean isBlank() {
    return width == 1 && starts[0] == ends[0];
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Kind kind(int column) {
    return kinds[checked(column)];
  }

  @Override
  public float floatAt(int column) {
    Kind kind = kinds[checked(column)];
    if (kind == Kind.MISSING) {
      return Float.NaN;
    }
    if (kind == Kind.TEXT) {
      throw notANumber(column);
    }
    if (powers[column] >= FLOAT) {
      return (float) Double.longBitsToDouble(digits[column]);
    }
    float value = Decimal.nearestFloat(digits[column], powers[column]);
    if (Float.isNaN(value)) {
      return Float.parseFloat(textAt(column));
    }
    return negatives[column] ? -value : value;
  }

  @Override
  public double doubleAt(int column) {
    Kind kind = kinds[checked(column)];
    if (kind == Kind.MISSING) {
      return Double.NaN;
    }
    if (kind == Kind.TEXT) {
      throw notANumber(column);
    }
    if (powers[column] >= FLOAT) {
      return Double.longBitsToDouble(digits[column]);
    }
    double value = Decimal.nearestDouble(digits[column], powers[column]);
    if (Double.isNaN(value)) {
      return Double.parseDouble(textAt(column));
    }
    return negatives[column] ? -value : value;
  }

  private PayloadException notANumber(int column) {
    int length = Math.min(ends[column] - starts[column], SHOWN);
    String shown = new String(text, starts[column], length);
    boolean whole = length == ends[column] - starts[column];
    return new PayloadException(
        place(column), "\"" + shown + (whole ? "\"" : "…\""), "a number, or nothing if missing");
  }

  @Override
  public String textAt(int column) {
    Kind kind = kinds[checked(column)];
    if (kind == Kind.MISSING) {
      return "";
    }
    if (starts[column] == ends[column] && kind != Kind.TEXT) {
      double value = Double.longBitsToDouble(digits[column]);
      return kind == Kind.INTEGRAL
          ? Long.toString((long) value)
          : powers[column] == FLOAT ? Float.toString((float) value) : Double.toString(value);
    }
    return new String(text, starts[column], ends[column] - starts[column]);
  }

  @Override
  public boolean named() {
    return width > 0 && names[0] != null;
  }

  @Override
  public String nameAt(int column) {
    String name = names[checked(column)];
    return name == null ? "" : name;
  }

  @Override
  public String place(int column) {
    return places.cell(column);
  }

  /// Where the cell stands that is being filled, for messages.
  String nextPlace() {
    return places.cell(width);
  }

  @Override
  public String place() {
    return places.row();
  }

  private int checked(int column) {
    if (column < 0 || column >= width) {
      throw new IndexOutOfBoundsException("column " + column + " of a row of " + width + " cells");
    }
    return column;
  }
}
