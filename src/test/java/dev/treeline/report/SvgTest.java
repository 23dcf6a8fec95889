package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.report.Svg.Box;
import org.junit.jupiter.api.Test;

class SvgTest {
  @Test
  void drawingIsTheCallsInOrder() {
    String svg =
        new Svg(100, 20.5, "shares")
            .rect("base", new Box(0, 1.05, 10, 1.0 / 3), "a: 5 %")
            .line("axis", 0, 19.999, 100, -0.5)
            .path("cdf", 0, 0, 10, 5.25)
            .text("", 50, 10, "middle", "x")
            .end();

    assertThat(svg)
        .isEqualTo(
            "<svg viewBox=\"0 0 100 20.5\" width=\"100\" height=\"20.5\" role=\"img\">"
                + "<title>shares</title>"
                + "<rect class=\"base\" x=\"0\" y=\"1.1\" width=\"10\" height=\"0.3\">"
                + "<title>a: 5 %</title></rect>"
                + "<line class=\"axis\" x1=\"0\" y1=\"20\" x2=\"100\" y2=\"-0.5\"/>"
                + "<path class=\"cdf\" d=\"M0 0L10 5.3\"/>"
                + "<text x=\"50\" y=\"10\" text-anchor=\"middle\">x</text></svg>");
  }

  @Test
  void hostileTextStaysText() {
    String svg = new Svg(1, 1, "<script>alert('&\"')</script>\u0000").end();

    assertThat(svg)
        .contains("&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;\uFFFD")
        .doesNotContain("<script");
  }

  @Test
  void loneSurrogateBecomesTheReplacementCharacter() {
    assertThat(Svg.escape("a\uD800b")).isEqualTo("a\uFFFDb");
  }

  @Test
  void coordinateThatIsNotANumberDrawsNothing() {
    assertThat(
            new Svg(1, 1, "")
                .rect("s", new Box(Double.NaN, 0, Double.POSITIVE_INFINITY, 1), "")
                .end())
        .contains("x=\"0\"", "width=\"0\"");
  }
}
