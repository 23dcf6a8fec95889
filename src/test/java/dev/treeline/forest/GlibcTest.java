package dev.treeline.forest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.OnX86;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// [GlibcExhaustive] checks every float; here is a sample, and what is special.
class GlibcTest {
  private static final int SAMPLE = 400_000;

  @Test
  @OnX86
  void expfHasTheBitsOfLibmOnASampleOfAllFloats() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < SAMPLE; i++) {
      assertExpf(Float.intBitsToFloat(random.nextInt()));
    }
  }

  @Test
  @OnX86
  void expfHasTheBitsOfLibmWhereResultsAreFinite() {
    var random = new SplittableRandom(2);
    for (int i = 0; i < SAMPLE; i++) {
      assertExpf((float) random.nextDouble(-104, 89));
    }
  }

  /// The first two are the floats that come out otherwise without fused multiply-add; then the ends
  /// of the range, each with its neighbours outside.
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x4202422f,
        0xc27c65d9,
        0x42b17217,
        0x42b17218,
        0xc2cff1b4,
        0xc2cff1b5,
        0,
        0x80000000,
        1,
        0x7f800000,
        0xff800000,
        0x7f7fffff,
        0xff7fffff,
        0x42b16666,
        0x42d00000
      })
  @OnX86
  void expfHasTheBitsOfLibmAtSpecialFloats(int bits) {
    assertExpf(Float.intBitsToFloat(bits));
  }

  @Test
  void expfIsNotTheDoubleExponentialRounded() {
    float x = Float.intBitsToFloat(0x4202422f);
    assertThat(Glibc.expf(x)).isNotEqualTo((float) Math.exp(x)).isEqualTo(Libm.expf(x));
  }

  @Test
  void logfHasTheBitsOfLibmOnASampleOfAllFloats() {
    var random = new SplittableRandom(3);
    for (int i = 0; i < SAMPLE; i++) {
      assertLogf(Float.intBitsToFloat(random.nextInt()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        0x80000000,
        1,
        0x007fffff,
        0x00800000,
        0x3f7fffff,
        0x3f800000,
        0x3f800001,
        0x3f330000,
        0x3f32ffff,
        0x7f7fffff,
        0x7f800000,
        0xff800000,
        0xbf800000
      })
  void logfHasTheBitsOfLibmAtSpecialFloats(int bits) {
    assertLogf(Float.intBitsToFloat(bits));
  }

  @Test
  void notANumberStaysOne() {
    assertThat(Glibc.expf(Float.NaN)).isNaN();
    assertThat(Glibc.logf(Float.NaN)).isNaN();
    assertThat(Glibc.logf(-1)).isNaN();
  }

  private static void assertExpf(float x) {
    if (Float.floatToIntBits(Glibc.expf(x)) != Float.floatToIntBits(Libm.expf(x))) {
      assertThat(Bits.of(new float[] {Glibc.expf(x)}))
          .as("expf of the bits %s", Bits.of(new float[] {x}))
          .isEqualTo(Bits.of(new float[] {Libm.expf(x)}));
    }
  }

  private static void assertLogf(float x) {
    if (Float.floatToIntBits(Glibc.logf(x)) != Float.floatToIntBits(Libm.logf(x))) {
      assertThat(Bits.of(new float[] {Glibc.logf(x)}))
          .as("logf of the bits %s", Bits.of(new float[] {x}))
          .isEqualTo(Bits.of(new float[] {Libm.logf(x)}));
    }
  }
}
