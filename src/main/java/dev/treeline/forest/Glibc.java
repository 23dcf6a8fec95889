package dev.treeline.forest;

/// `expf` and `logf` with the bits of glibc on x86-64, which libxgboost calls.
///
/// glibc rounds most results to the nearest float, but not all: 170,635 floats have an exponential,
/// and 416,909 a logarithm, that differ from `(float) Math.exp(x)` and `(float) Math.log(x)`. A
/// probability that must equal libxgboost's bit for bit therefore needs the same algorithm: a small
/// table and a short polynomial in double, rounded once. The algorithm and its constants are those
/// published in ARM's optimized-routines; written here anew.
final class Glibc {
  /// Below this the result is 0, above [#OVERFLOW] it is infinite.
  private static final float UNDERFLOW = -0x1.9fe368p6f;

  private static final float OVERFLOW = 0x1.62e42ep6f;

  /// 32 / ln 2: the argument in steps of the table.
  private static final double STEPS = 0x1.71547652b82fep0 * 32;

  /// Adding this to a double below 2^51 rounds it to an integer and leaves that in the low bits.
  private static final double ROUNDER = 0x1.8p52;

  private static final double EXP_CUBE = 0x1.c6af84b912394p-5 / 32768;
  private static final double EXP_SQUARE = 0x1.ebfce50fac4f3p-3 / 1024;
  private static final double EXP_LINE = 0x1.62e42ff0c52d6p-1 / 32;

  /// Entry i: the bits of 2^(i/32) less i·2^47, so that adding k·2^47 gives 2^(k/32) for any k
  /// whose low five bits are i. Literals, because `StrictMath.pow` is wrong for four of them.
  private static final long[] EXP_TABLE = {
    0x3ff0000000000000L, 0x3fefd9b0d3158574L, 0x3fefb5586cf9890fL, 0x3fef9301d0125b51L,
    0x3fef72b83c7d517bL, 0x3fef54873168b9aaL, 0x3fef387a6e756238L, 0x3fef1e9df51fdee1L,
    0x3fef06fe0a31b715L, 0x3feef1a7373aa9cbL, 0x3feedea64c123422L, 0x3feece086061892dL,
    0x3feebfdad5362a27L, 0x3feeb42b569d4f82L, 0x3feeab07dd485429L, 0x3feea47eb03a5585L,
    0x3feea09e667f3bcdL, 0x3fee9f75e8ec5f74L, 0x3feea11473eb0187L, 0x3feea589994cce13L,
    0x3feeace5422aa0dbL, 0x3feeb737b0cdc5e5L, 0x3feec49182a3f090L, 0x3feed503b23e255dL,
    0x3feee89f995ad3adL, 0x3feeff76f2fb5e47L, 0x3fef199bdd85529cL, 0x3fef3720dcef9069L,
    0x3fef5818dcfba487L, 0x3fef7c97337b9b5fL, 0x3fefa4afa2a490daL, 0x3fefd0765b6e4540L
  };

  private static final double LN2 = 0x1.62e42fefa39efp-1;

  /// The significand's interval for `logf` starts at this float, about 0.7.
  private static final int LOG_START = 0x3f330000;

  private static final double LOG_FOURTH = -0x1.00ea348b88334p-2;
  private static final double LOG_CUBE = 0x1.5575b0be00b6ap-2;
  private static final double LOG_SQUARE = -0x1.ffffef20a4123p-2;

  /// Near the middle c of each of 16 intervals: 1/c.
  private static final double[] LOG_INVERSE = {
    0x1.661ec79f8f3bep+0, 0x1.571ed4aaf883dp+0, 0x1.49539f0f010bp+0, 0x1.3c995b0b80385p+0,
    0x1.30d190c8864a5p+0, 0x1.25e227b0b8eap+0, 0x1.1bb4a4a1a343fp+0, 0x1.12358f08ae5bap+0,
    0x1.0953f419900a7p+0, 0x1p+0, 0x1.e608cfd9a47acp-1, 0x1.ca4b31f026aap-1,
    0x1.b2036576afce6p-1, 0x1.9c2d163a1aa2dp-1, 0x1.886e6037841edp-1, 0x1.767dcf5534862p-1
  };

  /// The same intervals: log c.
  private static final double[] LOG_CENTRE = {
    -0x1.57bf7808caadep-2, -0x1.2bef0a7c06ddbp-2, -0x1.01eae7f513a67p-2, -0x1.b31d8a68224e9p-3,
    -0x1.6574f0ac07758p-3, -0x1.1aa2bc79c81p-3, -0x1.a4e76ce8c0e5ep-4, -0x1.1973c5a611cccp-4,
    -0x1.252f438e10c1ep-5, 0x0p+0, 0x1.aa5aa5df25984p-5, 0x1.c5e53aa362eb4p-4,
    0x1.526e57720db08p-3, 0x1.bc2860d22477p-3, 0x1.1058bc8a07ee1p-2, 0x1.4043057b6ee09p-2
  };

  private Glibc() {}

  /// e^x, as a CPU with fused multiply-add computes it (which every x86-64 Lambda has).
  ///
  /// Without the first two fused operations the floats `0x4202422f` and `0xc27c65d9`, and no
  /// others, come out one bit away. `NaN` gives `NaN`.
  static float expf(float x) {
    if (!(x <= OVERFLOW)) {
      return x + Float.POSITIVE_INFINITY; // overflow, or NaN
    }
    if (x < UNDERFLOW) {
      return 0;
    }
    double shifted = Math.fma(STEPS, x, ROUNDER);
    long k = Double.doubleToRawLongBits(shifted);
    double rest = Math.fma(STEPS, x, ROUNDER - shifted);
    double power = Double.longBitsToDouble(EXP_TABLE[(int) k & 31] + (k << 47));
    double polynomial =
        Math.fma(Math.fma(EXP_CUBE, rest, EXP_SQUARE), rest * rest, Math.fma(EXP_LINE, rest, 1));
    return (float) (polynomial * power);
  }

  /// The natural logarithm; 0 gives -∞, a negative number or `NaN` gives `NaN`.
  static float logf(float x) {
    if (x == 0) {
      return Float.NEGATIVE_INFINITY;
    }
    if (!(x > 0) || x == Float.POSITIVE_INFINITY) {
      return x > 0 ? x : Float.NaN;
    }
    int bits = Float.floatToRawIntBits(x);
    if (x < Float.MIN_NORMAL) {
      bits = Float.floatToRawIntBits(x * 0x1p23f) - (23 << 23);
    }
    int offset = bits - LOG_START;
    int interval = offset >> 19 & 15;
    int exponent = offset >> 23;
    double significand = Float.intBitsToFloat(bits - (exponent << 23));
    double rest = significand * LOG_INVERSE[interval] - 1;
    double whole = LOG_CENTRE[interval] + exponent * LN2;
    double square = rest * rest;
    double polynomial = LOG_FOURTH * square + (LOG_CUBE * rest + LOG_SQUARE);
    return (float) (polynomial * square + (whole + rest));
  }
}
