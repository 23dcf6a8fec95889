package dev.treeline.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.treeline.OnX86;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// [GlibcExhaustive] checks every float; here is a sample, and what is special.
@OnX86
class SoftplusTest {
  private static final int SAMPLE = 400_000;

  @Test
  void log1pHasTheBitsOfLibmOnASampleOfAllFloats() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < SAMPLE; i++) {
      float x = Float.intBitsToFloat(random.nextInt());
      assertSame(Softplus.log1p(x), Libm.log1pf(x), x);
    }
  }

  @Test
  void expm1HasTheBitsOfLibmUpToZero() {
    var random = new SplittableRandom(2);
    for (int i = 0; i < SAMPLE; i++) {
      float x = -Math.abs(Float.intBitsToFloat(random.nextInt()));
      assertSame(Softplus.expm1(x), Libm.expm1f(x), x);
      float near = (float) -random.nextDouble(20);
      assertSame(Softplus.expm1(near), Libm.expm1f(near), near);
    }
  }

  @ParameterizedTest
  @ValueSource(
      floats = {
        0,
        -0.0f,
        -1,
        -2,
        -0.2929f,
        0.41422f,
        1,
        Float.MIN_VALUE,
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN
      })
  void specialFloatsHaveTheBitsOfLibm(float x) {
    assertSame(Softplus.log1p(x), Libm.log1pf(x), x);
    if (!(x > 0)) {
      assertSame(Softplus.expm1(x), Libm.expm1f(x), x);
    }
  }

  @Test
  void theInverseUndoesIt() {
    for (float x = -10; x < 30; x += 0.37f) {
      assertThat(Softplus.inverse(Softplus.of(x))).isCloseTo(x, offset(1e-2f));
    }
  }

  private static void assertSame(float ours, float theirs, float x) {
    if (Float.floatToIntBits(ours) != Float.floatToIntBits(theirs)) {
      assertThat(ours).as("of %s", Float.toHexString(x)).isEqualTo(theirs);
    }
  }
}
