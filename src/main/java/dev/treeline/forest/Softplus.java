package dev.treeline.forest;

/// `ln(1 + e^x)` in float32 and its inverse, with libxgboost's bits on x86-64 Linux.
///
/// libxgboost builds them on `log1pf` and `expm1f`. glibc up to 2.40, and so Amazon Linux 2023, has
/// Sun's algorithms for these (fdlibm, 1993, freely usable), which are up to one unit in the last
/// place from the nearest float; written here anew. Later glibc rounds correctly.
final class Softplus {
  private static final float LN2_HIGH = 0x1.62e3p-1f;
  private static final float LN2_LOW = 0x1.2fefa2p-17f;
  private static final float INVERSE_LN2 = 0x1.715476p+0f;

  private static final float LEAST = 1e-6f;

  private Softplus() {}

  static float of(float x) {
    return x > 0 ? x + log1p(Glibc.expf(-x)) : log1p(Glibc.expf(x));
  }

  /// The number whose softplus is `y`, which counts as at least a millionth.
  static float inverse(float y) {
    float atLeast = y < LEAST ? LEAST : y;
    return atLeast + Glibc.logf(-expm1(-atLeast));
  }

  /// `ln(1 + x)`: 1 + x is 2^k (1 + f) with 1 + f between √½ and √2, and ln(1 + f) a polynomial in
  /// s = f / (2 + f); c mends what 1 + x lost in rounding.
  static float log1p(float x) {
    int bits = Float.floatToRawIntBits(x);
    int magnitude = bits & Integer.MAX_VALUE;
    if (x <= -1) {
      return x == -1 ? Float.NEGATIVE_INFINITY : Float.NaN;
    }
    if (magnitude >= 0x7f800000) {
      return x; // infinite, or NaN
    }
    if (magnitude < 0x31000000) { // 2^-29
      return magnitude < 0x24800000 ? x : x - x * x * 0.5f;
    }
    if (bits < 0x3ed413d7 && (bits > 0 || bits <= 0xbe95f61f)) { // -0.2929 < x < 0.41422
      return logNearOne(x, 1, 0, 0);
    }
    float u = bits < 0x5a000000 ? 1 + x : x;
    int significand = Float.floatToRawIntBits(u);
    int k = (significand >> 23) - 127;
    float lost = bits < 0x5a000000 ? (k > 0 ? 1 - (u - x) : x - (u - 1)) / u : 0;
    significand &= 0x007fffff;
    if (significand < 0x3504f7) {
      u = Float.intBitsToFloat(significand | 0x3f800000);
    } else {
      k++;
      u = Float.intBitsToFloat(significand | 0x3f000000);
      significand = (0x00800000 - significand) >> 2;
    }
    return logNearOne(u - 1, significand, k, lost);
  }

  private static float logNearOne(float f, int significand, int k, float lost) {
    float half = 0.5f * f * f;
    if (significand == 0) { // |f| < 2^-20
      if (f == 0) {
        return k == 0 ? 0 : k * LN2_HIGH + (lost + k * LN2_LOW);
      }
      float r = half * (1 - 0.6666667f * f);
      return k == 0 ? f - r : k * LN2_HIGH - ((r - (k * LN2_LOW + lost)) - f);
    }
    float s = f / (2 + f);
    float z = s * s;
    float r =
        z
            * (0x1.555556p-1f
                + z
                    * (0x1.99999ap-2f
                        + z
                            * (0x1.24924ap-2f
                                + z
                                    * (0x1.c71c5p-3f
                                        + z
                                            * (0x1.74664ap-3f
                                                + z * (0x1.39a09ep-3f + z * 0x1.2f112ep-3f))))));
    return k == 0
        ? f - (half - s * (half + r))
        : k * LN2_HIGH - ((half - (s * (half + r) + (k * LN2_LOW + lost))) - f);
  }

  /// `e^x - 1` for x up to 0, which is all that [#inverse] asks for: x is k ln 2 + r, and e^r - 1 a
  /// rational function of r.
  static float expm1(float x) {
    int magnitude = Float.floatToRawIntBits(x) & Integer.MAX_VALUE;
    if (magnitude >= 0x4195b844) { // 27 ln 2
      return Float.isNaN(x) ? x : -1;
    }
    if (magnitude < 0x33000000) { // 2^-25
      return x;
    }
    if (magnitude <= 0x3eb17218) { // half of ln 2
      return expNearZero(x, 0, 0);
    }
    int k = magnitude < 0x3f851592 ? -1 : (int) (INVERSE_LN2 * x - 0.5f);
    float high = x - k * LN2_HIGH;
    float low = k * LN2_LOW;
    float r = high - low;
    return expNearZero(r, k, (high - r) - low);
  }

  private static float expNearZero(float x, int k, float lost) {
    float half = 0.5f * x;
    float square = x * half;
    float r =
        1
            + square
                * (-0x1.111112p-5f
                    + square
                        * (0x1.a01a02p-10f
                            + square
                                * (-0x1.4ce19ap-14f
                                    + square * (0x1.0cfca8p-18f + square * -0x1.afdb76p-23f))));
    float t = 3 - r * half;
    float e = square * ((r - t) / (6 - x * t));
    if (k == 0) {
      return x - (x * e - square);
    }
    e = (x * (e - lost) - lost) - square;
    if (k == -1) {
      return 0.5f * (x - e) - 0.5f;
    }
    if (k <= -2) {
      return scaled(1 - (e - x), k) - 1;
    }
    throw new IllegalArgumentException("Only for numbers up to 0");
  }

  private static float scaled(float y, int k) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) + (k << 23));
  }
}
