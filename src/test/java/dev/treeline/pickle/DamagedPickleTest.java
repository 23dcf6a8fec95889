package dev.treeline.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.treeline.booster.ModelFormatException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A pickle cut or changed at any byte is read or refused with the byte; nothing else comes out.
@Timeout(60)
class DamagedPickleTest {
  private static final byte[] INSTRUCTIONS =
      HostilePickleTest.latin(
          "(.012FGIJKLMNPQRSTUVXabcdeghijlopqrstu}])BC\u0080\u0081\u0082\u0083\u0084\u0085\u0086"
              + "\u0087\u0088\u0089\u008a\u008b\u008c\u008d\u008e\u008f\u0090\u0091\u0092\u0093\u0094"
              + "\u0095\u0096\u0097\u0098");

  /// Each protocol, and models of Python 2 and 3; damage inside the model's bytes is nothing to a
  /// pickle, so the smallest models do.
  static List<String> smallPickles() {
    return PickledBoosterTest.fileNames().stream()
        .filter(name -> PickledBoosterTest.resource(name).length < 2_400)
        .toList();
  }

  static List<String> everyKindOnce() {
    return List.of(
        "booster-0.82.0.pickle",
        "regressor-0.82.2.pickle",
        "texts-0.90.2.pickle",
        "texts-0.90.3.pickle",
        "texts-0.90.5.pickle");
  }

  @ParameterizedTest
  @MethodSource("smallPickles")
  void pickleCutAtAnyByteIsRefused(String name) {
    byte[] whole = PickledBoosterTest.resource(name);

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      var refused = assertThrows(ModelFormatException.class, () -> PickledBooster.read(name, cut));
      if (!refused.toString().matches("(?s).*: " + name + " byte \\d+: found .*, expected .*")) {
        throw refused;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyKindOnce")
  void flippedBitIsReadOrRefused(String name) {
    byte[] bytes = PickledBoosterTest.resource(name);

    for (int i = 0; i < bytes.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        bytes[i] ^= (byte) (1 << bit);
        readOrRefused(name, bytes);
        bytes[i] ^= (byte) (1 << bit);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyKindOnce")
  void byteChangedToAnInstructionIsReadOrRefused(String name) {
    byte[] bytes = PickledBoosterTest.resource(name);

    for (int i = 0; i < bytes.length; i++) {
      byte was = bytes[i];
      // All instructions in the course of five bytes.
      for (int code = i % 5; code < INSTRUCTIONS.length; code += 5) {
        bytes[i] = INSTRUCTIONS[code];
        readOrRefused(name, bytes);
      }
      bytes[i] = was;
    }
  }

  @Test
  void shuffledInstructionsAreReadOrRefused() {
    long seed = 20_261_123;
    var random = new SplittableRandom(seed);
    byte[] source = PickledBoosterTest.resource("texts-0.90.2.pickle");
    int read = 0;
    for (int round = 0; round < 50_000; round++) {
      var bytes = new byte[1 + random.nextInt(40)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] =
            random.nextInt(4) == 0
                ? source[random.nextInt(source.length)]
                : INSTRUCTIONS[random.nextInt(INSTRUCTIONS.length)];
      }
      try {
        new PickleMachine(new PickleBytes("seed " + seed, bytes)).run();
        read++;
      } catch (ModelFormatException e) {
        assertThat(e).hasMessageStartingWith("seed " + seed + " byte ");
      }
    }
    assertThat(read).isPositive();
  }

  private static void readOrRefused(String name, byte[] bytes) {
    try {
      boolean empty = PickledBooster.read(name, bytes).handle().length == 0;
      if (empty) {
        throw new AssertionError(name + " was read without a model");
      }
    } catch (ModelFormatException e) {
      if (!e.toString().contains(": " + name + " byte ")) {
        throw e;
      }
    }
  }
}
