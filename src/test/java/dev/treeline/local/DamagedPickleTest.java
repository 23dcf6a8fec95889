package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  static List<String> smallPickles() {
    return PickledBoosterTest.fileNames().stream()
        .filter(name -> PickledBoosterTest.resource(name).length < 3_000)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("smallPickles")
  void pickleCutAtAnyByteIsRefused(String name) {
    byte[] whole = PickledBoosterTest.resource(name);

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> PickledBooster.read(name, cut))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageMatching("(?s)" + name + " byte \\d+: found .*, expected .*");
    }
  }

  @ParameterizedTest
  @MethodSource("smallPickles")
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

  /// Each byte outside the model becomes each instruction there is.
  @ParameterizedTest
  @MethodSource("smallPickles")
  void byteChangedToAnyOtherIsReadOrRefused(String name) {
    byte[] bytes = PickledBoosterTest.resource(name);

    for (int i = 0; i < bytes.length; i++) {
      byte was = bytes[i];
      for (int value = i % 2; value < 256; value += 2) {
        bytes[i] = (byte) value;
        readOrRefused(name, bytes);
      }
      bytes[i] = was;
    }
  }

  @Test
  void shuffledInstructionsAreReadOrRefused() {
    long seed = 20_261_123;
    var random = new SplittableRandom(seed);
    byte[] codes =
        HostilePickleTest.latin("(.012FIJKLMNPQRSTUVXabcdeghijlopqrstu}])G\u0080\u0081\u0085\u0086")
            .clone();
    byte[] source = PickledBoosterTest.resource("texts-0.90.2.pickle");
    int read = 0;
    for (int round = 0; round < 200_000; round++) {
      var bytes = new byte[1 + random.nextInt(40)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] =
            random.nextInt(4) == 0
                ? source[random.nextInt(source.length)]
                : codes[random.nextInt(codes.length)];
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
      assertThat(PickledBooster.read(name, bytes).handle()).isNotEmpty();
    } catch (ModelFormatException e) {
      assertThat(e).hasMessageStartingWith(name + " byte ");
    }
  }
}
