package dev.treeline.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.Tally;
import dev.treeline.sketch.ValueCounts;
import dev.treeline.sketch.ValueType;
import dev.treeline.sketch.Values;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DisclosureTest {
  private static final byte[] SALT = "key".getBytes(StandardCharsets.UTF_8);
  private static final Disclosure RULE = Disclosure.of(Set.of("colour"), SALT);

  /// The well-known example of HMAC-SHA-256: key "key", the sentence of the fox, f7bc83f4….
  @Test
  void tokenIsTheBeginningOfHmacSha256() {
    assertThat(RULE.token("The quick brown fox jumps over the lazy dog")).isEqualTo("#f7bc83f4");
  }

  @Test
  void listedFeatureIsShownAndEveryOtherOneIsNot() {
    assertThat(RULE.text("colour", "red")).isEqualTo("red");
    assertThat(RULE.text("mail", "red")).isEqualTo(RULE.token("red")).matches("#[0-9a-f]{8}");
    assertThat(Disclosure.OPEN.text("mail", "red")).isEqualTo("red");
    assertThat(RULE.showing(Set.of("mail")).text("mail", "red")).isEqualTo("red");
  }

  @Test
  void otherSaltGivesAnotherToken() {
    Disclosure other = Disclosure.of(Set.of(), new byte[] {1});
    assertThat(other.token("red")).isNotEqualTo(RULE.token("red"));
  }

  @Test
  void baselineWithoutASaltGetsTheSameOneEveryTime() {
    assertThat(Disclosure.derived("{}")).isEqualTo(Disclosure.derived("{}"));
    assertThat(Disclosure.derived("{}")).isNotEqualTo(Disclosure.derived("{ }"));
    assertThat(Disclosure.derived("{}").shown()).isEmpty();
  }

  @Test
  void tokenThatIsShownAgainStaysTheSame() {
    String token = RULE.token("red");
    assertThat(RULE.text("mail", token)).isEqualTo(token);
  }

  @Test
  void capturedTextThatLooksLikeATokenIsNotTakenForOne() {
    String token = RULE.token("red");
    assertThat(RULE.column("mail").of("red")).isEqualTo(token);
    assertThat(RULE.column("mail").of(token)).isNotEqualTo(token);
    assertThat(RULE.column("colour").of(token)).isEqualTo(token);
  }

  @Test
  void columnForgetsNothingThatMatters() {
    Disclosure.Column column = RULE.column("mail");
    for (int i = 0; i < 3_000; i++) {
      assertThat(column.of("value " + i)).isEqualTo(RULE.token("value " + i));
      assertThat(column.of("value " + i)).isEqualTo(RULE.token("value " + i));
    }
    assertThat(column.of(7.0)).isEqualTo(RULE.token("7"));
  }

  @Test
  void textsThatDifferOnlyBeyondWhatIsKeptAreOneCategory() {
    String kept = "x".repeat(ValueCounts.LONGEST_TEXT);
    assertThat(RULE.token(kept + "a")).isEqualTo(RULE.token(kept));
  }

  @Test
  void emptySaltIsRefused() {
    assertThatThrownBy(() -> Disclosure.of(Set.of(), new byte[0]))
        .hasMessage("salt: found no byte, expected at least one");
  }

  @Test
  void hiddenProfileCountsTokensAsItCountedValues() {
    Profile open = Tables.texts(1, List.of("red", "red", "red", "green", "blue", "blue"));
    Profile hidden = open.disclosed(Disclosure.of(Set.of(), SALT));

    Values values = (Values) hidden.features().getFirst().partition();
    assertThat(values.labels())
        .containsExactly(RULE.token("red"), RULE.token("blue"), RULE.token("green"));
    assertThat(hidden.features().getFirst().counts().counts()).containsExactly(3, 2, 1);
    assertThat(hidden.disclosed(hidden.disclosure())).isEqualTo(hidden);
    assertThat(open.disclosed(Disclosure.OPEN)).isEqualTo(open);
  }

  @Test
  void cellOfOtherValuesStaysTheLast() {
    Values values = Values.ofTexts(List.of("red", "green"), false);
    var counts = CellCounts.restore(values, new long[] {5, 4, 30}, 2, 0, 0);
    var feature = new FeatureProfile("mail", ValueType.STRING, counts, BlockSummary.NONE);

    CellCounts hidden = feature.disclosed(RULE).counts();

    assertThat(hidden.counts()).containsExactly(5, 4, 30);
    assertThat(hidden.missing()).isEqualTo(2);
  }

  @Test
  void statisticsAndConstraintsHideTheSameValues() {
    var column =
        new ColumnStatistics.Text(
            "mail",
            new Tally(0, 0, 0, 3),
            2,
            List.of(new ValueCounts.Entry<>("a@x.org", 2), new ValueCounts.Entry<>("b@x.org", 1)));
    Statistics statistics = new Statistics(3, List.of(column));
    Constraints constraints = Constraints.suggest(statistics);

    Statistics hidden = statistics.disclosed(RULE);

    assertThat(hidden.toString()).doesNotContain("@").contains(RULE.token("a@x.org"));
    assertThat(constraints.disclosed(RULE)).isEqualTo(Constraints.suggest(hidden));
    assertThat(SageMakerCheck.of(hidden, Optional.of(hidden), constraints.disclosed(RULE), RULE))
        .isEqualTo(SageMakerCheck.of(statistics, Optional.of(statistics), constraints));
  }
}
