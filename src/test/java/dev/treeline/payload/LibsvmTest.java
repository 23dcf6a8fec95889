package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.payload.BodyOptions.IndexBase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibsvmTest {
  @Test
  void whatIsAbsentIsMissingAndNotZero() {
    assertThat(rows("1 0:2.5 2:0\n", 4, 0))
        .containsExactly(List.of(2.5f, Float.NaN, 0f, Float.NaN));
  }

  @Test
  void indicesComeInAnyOrder() {
    assertThat(rows("2:3 0:1 1:2\n", 3, 0)).containsExactly(List.of(1f, 2f, 3f));
  }

  @Test
  void indicesMayCountFromOne() {
    assertThat(rows("1:1 3:3\n", 3, 1)).containsExactly(List.of(1f, Float.NaN, 3f));
  }

  @Test
  void aRowForgetsTheOneBefore() {
    assertThat(rows("0:1 1:2\n1:3\n", 2, 0))
        .containsExactly(List.of(1f, 2f), List.of(Float.NaN, 3f));
  }

  @Test
  void labelsQueriesAndCommentsArePassedOver() {
    assertThat(rows("-1 qid:7 0:5 # 1:6\n# all of it\n", 2, 0))
        .containsExactly(List.of(5f, Float.NaN));
  }

  @Test
  void aLabelAloneIsARowWithoutValues() {
    assertThat(rows("1\n\n  \n0\n", 1, 0)).containsExactly(List.of(Float.NaN), List.of(Float.NaN));
  }

  @Test
  void everyEndOfALineWillDo() {
    assertThat(rows("0:1\r\n0:2\t\r\n0:3", 1, 0))
        .containsExactly(List.of(1f), List.of(2f), List.of(3f));
  }

  @Test
  void aLargerIndexMakesItsRowWider() {
    assertThat(rows("0:1 3:1\n0:1\n", 2, 0).stream().map(List::size)).containsExactly(4, 2);
  }

  @Test
  void aTextIsShownAsSuchWithItsPlace() {
    assertThatThrownBy(() -> rows("0:1\n0:1 1:red\n", 2, 0))
        .isInstanceOf(PayloadException.class)
        .hasMessage("row 2, index 1: found \"red\", expected a number, or nothing if missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1:1", "x:1", ":1", "9999999999:1", "99999999999999999999:1", "1048576:1"})
  void aWrongIndexIsRefused(String word) {
    assertThatThrownBy(() -> rows(word + "\n", 2, 0))
        .isInstanceOf(PayloadException.class)
        .hasMessageStartingWith("row 1: found the index \"")
        .hasMessageEndingWith("expected a number from 0 to 1048575");
  }

  @Test
  void anIndexThatComesTwiceIsRefused() {
    assertThatThrownBy(() -> rows("1:1 1:1\n", 2, 1))
        .hasMessage("row 1: found the index 1 twice, expected each once");
  }

  @Test
  void zeroIsNoIndexWhereTheyCountFromOne() {
    assertThatThrownBy(() -> rows("0:1\n", 2, 1)).hasMessageContaining("from 1");
  }

  @Test
  void theSmallestIndexIsThatOfTheWholeText() throws IOException {
    assertThat(Libsvm.smallestIndex(stream("1 3:1\n0 2:1 1:1\n"))).hasValue(1);
    assertThat(Libsvm.smallestIndex(stream("1\n"))).isEmpty();
  }

  @Test
  void aBodyWithoutTheIndexZeroCountsFromOne() {
    assertThat(body("1:5 3:7\n2:6", 3, IndexBase.AUTO).toString())
        .isEqualTo("[[5.0, NaN, 7.0], [NaN, 6.0, NaN]]");
    assertThat(body("1:5\n0:4 2:6", 3, IndexBase.AUTO).toString())
        .isEqualTo("[[NaN, 5.0, NaN], [4.0, NaN, 6.0]]");
    assertThat(body("1:5", 3, IndexBase.ZERO).toString()).isEqualTo("[[NaN, 5.0, NaN]]");
    assertThat(body("1:5", 3, IndexBase.ONE).toString()).isEqualTo("[[5.0, NaN, NaN]]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.1,3.5,1.4,0.2", "1;2", "a,b", "5.1 3.5 1.4 0.2", "setosa"})
  void delimitedTextIsToldThatItIsNoLibsvm(String text) {
    assertThatThrownBy(() -> body(text, 4, IndexBase.AUTO))
        .isInstanceOf(PayloadException.class)
        .hasMessageStartingWith("row 1: found \"")
        .hasMessageEndingWith("Content-Type text/csv");
  }

  @Test
  void wideRowsOfFewBytesAreRefusedBeforeTheyCostMuch() {
    assertThatThrownBy(() -> body("1048574:1\n".repeat(100), 4, IndexBase.ONE))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("indices no larger than the model's");
  }

  private static List<List<Float>> body(String text, int features, IndexBase base) {
    List<List<Float>> rows = new ArrayList<>();
    Payload.decode(
        MediaType.LIBSVM,
        text.getBytes(StandardCharsets.UTF_8),
        BodyOptions.of(features, base),
        row -> {
          List<Float> values = new ArrayList<>();
          for (int i = 0; i < Math.min(row.width(), 10); i++) {
            values.add(row.floatAt(i));
          }
          rows.add(values);
        });
    return rows;
  }

  /// Whatever comes, the answer is rows or a [PayloadException].
  @Test
  void noiseIsReadOrRefused() {
    String alphabet = "0123456789:. -#\nqid\te\r\u00e9\"";
    for (long seed = 0; seed < 5000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        rows(text.toString(), 3, 0);
      } catch (PayloadException expected) {
        assertThat(expected).as("seed %s", seed).hasMessageStartingWith("row ");
      }
    }
  }

  private static List<List<Float>> rows(String text, int width, int base) {
    List<List<Float>> rows = new ArrayList<>();
    try {
      long count =
          Libsvm.read(
              stream(text),
              width,
              base,
              row -> {
                List<Float> values = new ArrayList<>();
                for (int i = 0; i < row.width(); i++) {
                  values.add(row.floatAt(i));
                }
                rows.add(values);
              });
      assertThat(count).isEqualTo(rows.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
