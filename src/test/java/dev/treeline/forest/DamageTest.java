package dev.treeline.forest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.treeline.booster.ModelFormatException;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A damaged file is refused with a place, or is a model still: no other exception, no hang, and no
/// memory for what a damaged length claims.
class DamageTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int FLIPS = 8_000;

  @ParameterizedTest
  @ValueSource(strings = {"squarederror-3.2.0.ubj", "squarederror-3.2.0.json"})
  void aFileCutAnywhereIsRefused(String file) {
    byte[] model = stripped(Fixtures.bytes("oracle/" + file));
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int length = 0; length < model.length; length++) {
            byte[] cut = Arrays.copyOf(model, length);
            assertThatThrownBy(() -> Model.read(file, cut))
                .as("cut to %d bytes", length)
                .isInstanceOf(ModelFormatException.class);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "single-leaf-3.2.0.ubj",
        "single-leaf-3.2.0.json",
        "squarederror-3.2.0.ubj",
        "squarederror-3.2.0.json",
        "softprob-1.7.6.ubj"
      })
  void aFileWithChangedBytesIsRefusedOrScores(String file) {
    byte[] model = Fixtures.bytes("oracle/" + file);
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int seed = 0; seed < FLIPS; seed++) {
            readAndScore(file, damaged(model, new SplittableRandom(seed)), seed);
          }
        });
  }

  /// One to three bytes: a bit flipped, any value, or one that means something to the reader.
  private static byte[] damaged(byte[] model, SplittableRandom random) {
    byte[] bytes = model.clone();
    for (int change = random.nextInt(3); change >= 0; change--) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          switch (random.nextInt(3)) {
            case 0 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
            case 1 -> (byte) random.nextInt(256);
            default -> (byte) "{}[]\",:-0179#$LSdilUITFZ".charAt(random.nextInt(24));
          };
    }
    return bytes;
  }

  private static void readAndScore(String file, byte[] bytes, int seed) {
    try {
      var model = Model.read(file, bytes);
      model.predict(new float[model.features()], new float[model.outputs()]);
    } catch (ModelFormatException e) {
      // what damage should give
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed " + seed + " of " + file, e);
    }
  }

  private static byte[] stripped(byte[] model) {
    int end = model.length;
    while (model[end - 1] != '}') {
      end--;
    }
    return Arrays.copyOf(model, end);
  }
}
