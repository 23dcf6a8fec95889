package dev.treeline.payload;

/// Numbers as Python's `repr(float)` prints them.
///
/// Both Java (since 19) and Python print the shortest decimal that reads back to the same double;
/// only the notation differs. Python writes an exponent when it is below -4 or at least 16, with a
/// sign and two digits or more: `1e-05`, `1e+16`, but `0.0001` and `1234567.0`. (CPython,
/// `float_repr_style` short, `Python/pystrtod.c`.)
///
/// Nothing is allocated where both write the same, from 0.001 up to 10,000,000.
final class PythonFloat {
  private static final int FIRST_LARGE_EXPONENT = 16;
  private static final int LAST_SMALL_EXPONENT = -4;

  // Where Java writes no exponent.
  private static final double FIRST_PLAIN = 1e-3;
  private static final double FIRST_SCIENTIFIC = 1e7;

  private PythonFloat() {}

  /// Appends a finite number.
  ///
  /// @param value a widened float32, or a sum of such: Java prints a digit more than needed for
  ///   some doubles far below the least float32
  static void append(StringBuilder out, double value) {
    double size = Math.abs(value);
    if ((size >= FIRST_PLAIN && size < FIRST_SCIENTIFIC) || size == 0) {
      out.append(value);
    } else {
      rewrite(out, value);
    }
  }

  /// Takes Java's digits and exponent off the text again and writes them as Python does.
  private static void rewrite(StringBuilder out, double value) {
    int start = out.length();
    out.append(value);
    int from = start + (value < 0 ? 1 : 0);
    int e = out.indexOf("E", from);
    // Java's form is one digit, a point, and digits of which a lone 0 says nothing.
    int last = out.charAt(e - 1) == '0' ? from + 1 : e;
    int exponent = Integer.parseInt(out, e + 1, out.length(), 10);
    if (exponent < LAST_SMALL_EXPONENT || exponent >= FIRST_LARGE_EXPONENT) {
      out.setLength(last);
      appendExponent(out, exponent);
    } else {
      out.setLength(last);
      if (last > from + 1) {
        out.deleteCharAt(from + 1);
      }
      placePoint(out, from, exponent);
    }
  }

  private static void appendExponent(StringBuilder out, int exponent) {
    out.append('e').append(exponent < 0 ? '-' : '+');
    int size = Math.abs(exponent);
    if (size < 10) {
      out.append('0');
    }
    out.append(size);
  }

  /// @param from where the digits start, which end the text
  private static void placePoint(StringBuilder out, int from, int exponent) {
    if (exponent < 0) {
      out.insert(from, "0.0000", 0, 1 - exponent);
      return;
    }
    int whole = exponent + 1;
    int digits = out.length() - from;
    if (digits <= whole) {
      out.repeat('0', whole - digits).append(".0");
    } else {
      out.insert(from + whole, '.');
    }
  }
}
