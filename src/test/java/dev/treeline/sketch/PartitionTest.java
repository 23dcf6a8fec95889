package dev.treeline.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionTest {
  @Test
  void fewValuedNumbersAreCountedByValue() {
    var column = ColumnSketch.forBaseline();
    for (int i = 0; i < 1000; i++) {
      column.addNumber(i < 995 ? i % 12 : i, true);
    }
    var values = (Values) Partition.freeze(column);
    assertThat(values.isNumeric()).isTrue();
    assertThat(values.cells()).isEqualTo(17);
    assertThat(values.cellOf(997.0)).isNotNegative();
    assertThat(values.cellOf(12.0)).isEqualTo(Partition.UNSEEN);
    assertThat(values.cellOf("red")).isEqualTo(Partition.MISTYPED);
    assertThat(values.isAbove(1000)).isTrue();
    assertThat(values.isBelow(-1)).isTrue();
    assertThat(values.isBelow(3)).isFalse();
  }

  @Test
  void manyValuedNumbersAreCutIntoIntervals() {
    var column = ColumnSketch.forBaseline();
    for (int i = 0; i < 1000; i++) {
      column.addNumber(i % 13, true);
    }
    assertThat(Partition.freeze(column)).isInstanceOf(Intervals.class);
  }

  @Test
  void textIsCountedByValueAndNumbersAmongItAreTexts() {
    var column = ColumnSketch.forBaseline();
    column.addText("red");
    column.addText("red");
    column.addNumber(7, true);
    var values = (Values) Partition.freeze(column);
    assertThat(values.labels()).containsExactly("red", "7");
    assertThat(values.cellOf(7.0)).isEqualTo(1);
    assertThat(values.cellOf("blue")).isEqualTo(Partition.UNSEEN);
    assertThat(values.isAbove(1e9)).isFalse();
  }

  @Test
  void aFewTextsAmongNumbersLeaveTheColumnNumeric() {
    var column = ColumnSketch.forBaseline();
    for (int i = 0; i < 1000; i++) {
      column.addNumber(i / 7.0, false);
    }
    column.addText("n/a");
    assertThat(column.type()).isEqualTo(ValueType.STRING);
    assertThat(Partition.freeze(column)).isInstanceOf(Intervals.class);
  }

  @Test
  void moreValuesThanTheCapLeaveNothingUnseen() {
    var column = ColumnSketch.forBaseline();
    for (int i = 0; i < 5_000; i++) {
      column.addText("id-" + i);
    }
    var values = (Values) Partition.freeze(column);
    assertThat(values.isComplete()).isFalse();
    assertThat(values.cells()).isEqualTo(ColumnSketch.DISTINCT_CAP + 1);
    assertThat(values.label(values.cellOf("never seen"))).isEqualTo("other values");
  }

  @Test
  void allMissingColumnHasAnEmptyListOfValues() {
    var column = ColumnSketch.forBaseline();
    column.addMissing();
    var values = (Values) Partition.freeze(column);
    assertThat(values.cells()).isZero();
    assertThat(values.cellOf(1.0)).isEqualTo(Partition.UNSEEN);
  }

  @Test
  void infinitiesOnlyAreTwoValues() {
    var column = ColumnSketch.forBaseline();
    column.addNumber(Double.POSITIVE_INFINITY, false);
    column.addNumber(Double.NEGATIVE_INFINITY, false);
    assertThat(Partition.freeze(column).cells()).isEqualTo(2);
  }

  @Test
  void equalFloatsAreOneValue() {
    var values = Values.ofNumbers(0.1, 2);
    assertThat(values.cellOf((double) 0.1f)).isZero();
    assertThat(values.labels()).containsExactly("0.10000000149011612", "2");
    assertThat(Values.ofNumbers(values.numbers())).isEqualTo(values);
  }

  @Test
  void valueGivenTwiceIsRefused() {
    assertThatThrownBy(() -> Values.ofTexts(List.of("a", "b", "a"), true))
        .hasMessageContaining("values[2]: found \"a\" twice");
  }
}
