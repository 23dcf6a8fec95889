package dev.treeline.payload;

/// Scans decimal numbers and rounds them to the nearest float or double of their text.
///
/// The grammar is Python's without underscores: `[+-] digits [. digits] [e [+-] digits]`, digits on
/// at least one side of the point. Not thread-safe: a scan leaves its result in the fields.
final class Decimal {
  // Powers of ten that a double holds exactly.
  private static final double[] POWERS = powers();

  // Another digit still fits below this.
  private static final long ROOM = (Long.MAX_VALUE - 9) / 10;

  // No cell is long enough to bring a number with such an exponent back into range.
  private static final int HUGE_EXPONENT = 100_000_000;

  private static final long EXACT_LIMIT = 1L << 53;

  // The bits of a double that a float lacks, and the pattern halfway between two floats.
  private static final long LOST_BITS = (1L << 29) - 1;
  private static final long HALFWAY = 1L << 28;
  private static final long DOUBT = 16;

  /// The leading digits, 18 or 19 at most, without sign and point.
  private long digits;

  /// The number is about `digits` times ten to this power; exactly so when all digits fit.
  private int power;

  private boolean negative;
  private boolean integral;

  private static double[] powers() {
    double[] powers = new double[23];
    double power = 1;
    for (int i = 0; i < powers.length; i++) {
      powers[i] = power;
      power *= 10;
    }
    return powers;
  }

  /// Reads the characters from `from` up to `to` as one number.
  ///
  /// @return false if they are something else; the fields then mean nothing
  boolean scan(char[] text, int from, int to) {
    int i = from;
    negative = i < to && text[i] == '-';
    if (negative || (i < to && text[i] == '+')) {
      i++;
    }
    digits = 0;
    power = 0;
    integral = true;
    int seen = 0;
    for (; i < to; i++) {
      int digit = text[i] - '0';
      if (digit >= 0 && digit <= 9) {
        seen++;
        take(digit);
      } else if (text[i] == '.' && integral) {
        integral = false;
      } else {
        break;
      }
    }
    return seen > 0 && (i == to || scanExponent(text, i, to));
  }

  /// True when the characters from `from` up to `to` are this word in small letters or large ones.
  static boolean isWord(String word, char[] text, int from, int to) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((text[from + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void take(int digit) {
    if (digits < ROOM) {
      digits = digits * 10 + digit;
      power -= integral ? 0 : 1;
    } else {
      power += integral ? 1 : 0;
    }
  }

  private boolean scanExponent(char[] text, int from, int to) {
    if (text[from] != 'e' && text[from] != 'E') {
      return false;
    }
    int i = from + 1;
    boolean down = i < to && text[i] == '-';
    if (down || (i < to && text[i] == '+')) {
      i++;
    }
    if (i == to) {
      return false;
    }
    int exponent = 0;
    for (; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      exponent = Math.min(exponent * 10 + digit, HUGE_EXPONENT);
    }
    integral = false;
    power += down ? -exponent : exponent;
    return true;
  }

  long digits() {
    return digits;
  }

  int power() {
    return power;
  }

  boolean negative() {
    return negative;
  }

  /// True for a number without point and exponent.
  boolean integral() {
    return integral;
  }

  /// The float nearest to a scanned number, or `NaN` where only the whole text can tell.
  ///
  /// The double below is off by less than two units in its last place: half a unit each for the
  /// digits and for the one operation, and less for digits beyond the 19th. Rounding it to float is
  /// therefore right unless it lies next to the middle between two floats. Its size is within 1e-22
  /// … 1e41, so no subnormal float is in reach; what overflows float does so in `double` too.
  static float nearestFloat(long digits, int power) {
    if (digits == 0) {
      return 0;
    }
    if (power < -22 || power > 22) {
      return Float.NaN;
    }
    double near = power < 0 ? digits / POWERS[-power] : digits * POWERS[power];
    long lost = Double.doubleToRawLongBits(near) & LOST_BITS;
    return Math.abs(lost - HALFWAY) > DOUBT ? (float) near : Float.NaN;
  }

  /// The double nearest to a scanned number, or `NaN` where only the whole text can tell.
  ///
  /// Where both operands are exact, the one operation rounds once (Clinger's fast path).
  static double nearestDouble(long digits, int power) {
    if (digits == 0) {
      return 0;
    }
    if (power < -22 || power > 22) {
      return Double.NaN;
    }
    if (digits > EXACT_LIMIT) {
      // From ROOM on there may be more digits than these.
      return power < 0 && digits < ROOM ? quotient(digits, POWERS[-power]) : Double.NaN;
    }
    return power < 0 ? digits / POWERS[-power] : digits * POWERS[power];
  }

  /// The double nearest to a quotient whose dividend has too many digits for one: found for the
  /// dividend's upper digits first, and corrected by what that leaves. The correction is right to a
  /// few units in its 53rd place; where this could round otherwise, the answer is `NaN`.
  private static double quotient(long digits, double divisor) {
    double upper = digits;
    double near = upper / divisor;
    double left = Math.fma(-near, divisor, upper) + (digits - (long) upper);
    double correction = left / divisor;
    double least = near + correction * (1 - 0x1p-50);
    return least == near + correction * (1 + 0x1p-50) ? least : Double.NaN;
  }
}
