package dev.treeline.forest;

import java.io.PrintStream;

/// Compares [Glibc] with the machine's libm for every float; a few minutes on one core.
///
/// ```sh
/// mvn -q test-compile && java --enable-native-access=ALL-UNNAMED \
///   -cp target/classes:target/test-classes dev.treeline.forest.GlibcExhaustive
/// ```
final class GlibcExhaustive {
  private GlibcExhaustive() {}

  static void main(String[] arguments) {
    System.exit(run(System.out));
  }

  private static int run(PrintStream out) {
    long exponentials = 0;
    long logarithms = 0;
    int bits = 0;
    do {
      float x = Float.intBitsToFloat(bits);
      if (Float.floatToIntBits(Glibc.expf(x)) != Float.floatToIntBits(Libm.expf(x))) {
        exponentials++;
      }
      if (Float.floatToIntBits(Glibc.logf(x)) != Float.floatToIntBits(Libm.logf(x))) {
        logarithms++;
      }
    } while (++bits != 0);
    out.println(
        "Of 4294967296 floats "
            + exponentials
            + " have another expf, "
            + logarithms
            + " another logf.");
    return exponentials + logarithms == 0 ? 0 : 1;
  }
}
