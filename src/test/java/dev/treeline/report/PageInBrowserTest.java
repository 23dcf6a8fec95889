package dev.treeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/// The page as a browser shows it, wide and narrow, light and dark.
@Tag("browser")
class PageInBrowserTest {
  private static final String OPEN = "return document.querySelectorAll('details[open]').length";

  @TempDir private static Path folder;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    write("drifted", Samples.report(900, Samples.Fault.SEVERAL).html(Trends.background(30)));
    write("stable", Samples.report(900, Samples.Fault.NONE).html());
    write("split", Samples.split().html(Trends.background(30)));
    write("hostile", HostileSample.report().html(HostileSample.background()));
    browser = new Browser();
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static void write(String name, String html) throws IOException {
    Files.writeString(folder.resolve(name + ".html"), html);
  }

  private static Path page(String name) {
    return folder.resolve(name + ".html");
  }

  @ParameterizedTest
  @CsvSource({
    "drifted, 1280, light",
    "drifted, 1280, dark",
    "drifted, 390, light",
    "drifted, 390, dark",
    "stable, 1280, light",
    "stable, 390, dark",
    "split, 1280, light",
    "split, 390, dark",
    "hostile, 1280, dark",
    "hostile, 390, light"
  })
  void nothingOverflowsNothingIsLoadedAndNobodyIsLeftOut(String name, int width, String scheme)
      throws IOException {
    browser.requests();
    browser.complaints();
    browser.open(page(name), width, scheme);
    browser.openPanels();

    assertThat(browser.ask("return document.documentElement.scrollWidth")).isEqualTo((long) width);
    assertThat(browser.requests()).containsExactly(page(name).toUri().toString());
    assertThat(browser.barriers()).isEqualTo(List.of());
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void everyLookSeesItsPlantedFault() throws IOException {
    write(
        "planted",
        """
        <!doctype html><html lang="en"><head><title>planted</title>
        <meta http-equiv="Content-Security-Policy" content="style-src 'none'"></head>
        <body><div style="width: 2000px">x</div><p><font color="#dddddd">pale</font></p>
        <svg width="1500" height="9" role="img"></svg><img src="http://127.0.0.1:9/x.png" alt="">
        </body></html>
        """);
    browser.requests();
    browser.complaints();
    browser.open(page("planted"), 1280, "light");

    assertThat((Long) browser.ask("return document.documentElement.scrollWidth"))
        .isGreaterThan(1280);
    assertThat(browser.requests()).contains("http://127.0.0.1:9/x.png");
    assertThat(browser.barriers().toString()).contains("color-contrast", "svg-img-alt");
    assertThat(browser.complaints().toString()).contains("Content Security Policy");
  }

  @Test
  void pageIsTheSameWithoutScripts() {
    browser.open(page("drifted"), 1280, "light");
    byte[] with = browser.picture();
    browser.runScripts(false);
    try {
      browser.open(page("drifted"), 1280, "light");

      assertThat(browser.picture()).isEqualTo(with);
      browser.click("details summary");
      assertThat(browser.ask(OPEN)).isEqualTo(1L);
    } finally {
      browser.runScripts(true);
    }
  }

  @Test
  void keyboardOpensPanelsFromTheTableAndByTheirHeads() {
    browser.open(page("stable"), 1280, "light");
    tabTo("a[href=\"#f1\"]");
    browser.press(Keys.ENTER);
    assertThat(browser.ask("return document.getElementById('f1').parentNode.open")).isEqualTo(true);

    tabTo("summary");
    browser.press(Keys.ENTER);
    assertThat((Long) browser.ask(OPEN)).isGreaterThanOrEqualTo(1);
  }

  private static void tabTo(String selector) {
    for (int i = 0; i < 60; i++) {
      browser.press(Keys.TAB);
      if (browser.ask("return document.activeElement.matches('" + selector + "')").equals(true)) {
        return;
      }
    }
    throw new AssertionError("no tab leads to " + selector);
  }

  @Test
  void hostileTextBecomesNoElementNoAttributeAndNoStyle() {
    browser.open(page("hostile"), 1280, "light");
    browser.openPanels();

    Object found =
        browser.ask(
            """
            const all = [...document.querySelectorAll('*')];
            return {
              scripts: document.scripts.length + document.querySelectorAll('img,iframe').length,
              styles: document.querySelectorAll('style').length,
              handlers: all.filter(e => [...e.attributes].some(
                a => a.name.startsWith('on') || a.name === 'style' || a.name === 'srcdoc')).length,
              links: [...document.links].filter(a => !a.getAttribute('href').startsWith('#')).length,
              shown: document.body.innerText.includes("<svg/onload=alert('svg')>")
            };
            """);

    assertThat(found)
        .isEqualTo(Map.of("scripts", 0L, "styles", 1L, "handlers", 0L, "links", 0L, "shown", true));
  }

  @Test
  void printedPageShowsEveryPanel() {
    browser.open(page("stable"), 1280, "light");
    browser.emulate("print");
    try {
      assertThat(
              browser.ask(
                  "return [...document.querySelectorAll('.panel figure')].every(f =>"
                      + " f.getBoundingClientRect().height > 50)"))
          .isEqualTo(true);
    } finally {
      browser.emulate("");
    }
  }
}
