package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonFloatTest {
  private static final long SEED = 20_250_720;

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, -0.0",
    "1e-3, 0.0010000000474974513",
    "1e-4, 9.999999747378752e-05",
    "1.1e-4, 0.00011000000085914508",
    "9999999, 9999999.0",
    "1e7, 10000000.0",
    "12345679, 12345679.0",
    "1e10, 10000000000.0",
    "9.9999992e15, 9999999198822400.0",
    "1e16, 1.0000000272564224e+16",
    "-1e16, -1.0000000272564224e+16",
    "1.7592186e13, 17592186044416.0",
    "1.4e-45, 1.401298464324817e-45",
    "1.17549435e-38, 1.1754943508222875e-38",
    "3.4028235e38, 3.4028234663852886e+38"
  })
  void boundariesOfTheNotation(float value, String expected) {
    assertThat(text(value)).isEqualTo(expected);
  }

  @Test
  void powersOfTwoAreWrittenAsBefore() {
    for (int exponent = -149; exponent < 128; exponent++) {
      assertSame(Math.scalb(1f, exponent));
      assertSame(Math.nextDown(Math.scalb(1f, exponent)));
      assertSame(-Math.nextUp(Math.scalb(1f, exponent)));
    }
  }

  @Test
  void anyFloatIsWrittenAsBefore() {
    Random random = new Random(SEED);
    for (int i = 0; i < 300_000; i++) {
      assertSame(Float.intBitsToFloat(random.nextInt()));
    }
  }

  @Test
  void subnormalFloatsAreWrittenAsBefore() {
    Random random = new Random(SEED);
    for (int i = 0; i < 50_000; i++) {
      assertSame(Float.intBitsToFloat(random.nextInt(1 << 23)));
    }
  }

  @Test
  void whatIsLeftOfOneIsWrittenAsBefore() {
    Random random = new Random(SEED);
    for (int i = 0; i < 100_000; i++) {
      assertSame(1.0 - random.nextFloat());
      assertSame(1.0 - Float.intBitsToFloat(random.nextInt()));
    }
  }

  private static void assertSame(double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    StringBuilder expected = new StringBuilder("x");
    SlowPythonFloat.append(expected, value);
    StringBuilder found = new StringBuilder("x");
    PythonFloat.append(found, value);
    assertThat(found.toString()).as("seed %d", SEED).isEqualTo(expected.toString());
    assertThat(Double.parseDouble(found.substring(1))).isEqualTo(value);
  }

  private static String text(double value) {
    StringBuilder out = new StringBuilder();
    PythonFloat.append(out, value);
    return out.toString();
  }
}
