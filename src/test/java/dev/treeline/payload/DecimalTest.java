package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The JDK's own parsers are the truth here.
class DecimalTest {
  private static final long SEED = 20261123;
  private static final int ROUNDS = 50_000;

  @Test
  void everyFloatReadsBackFromEveryNotationOfIt() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(value)) {
        check(Float.toString(value));
        check(Double.toString(value));
        check(new BigDecimal(value).toString());
      }
    }
  }

  @Test
  void decimalsOfAllLengthsRoundAsTheJdkRoundsThem() {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      check(decimal(random));
    }
  }

  @Test
  void numbersAtAndNextToTheMiddleOfTwoFloatsRoundToTheRightSide() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < ROUNDS / 4; i++) {
      float low = Math.abs(Float.intBitsToFloat(random.nextInt()));
      float high = Math.nextUp(low);
      if (Float.isFinite(high) && low > 1e-15f && low < 1e15f) {
        BigDecimal middle =
            new BigDecimal(low).add(new BigDecimal(high)).divide(BigDecimal.valueOf(2));
        check(middle.toPlainString());
        check(middle.add(BigDecimal.valueOf(1, 60)).toPlainString());
        check(middle.subtract(BigDecimal.valueOf(1, 60)).toPlainString());
        check(middle.round(new java.math.MathContext(17)).toString());
        check(middle.round(new java.math.MathContext(19)).toString());
      }
    }
  }

  @Test
  void doublesOfMoreDigitsThanOneHoldsRoundAsTheJdkRoundsThem() {
    SplittableRandom random = new SplittableRandom(SEED);
    int told = 0;
    for (int i = 0; i < 10 * ROUNDS; i++) {
      long digits = random.nextLong(1L << 53, Long.MAX_VALUE) >> random.nextInt(10);
      int power = -random.nextInt(1, 23);
      double near = Decimal.nearestDouble(digits, power);
      if (!Double.isNaN(near)) {
        told++;
        assertThat(near)
            .as("seed %d: %de%d", SEED, digits, power)
            .isEqualTo(Double.parseDouble(digits + "e" + power));
      }
    }
    assertThat(told).isGreaterThan(3 * ROUNDS);
  }

  @Test
  void doublesNextToTheMiddleOfTwoRoundToTheRightSide() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      double low = random.nextDouble(0.001, 1000);
      BigDecimal middle =
          new BigDecimal(low).add(new BigDecimal(Math.nextUp(low))).divide(BigDecimal.valueOf(2));
      BigDecimal short17 = middle.round(new java.math.MathContext(17 + i % 2));
      double near =
          Decimal.nearestDouble(short17.unscaledValue().longValueExact(), -short17.scale());
      if (!Double.isNaN(near)) {
        assertThat(near).as("seed %d: %s", SEED, short17).isEqualTo(short17.doubleValue());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+0.0",
        "00012",
        ".5",
        "5.",
        "-.5e-3",
        "1E5",
        "16777217",
        "9007199254740993",
        "9223372036854775807",
        "99999999999999999999999999",
        "3.4028235677973366e38",
        "3.4028235677973365e38",
        "1e39",
        "1.4e-45",
        "7e-46",
        "7.1e-46",
        "1e-400",
        "1e400",
        "0e999999999999",
        "1e999999999999",
        "1e-999999999999",
        "4.35",
        "1e22",
        "1e23",
        "1e-22",
        "1e-23"
      })
  void edgesAgreeWithTheJdk(String text) {
    check(text);
  }

  @Test
  void aLongRunOfZerosDoesNotHideTheExponent() {
    check("0." + "0".repeat(5000) + "1e5000");
    check("1" + "0".repeat(5000) + "e-5000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-", "+", ".", "e5", "1e", "1e+", "1.2.3", "0x10", "1f", "1_000", "١", "--1"})
  void otherTextIsNoNumber(String text) {
    Payload.read(
        MediaType.CSV,
        ("," + text).getBytes(StandardCharsets.UTF_8),
        row -> assertThat(row.kind(1)).as(text).isEqualTo(Row.Kind.TEXT));
  }

  private static String decimal(Random random) {
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
    int length = 1 + random.nextInt(random.nextInt(10) == 0 ? 40 : 20);
    int point = random.nextInt(length + 1);
    for (int i = 0; i < length; i++) {
      text.append(i == point ? "." : "").append((char) ('0' + random.nextInt(10)));
    }
    if (random.nextInt(3) == 0) {
      text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(90) - 45);
    }
    return text.toString();
  }

  private static void check(String text) {
    long rows =
        Payload.read(
            MediaType.CSV,
            text.getBytes(StandardCharsets.US_ASCII),
            row -> {
              assertThat(Float.floatToRawIntBits(row.floatAt(0)))
                  .as("float of %s", text)
                  .isEqualTo(Float.floatToRawIntBits(Float.parseFloat(text)));
              assertThat(Double.doubleToRawLongBits(row.doubleAt(0)))
                  .as("double of %s", text)
                  .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
            });
    assertThat(rows).as(text).isEqualTo(1);
  }
}
