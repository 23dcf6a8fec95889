package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaintTest {
  @Test
  void colouredTableIsTheSameTableInColours() {
    for (Samples.Fault fault : Samples.Fault.values()) {
      Report report = Samples.report(900, fault);

      assertThat(report.coloured()).contains("\u001b[32mstable\u001b[0m");
      assertThat(report.coloured().replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(report.table());
      assertThat(report.table()).doesNotContain("\u001b");
    }
  }

  @Test
  void namesCannotColour() {
    Report report = HostileSample.report();

    assertThat(report.coloured().replaceAll("\u001b\\[(0|1|2|32|33|1;31)m", ""))
        .doesNotContain("\u001b");
  }
}
