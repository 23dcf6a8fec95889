package dev.treeline.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// A headless Chromium with one page.
///
/// The system properties `treeline.chromium`, `treeline.chromedriver` and `treeline.axe` say where
/// the browser, its driver and axe-core's script are; `.ci/run browser` gives them.
final class Browser implements AutoCloseable {
  private final ChromeDriver driver;

  Browser() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(file("treeline.chromium", "Debian's package chromium"));
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(
                file("treeline.chromedriver", "Debian's package chromium-driver"))
            .usingAnyFreePort()
            .build();
    driver = new ChromeDriver(service, options);
  }

  /// A file that a property names.
  ///
  /// @throws AssertionError if it names none: a test that cannot look has not passed
  private static File file(String property, String what) {
    String path = System.getProperty(property, "");
    if (path.isEmpty() || !Files.isRegularFile(Path.of(path))) {
      throw new AssertionError(
          "-D%s: found \"%s\", expected the file of %s; run .ci/run browser, which installs it"
              .formatted(property, path, what));
    }
    return new File(path);
  }

  /// Opens a file at a size, in light or dark.
  void open(Path page, int width, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    driver.get(page.toUri().toString());
  }

  /// Shows the page as for this medium, such as `print`; as for a screen when it is empty.
  void emulate(String medium) {
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", medium));
  }

  /// Lets the page's own scripts run or not; ours run either way.
  void runScripts(boolean run) {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
  }

  /// The value of a script, which ends in `return …`.
  Object ask(String script) {
    return Objects.requireNonNull(((JavascriptExecutor) driver).executeScript(script), script);
  }

  void openPanels() {
    ask("document.querySelectorAll('details').forEach(d => d.open = true); return 0");
  }

  /// What the browser complained about, refused styles and scripts included.
  List<String> complaints() {
    return entries(LogType.BROWSER);
  }

  /// The addresses that were asked for since the last call.
  List<String> requests() {
    List<String> requests = new ArrayList<>();
    for (String entry : entries(LogType.PERFORMANCE)) {
      if (entry.contains("\"Network.requestWillBeSent\"")) {
        requests.add(entry.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"));
      }
    }
    return requests;
  }

  private List<String> entries(String type) {
    return driver.manage().logs().get(type).getAll().stream().map(LogEntry::getMessage).toList();
  }

  /// The serious and critical problems that axe-core finds, each with the places where.
  Object barriers() throws IOException {
    Path axe = file("treeline.axe", "axe-core's axe.min.js from npm").toPath();
    ask(Files.readString(axe) + "; return 0");
    Object found =
        driver.executeAsyncScript(
            """
        const done = arguments[arguments.length - 1];
        axe.run(document, {resultTypes: ['violations']}).then(
          found => done(found.violations
            .filter(v => v.impact === 'serious' || v.impact === 'critical')
            .map(v => v.id + ' at ' + v.nodes.slice(0, 3).map(n => n.html).join(' and '))),
          problem => done([String(problem)]));
        """);
    return Objects.requireNonNull(found, "axe-core's answer");
  }

  /// Presses a key wherever the focus is.
  void press(Keys key) {
    driver.switchTo().activeElement().sendKeys(key);
  }

  void click(String selector) {
    driver.findElement(By.cssSelector(selector)).click();
  }

  byte[] picture() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
