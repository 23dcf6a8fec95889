package dev.treeline.booster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.forest.Sample;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JsonSourceTest {

  @Test
  void floatsAreRoundedOnceToFloat() throws IOException {
    // The second lies so near the middle of two floats that by way of double it becomes the other.
    float[] values = floats("[1E-1, 1.00000017881393432617187499, 3.4028235E38, 1E-45, 4E-1, 7]");
    assertThat(values).containsExactly(0.1f, 1.0000001f, Float.MAX_VALUE, Float.MIN_VALUE, 0.4f, 7);
  }

  @Test
  void bareNonNumbersAreNumbers() throws IOException {
    assertThat(floats("[NaN, Infinity, -Infinity, -0E0]"))
        .containsExactly(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0.0f);
  }

  @Test
  void otherSpellingsOfInfinityAreRefused() {
    assertThatThrownBy(() -> floats("[1E0, -INF]"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("$[1]: found a number, expected a number, NaN, Infinity or -Infinity");
  }

  @Test
  void booleansCountAsIntegers() throws IOException {
    assertThat(new JsonSource(Sample.bytes("[true, false, 3]")).integers())
        .containsExactly(1, 0, 3);
  }

  @Test
  void integersThatDoNotFitAreRefusedWithTheirPlace() {
    assertThatThrownBy(() -> new JsonSource(Sample.bytes("[1, 4294967295]")).integers())
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("$[1]: found a number, expected an integer of 32 bits");
    assertThatThrownBy(() -> new JsonSource(Sample.bytes("[1.5]")).integers())
        .hasMessage("$[0]: found a number, expected an integer");
  }

  @Test
  void theLastOfTwoEqualKeysWins() {
    String json =
        Sample.with("\"num_target\":\"1\"", "\"num_target\":\"1\",\"base_score\":\"5E0\"");
    assertThat(Sample.margin(Sample.read(json), 0, 1)).isEqualTo(7f);
    String twice = Sample.with("\"version\":[3,0,5]", "\"learner\":{}");
    assertThatThrownBy(() -> Sample.read(twice))
        .hasMessageContaining("$.learner.learner_model_param: found nothing");
  }

  @Test
  void unknownKeysArePassedOver() {
    String json = Sample.with("\"version\"", "\"later\":{\"a\":[1,{\"b\":null}]},\"version\"");
    assertThat(Sample.read(json).groups()).isOne();
  }

  @Test
  void whatFollowsTheModelIsRefused() {
    assertThatThrownBy(() -> Sample.read(Sample.JSON + "{}"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("found an object, expected the end of the file");
  }

  @Test
  void malformedTextIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> Sample.read(Sample.with("\"version\":[3,0,5]", "\"version\":[3,0;5]")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("model.json byte ")
        .hasMessageEndingWith("expected well-formed JSON");
  }

  @Test
  void deepNestingIsRefused() {
    assertThatThrownBy(() -> Sample.read("{\"a\":" + "[".repeat(100_000)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("nesting depth");
  }

  private static float[] floats(String json) throws IOException {
    return new JsonSource(Sample.bytes(json)).floats();
  }
}
