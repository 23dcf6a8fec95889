package dev.treeline.forest;

import java.io.PrintStream;

/// Compares [Glibc] and [Softplus] with the machine's libm for every float; a few minutes on one
/// core. `log1pf` and `expm1f` are those of glibc up to 2.40; `expm1f` is asked for up to 0 only.
///
/// ```sh
/// mvn -q test-compile && java --enable-native-access=ALL-UNNAMED \
///   -cp target/classes:target/test-classes dev.treeline.forest.GlibcExhaustive
/// ```
final class GlibcExhaustive {
  private long exponentials;
  private long logarithms;
  private long logarithmsNearOne;
  private long exponentialsNearZero;

  private GlibcExhaustive() {}

  static void main(String[] arguments) {
    System.exit(new GlibcExhaustive().run(System.out));
  }

  private int run(PrintStream out) {
    int bits = 0;
    do {
      compare(Float.intBitsToFloat(bits));
    } while (++bits != 0);
    out.println(
        "Of 4294967296 floats "
            + exponentials
            + " have another expf, "
            + logarithms
            + " another logf, "
            + logarithmsNearOne
            + " another log1pf, "
            + exponentialsNearZero
            + " another expm1f.");
    return exponentials + logarithms + logarithmsNearOne + exponentialsNearZero == 0 ? 0 : 1;
  }

  private void compare(float x) {
    exponentials += differ(Glibc.expf(x), Libm.expf(x));
    logarithms += differ(Glibc.logf(x), Libm.logf(x));
    logarithmsNearOne += differ(Softplus.log1p(x), Libm.log1pf(x));
    if (!(x > 0)) {
      exponentialsNearZero += differ(Softplus.expm1(x), Libm.expm1f(x));
    }
  }

  private static int differ(float ours, float theirs) {
    return Float.floatToIntBits(ours) == Float.floatToIntBits(theirs) ? 0 : 1;
  }
}
