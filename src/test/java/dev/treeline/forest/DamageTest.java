package dev.treeline.forest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.treeline.booster.ModelFile;
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
  private static final int FEW = 2_000;
  private static final int BATCH = 17;
  private static final int MOST_FEATURES = 100_000;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "poisson-0.90.bin",
        "dart-softprob-1.0.2.bin",
        "dart-1.0.2.snapshot",
        "logistic-base-1.5.2.snapshot",
        "logistic-base-3.1.3.snapshot",
        "dart-forest-3.2.0.ubj",
        "dart-forest-3.4.1.ubj",
        "gblinear-0.90.bin",
        "gblinear-softprob-1.5.2.json",
        "gblinear-3.4.1.ubj",
        "sets-3.0.5.ubj",
        "names-3.1.3.ubj",
        "vector-3.4.1.json",
        "vector-sets-3.4.1.ubj",
        "expectile-3.4.1.ubj"
      })
  void everyFormatAndKindCutOrChangedIsRefusedOrScoresAndExplains(String file) {
    byte[] model = Fixtures.bytes("oracle/" + file);
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int seed = 0; seed < FEW; seed++) {
            var random = new SplittableRandom(seed);
            useAll(file, Arrays.copyOf(model, random.nextInt(model.length)), seed);
            useAll(file, damaged(model, random), seed);
          }
        });
  }

  private static void useAll(String file, byte[] bytes, int seed) {
    try {
      ModelFile.withoutConfiguration(file, bytes);
      var model = Model.read(file, bytes);
      int features = model.features();
      if (features > MOST_FEATURES) {
        return; // a row of so many is the caller's to refuse
      }
      float[] row = new float[features];
      Arrays.fill(row, 0, features / 2, Float.NaN);
      model.predict(new float[BATCH * features], BATCH, new float[BATCH * model.outputs()]);
      model.predict(row, new float[model.outputs()]);
      if (model.trees() > 0) {
        model.leaves(row, new int[model.trees()]);
      }
      Inspection.read(file, bytes);
      var explainer = Explainer.read(file, bytes);
      explainer.contributions(row, new float[explainer.groups() * (features + 1)]);
    } catch (ModelFormatException e) {
      // what damage should give
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed " + seed + " of " + file, e);
    }
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
