package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The page against its golden copies in `src/test/resources/report/golden`. Run with
/// `-Dgolden=write` to write them anew, and review the difference.
class PageTest {
  private static final Path GOLDEN = Path.of("src/test/resources/report/golden");

  private static void isGolden(String name, String text) throws IOException {
    Path file = GOLDEN.resolve(name);
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  @ParameterizedTest
  @EnumSource
  void everyFormIsItsGoldenCopy(Samples.Fault fault) throws IOException {
    Report report = Samples.report(900, fault);
    String name = fault.name().toLowerCase(java.util.Locale.ROOT);

    isGolden(name + ".html", report.html());
    isGolden(name + ".json", report.json());
    isGolden(name + ".txt", report.table());
  }

  @Test
  void hostileTextIsShownAsText() {
    String html = Samples.report(900, Samples.Fault.SEVERAL).html();

    assertThat(html)
        .doesNotContain("<script", "<img")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("&lt;img src=x onerror=alert(1)&gt;");
  }

  @Test
  void pageNeedsNothingFromOutsideAndRunsNothing() {
    String html = Samples.report(900, Samples.Fault.SEVERAL).html();

    assertThat(html)
        .doesNotContainPattern("(?i)<[^>]*\\s(src|srcset|data|action|on[a-z]+)=")
        .doesNotContainPattern("href=\"[^#]")
        .doesNotContain("http://", "https://", "@import", "url(")
        .contains("default-src 'none'");
  }

  @Test
  void smallWindowSaysThatItIsTooSmall() {
    Report report = Samples.report(50, Samples.Fault.NONE);

    assertThat(report.table()).endsWith("Too little data for a verdict: 50 rows\n");
    assertThat(report.html()).contains("choose a longer window");
  }

  @Test
  void terminalTextHoldsNoControlCharacter() {
    String table = Samples.report(900, Samples.Fault.SEVERAL).table();

    assertThat(table.chars().filter(c -> Character.isISOControl(c) && c != '\n')).isEmpty();
  }
}
