package dev.treeline.payload;

/// [PythonFloat] with a string for each step, kept as truth.
final class SlowPythonFloat {
  private static final int FIRST_LARGE_EXPONENT = 16;
  private static final int LAST_SMALL_EXPONENT = -4;

  private SlowPythonFloat() {}

  /// Appends a finite float, widened to double.
  ///
  /// No float32 widens to a double so small that Java prints a digit more than needed.
  static void append(StringBuilder out, double value) {
    String java = Double.toString(value);
    int start = java.charAt(0) == '-' ? 1 : 0;
    if (start == 1) {
      out.append('-');
    }
    int e = java.indexOf('E');
    String digits = digits(java, start, e < 0 ? java.length() : e);
    if (digits.isEmpty()) {
      out.append("0.0");
      return;
    }
    int exponent = exponent(java, start, e);
    if (exponent < LAST_SMALL_EXPONENT || exponent >= FIRST_LARGE_EXPONENT) {
      appendScientific(out, digits, exponent);
    } else {
      appendPlain(out, digits, exponent);
    }
  }

  /// The significant digits, without zeros at either end.
  private static String digits(String java, int from, int to) {
    int point = java.indexOf('.');
    String all = java.substring(from, point) + java.substring(point + 1, to);
    int first = 0;
    int last = all.length();
    while (first < last && all.charAt(first) == '0') {
      first++;
    }
    while (last > first && all.charAt(last - 1) == '0') {
      last--;
    }
    return all.substring(first, last);
  }

  /// The power of ten of the first significant digit of a number that is not zero.
  private static int exponent(String java, int from, int e) {
    if (e >= 0) {
      return Integer.parseInt(java, e + 1, java.length(), 10);
    }
    int point = java.indexOf('.');
    if (java.charAt(from) != '0') {
      return point - from - 1;
    }
    int first = point + 1;
    while (java.charAt(first) == '0') {
      first++;
    }
    return point - first;
  }

  private static void appendScientific(StringBuilder out, String digits, int exponent) {
    out.append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    out.append('e').append(exponent < 0 ? '-' : '+');
    int size = Math.abs(exponent);
    if (size < 10) {
      out.append('0');
    }
    out.append(size);
  }

  private static void appendPlain(StringBuilder out, String digits, int exponent) {
    if (exponent < 0) {
      out.append("0.").repeat('0', -exponent - 1).append(digits);
      return;
    }
    int whole = exponent + 1;
    if (digits.length() <= whole) {
      out.append(digits).repeat('0', whole - digits.length()).append(".0");
    } else {
      out.append(digits, 0, whole).append('.').append(digits, whole, digits.length());
    }
  }
}
