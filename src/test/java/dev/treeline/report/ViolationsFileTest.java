package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.drift.Violation;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViolationsFileTest {
  @Test
  void realFileReadsAndWritesBackToItself() throws IOException {
    String text = Fixtures.text("legacy/constraint_violations.json");
    List<Violation> violations = ViolationsFile.read(text);

    assertThat(violations).hasSize(7);
    assertThat(violations.getFirst())
        .isEqualTo(
            new Violation(
                "store_and_fwd_flag",
                Violation.Check.CATEGORICAL_VALUES,
                "Value: 0.009009009009009009 does not meet the constraint requirement! "));
    assertThat(ViolationsFile.write(violations)).isEqualTo(text.stripTrailing());
  }

  @Test
  void noViolationIsAnEmptyList() {
    assertThat(ViolationsFile.read(ViolationsFile.write(List.of()))).isEmpty();
  }

  @Test
  void unknownCheckIsRefusedWithThoseThereAre() {
    assertThatThrownBy(
            () ->
                ViolationsFile.read(
                    "{\"violations\": [{\"feature_name\": \"a\","
                        + " \"constraint_check_type\": \"x\", \"description\": \"\"}]}"))
        .isInstanceOf(ReportFormatException.class)
        .hasMessageContaining("$.violations[0].constraint_check_type: found \"x\"")
        .hasMessageContaining("data_type_check");
  }
}
