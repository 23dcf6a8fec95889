package dev.treeline.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.drift.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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
  void predictionIsShownForEachModelVersion() throws IOException {
    Report report = Samples.split();

    isGolden("split.html", report.html());
    isGolden("split.json", report.json());
    isGolden("split.txt", report.table());
    assertThat(report.html())
        .contains("id=\"p0v1\"", "id=\"p1v2\"", "score, model v2-91bc")
        .contains("made with model version v1-4f2a, and v2-91bc answered");
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
  void hostileTextIsShownAsTextWhereverItStands() {
    String html = HostileSample.report().html(HostileSample.background());

    assertThat(html.split("<style>", -1)).hasSize(2);
    assertThat(html)
        .doesNotContain("<script", "<img", "<iframe", "<svg/", "<a href=\"java", "<!--")
        .doesNotContainPattern("<[^>]*\\s(on[a-z]+|style|srcdoc)=")
        .contains(
            "&lt;svg/onload=alert(&#39;svg&#39;)&gt;",
            "&lt;script&gt;alert(&#39;title&#39;)&lt;/script&gt;",
            "${page.title()} $unsafe{x} @if(true)");
  }

  @Test
  void policyAllowsNothingButThePagesOwnStyle() throws NoSuchAlgorithmException {
    String html = Samples.report(900, Samples.Fault.SEVERAL).html();
    String rules = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(rules.getBytes(UTF_8));

    // OWASP's encoder writes = and + as they are, and ' as a reference.
    assertThat(html.replace("&#39;", "'"))
        .contains(
            "content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-"
                + Base64.getEncoder().encodeToString(digest)
                + "'\"")
        .doesNotContain("unsafe-inline", " style=");
  }

  @Test
  void pageOfAHundredFeaturesStaysBelowAMegabyteAndOneOfTwoThousandOpens() {
    String hundred = ManyFeatures.report(100).html(ManyFeatures.background(100));
    String thousands = ManyFeatures.report(2_000).html(ManyFeatures.background(2_000));

    assertThat(hundred.getBytes(UTF_8).length).isLessThan(1_000_000);
    assertThat(hundred.split("<details class=\"panel\">", -1).length - 1)
        .isGreaterThanOrEqualTo(90);
    assertThat(thousands.getBytes(UTF_8).length).isLessThan(2_500_000);
    assertThat(thousands).contains("have their row in the table above and no panel here");
  }

  @Test
  void pageOfAWindowDoesNotDependOnRunsOfLaterWindows() {
    Report report = Samples.report(900, Samples.Fault.SEVERAL);
    List<PastRun> before = Trends.before(40, Samples.FEATURES);
    Background then = new Background(new History(before), Map.of());
    History later = new History(before).with(report);
    PastRun next =
        new PastRun(
            new Window(
                Instant.parse("2026-02-01T00:00:00Z"), Instant.parse("2026-02-02T00:00:00Z")),
            State.DRIFTED,
            1,
            1,
            List.of(),
            List.of());
    List<PastRun> all = new ArrayList<>(later.runs());
    all.add(next);

    assertThat(report.html(new Background(new History(all), Map.of())))
        .isEqualTo(report.html(then));
  }

  @Test
  void importanceIsNotMadeUp() {
    Report report = Samples.report(900, Samples.Fault.SEVERAL);

    assertThat(report.html()).contains("no model lies beside the baseline").doesNotContain("↑");
    assertThat(report.html(Trends.background(0))).contains("↑ importance");
  }

  @Test
  void pageNeedsNothingFromOutsideAndRunsNothing() {
    String html = Samples.report(900, Samples.Fault.SEVERAL).html();

    assertThat(html)
        .doesNotContainPattern("(?i)<[^>]*\\s(src|srcset|data|action|on[a-z]+)=")
        .doesNotContainPattern("href=\"[^#]")
        .doesNotContain("http://", "https://", "@import", "url(")
        .contains("default-src &#39;none&#39;");
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
