package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void textsAreClassesInAlphabeticalOrder() {
    Labels labels = Labels.of("species", List.of("virginica", "setosa", "versicolor", "setosa"));

    assertThat(labels.objective()).isEqualTo("multi:softprob");
    assertThat(labels.classes()).containsExactly("setosa", "versicolor", "virginica");
    assertThat(labels.values()).containsExactly(2f, 0f, 1f, 0f);
  }

  @Test
  void twoTextsAreBinary() {
    assertThat(Labels.of("y", List.of("no", "yes", "no")).objective()).isEqualTo("binary:logistic");
  }

  @Test
  void zeroAndOneAreBinary() {
    Labels labels = Labels.of("late", List.of("1", "0", "1.0"));

    assertThat(labels.objective()).isEqualTo("binary:logistic");
    assertThat(labels.values()).containsExactly(1f, 0f, 1f);
  }

  @Test
  void wholeNumbersFromZeroWithoutAGapAreClasses() {
    assertThat(Labels.of("y", List.of("2", "0", "1")).objective()).isEqualTo("multi:softprob");
  }

  @Test
  void wholeNumbersWithAGapAreARegression() {
    assertThat(Labels.of("y", List.of("3", "0", "1")).objective()).isEqualTo("reg:squarederror");
  }

  @Test
  void fractionsAreARegression() {
    assertThat(Labels.of("y", List.of("1.5", "0")).objective()).isEqualTo("reg:squarederror");
  }

  @Test
  void aMissingLabelIsNamedByRow() {
    assertThatThrownBy(() -> Labels.of("y", List.of("1", "", "0")))
        .hasMessage("row 2, column y: found no label, expected one in each row");
  }

  @Test
  void oneDistinctLabelIsRefused() {
    assertThatThrownBy(() -> Labels.of("y", List.of("1", "1"))).hasMessageContaining("at least 2");
  }
}
