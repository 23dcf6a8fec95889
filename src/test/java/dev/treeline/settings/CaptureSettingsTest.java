package dev.treeline.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.treeline.settings.CaptureSettings.Content;
import dev.treeline.settings.CaptureSettings.Sampling;
import dev.treeline.settings.CaptureSettings.Side;
import dev.treeline.settings.CaptureSettings.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What of the traffic is kept, as the environment says it.
class CaptureSettingsTest {
  private static final Set<Side> BOTH = Set.of(Side.INPUT, Side.OUTPUT);

  /// Content settings that nobody changed.
  static Content content(int mostBytes, Set<Side> sides) {
    return new Content(
        sides, Set.of("text/csv"), Set.of("application/json"), List.of(), mostBytes, true);
  }

  /// Capture settings that nobody changed.
  static CaptureSettings usual(Target target, int mostBytes) {
    return new CaptureSettings(target, new Sampling(100, false), content(mostBytes, BOTH));
  }

  private static Map<String, String> env(String... pairs) {
    Map<String, String> env = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      env.put("TREELINE_CAPTURE" + pairs[i], pairs[i + 1]);
    }
    return env;
  }

  private static CaptureSettings read(String... pairs) {
    return Settings.from(env(pairs), Path.of("/p"), Job.LOCAL).capture();
  }

  private static SettingsException refused(String... pairs) {
    return catchThrowableOfType(SettingsException.class, () -> read(pairs));
  }

  @ParameterizedTest
  @CsvSource({
    "Input, INPUT",
    "request, INPUT",
    "RESPONSE, OUTPUT",
    "output, OUTPUT",
    "InputAndOutput, INPUT OUTPUT",
    "'Request, Response', INPUT OUTPUT",
    "'input,INPUT', INPUT"
  })
  void optionsAreSageMakersWordsInAnyCase(String options, String sides) {
    assertThat(read("_OPTIONS", options).content().sides())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(sides.split(" ", -1)).map(Side::valueOf).toList());
  }

  @Test
  void aBufferIsFlushedAfterEveryInvocationUnlessAnAgeIsSet() {
    assertThat(read("", "buffered", "_STREAM", "s").target())
        .isEqualTo(new Target.Buffered("s", Duration.ZERO));
    assertThat(read("", "buffered", "_STREAM", "s", "_FLUSH", "Every").target())
        .isEqualTo(new Target.Buffered("s", Duration.ZERO));
    assertThat(read("", "buffered", "_STREAM", "s", "_FLUSH", "PT30S").target())
        .isEqualTo(new Target.Buffered("s", Duration.ofSeconds(30)));
  }

  @Test
  void theDeadlineOfSyncIsInMilliseconds() {
    assertThat(read("", "sync", "_STREAM", "s", "_DEADLINE", "50").target())
        .isEqualTo(new Target.Sync("s", Duration.ofMillis(50)));
  }

  @Test
  void listsOfTypesAreReadWithoutCaseAndCanBeEmptied() {
    Content content =
        read("_CSV_TYPES", "Text/CSV, text/tab-separated-values", "_JSON_TYPES", "none").content();
    assertThat(content.csvTypes())
        .containsExactlyInAnyOrder("text/csv", "text/tab-separated-values");
    assertThat(content.jsonTypes()).isEmpty();
  }

  @Test
  void everythingElseIsReadToo() {
    CaptureSettings capture =
        read(
            "_FOLDER",
            "/f",
            "_GZIP",
            "true",
            "_PERCENT",
            "7",
            "_OPT_OUT",
            "TRUE",
            "_METADATA",
            "off",
            "_MAX_BYTES",
            "5000",
            "_REDACT",
            " ssn, 3 ,/a/*/b,");
    assertThat(capture.target()).isEqualTo(new Target.Folder(Path.of("/f"), true));
    assertThat(capture.sampling()).isEqualTo(new Sampling(7, true));
    assertThat(capture.content().metadata()).isFalse();
    assertThat(capture.content().mostBytes()).isEqualTo(5000);
    assertThat(capture.content().redactions()).containsExactly("ssn", "3", "/a/*/b");
  }

  @ParameterizedTest
  @CsvSource({
    "_FLUSH, 30",
    "_FLUSH, PT0S",
    "_FLUSH, -PT1S",
    "_FLUSH, PT2H",
    "_FLUSH, PT9223372036854775807M",
    "_DEADLINE, 0",
    "_DEADLINE, 1s",
    "_GZIP, yes",
    "_OPT_OUT, 1",
    "_METADATA, none",
    "_MAX_BYTES, 4095",
    "_MAX_BYTES, 33554433",
    "_CSV_TYPES, csv",
    "_CSV_TYPES, 'text/csv; charset=utf-8'",
    "_CSV_TYPES, 'a/1,a/2,a/3,a/4,a/5,a/6,a/7,a/8,a/9,a/10,a/11'",
    "_JSON_TYPES, text/csv",
    "_REDACT, 0",
    "_REDACT, /a~2b",
    "_REDACT, /a~",
    "_REDACT, 12345678901"
  })
  void aWrongValueIsRefusedUnderItsName(String name, String value) {
    assertThat(refused(name, value).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.name()).isEqualTo("TREELINE_CAPTURE" + name);
              assertThat(problem.found()).isEqualTo('"' + value + '"');
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync", "buffered", "log"})
  void aLineMayBeNoLongerThanARecordWhereItIsSentAsOne(String mode) {
    assertThat(read("", mode, "_STREAM", "s").content().mostBytes()).isEqualTo(1_024_000);
    assertThat(refused("", mode, "_STREAM", "s", "_MAX_BYTES", "1024001").problems())
        .singleElement()
        .hasToString(
            "TREELINE_CAPTURE_MAX_BYTES: found \"1024001\","
                + " expected a whole number from 4096 to 1024000");
  }

  @Test
  void redactionsOfColumnsThatNoModelHasAreRefusedTogether() {
    Content content = read("_REDACT", "ssn,age,2,3,/any/pointer,zip").content();
    List<List<String>> models = List.of(List.of("age", "ssn"), List.of("x"));
    SettingsException refused =
        catchThrowableOfType(SettingsException.class, () -> content.checkColumns(models));
    assertThat(refused.problems())
        .extracting(Object::toString)
        .containsExactly(
            "TREELINE_CAPTURE_REDACT: found \"3\", expected a column number up to 2",
            "TREELINE_CAPTURE_REDACT: found \"zip\","
                + " expected a feature of the model: age, ssn, x");
    assertThatCode(() -> read("_REDACT", "ssn,2,/x").content().checkColumns(models))
        .doesNotThrowAnyException();
  }
}
