package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PredictionsTest {

  @Test
  void everyFloatPrintsAsPythonPrintsIt() throws IOException {
    List<String> lines = pythonFloats();
    assertThat(lines).hasSizeGreaterThan(7000);
    for (String line : lines) {
      float value = Float.intBitsToFloat(Integer.parseUnsignedInt(line.substring(0, 8), 16));
      assertThat(Predictions.csv(new float[] {value}, 1)).isEqualTo(line.substring(9) + "\n");
    }
  }

  @Test
  void oneScoreARowIsANumber() {
    assertThat(Predictions.json(new float[] {0.43861908f, 1e-5f}, 1))
        .isEqualTo(
            "{\"predictions\": [{\"score\": 0.43861907720565796},"
                + " {\"score\": 9.999999747378752e-06}]}");
    assertThat(Predictions.csv(new float[] {0.43861908f, 2}, 1))
        .isEqualTo("0.43861907720565796\n2.0\n");
  }

  @Test
  void severalScoresARowAreAList() {
    float[] scores = {0.25f, 0.75f, 0.5f, 0.5f};
    assertThat(Predictions.json(scores, 2))
        .isEqualTo("{\"predictions\": [{\"score\": [0.25, 0.75]}, {\"score\": [0.5, 0.5]}]}");
    assertThat(Predictions.csv(scores, 2)).isEqualTo("0.25,0.75\n0.5,0.5\n");
  }

  @Test
  void oneRowPrintsAsItDoesAmongOthers() {
    StringBuilder out = new StringBuilder("x\n");
    Predictions.csvRow(out, new float[] {0.25f, -0.0f});
    assertThat(out).hasToString("x\n0.25,-0.0\n");
  }

  @Test
  void noRowsAreAnEmptyList() {
    assertThat(Predictions.json(new float[0], 3)).isEqualTo("{\"predictions\": []}");
    assertThat(Predictions.csv(new float[0], 3)).isEmpty();
  }

  @Test
  void whatIsNotFiniteIsWrittenAsPythonWritesIt() {
    float[] scores = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    assertThat(Predictions.csv(scores, 3)).isEqualTo("nan,inf,-inf\n");
    assertThat(Predictions.json(scores, 3))
        .isEqualTo("{\"predictions\": [{\"score\": [NaN, Infinity, -Infinity]}]}");
  }

  @Test
  void repliesReadBackToTheSameBits() throws IOException {
    List<String> lines = pythonFloats();
    float[] scores = new float[lines.size() / 3 * 3];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Float.intBitsToFloat(Integer.parseUnsignedInt(lines.get(i).substring(0, 8), 16));
    }
    assertThat(readBack(MediaType.JSON, Predictions.json(scores, 3))).isEqualTo(bits(scores));
    assertThat(readBack(MediaType.JSON, Predictions.json(scores, 1))).isEqualTo(bits(scores));
    assertThat(readBack(MediaType.CSV, Predictions.csv(scores, 3))).isEqualTo(bits(scores));
  }

  private static List<Integer> bits(float[] scores) {
    List<Integer> bits = new ArrayList<>();
    for (float score : scores) {
      bits.add(Float.floatToRawIntBits(score));
    }
    return bits;
  }

  private static List<Integer> readBack(MediaType type, String reply) {
    List<Integer> bits = new ArrayList<>();
    Payload.read(
        type,
        reply.getBytes(StandardCharsets.UTF_8),
        row -> {
          for (int column = 0; column < row.width(); column++) {
            bits.add(Float.floatToRawIntBits(row.floatAt(column)));
          }
        });
    return bits;
  }

  private static List<String> pythonFloats() throws IOException {
    var stream = PredictionsTest.class.getResourceAsStream("/payload/python-floats.txt");
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
