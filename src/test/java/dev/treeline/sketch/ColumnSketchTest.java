package dev.treeline.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnSketchTest {
  @Test
  void oneFractionalValueMakesAColumnFractional() {
    var column = ColumnSketch.forWindow();
    column.addNumber(1, true);
    assertThat(column.type()).isEqualTo(ValueType.INTEGRAL);
    column.addNumber(3.0, false);
    assertThat(column.type()).isEqualTo(ValueType.FRACTIONAL);
    column.addText("red");
    assertThat(column.type()).isEqualTo(ValueType.STRING);
  }

  @Test
  void nothingPresentIsUnknown() {
    var column = ColumnSketch.forWindow();
    column.addMissing();
    column.addNumber(Double.NaN, false);
    assertThat(column.type()).isEqualTo(ValueType.UNKNOWN);
    assertThat(column.tally()).isEqualTo(new Tally(2, 0, 0, 0));
    assertThat(column.tally().completeness()).isZero();
  }

  @Test
  void infinityIsPresentButInNoSum() {
    var column = ColumnSketch.forWindow();
    column.addNumber(Double.POSITIVE_INFINITY, false);
    column.addNumber(2, false);
    assertThat(column.tally().present()).isEqualTo(2);
    assertThat(column.numbers().sum()).isEqualTo(2);
    assertThat(column.kll().count()).isEqualTo(1);
  }

  @Test
  void numbersAmongTextAreCategories() {
    var column = ColumnSketch.forWindow();
    column.addText("A1");
    column.addNumber(10001, true);
    column.addNumber(10001, true);
    assertThat(column.categories().commonest())
        .containsExactly(new ValueCounts.Entry<>("10001", 2), new ValueCounts.Entry<>("A1", 1));
    assertThat(column.distinct()).isEqualTo(2);
  }
}
