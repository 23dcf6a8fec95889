package dev.treeline.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.treeline.settings.CaptureSettings.Side;
import dev.treeline.settings.CaptureSettings.Target;
import dev.treeline.settings.MonitorSettings.Verdict;
import dev.treeline.settings.ServingSettings.LibsvmBase;
import dev.treeline.settings.SettingsException.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final Path ROOT = Path.of("/var/task");

  private static Settings local(Map<String, String> env) {
    return Settings.from(env, ROOT, Job.LOCAL);
  }

  private static SettingsException refused(Map<String, String> env, Job job) {
    return catchThrowableOfType(SettingsException.class, () -> Settings.from(env, ROOT, job));
  }

  @Test
  void anEmptyEnvironmentHasWorkingDefaultsOnAWorkstation() {
    Settings settings = local(Map.of());
    assertThat(settings)
        .isEqualTo(
            new Settings(
                "/var/task/model",
                "treeline",
                "AllTraffic",
                "Treeline",
                CaptureSettingsTest.usual(
                    new Target.Folder(Path.of("/var/task/data/capture"), false), 33_554_432),
                new MonitorSettings(
                    "/var/task/data/capture",
                    "/var/task/model",
                    "/var/task/data/reports",
                    "drift",
                    Verdict.TREELINE,
                    Duration.ofSeconds(2),
                    Publishing.AGGREGATES,
                    Notifying.NOBODY,
                    Set.of(),
                    false),
                new ServingSettings(
                    Optional.empty(),
                    List.of(),
                    false,
                    6_291_456,
                    true,
                    false,
                    LibsvmBase.AUTO,
                    Set.of(),
                    false,
                    false,
                    8080),
                new Platform("", false, "")));
  }

  @Test
  void everySettingIsRead() {
    Settings settings =
        Settings.from(
            Map.ofEntries(
                Map.entry("TREELINE_MODEL", "s3://models/iris"),
                Map.entry("TREELINE_TOPIC", "arn:aws:sns:eu-central-1:123456789012:drift"),
                Map.entry("TREELINE_NOTIFY", "Slack"),
                Map.entry("TREELINE_SHOW_VALUES", "plan, home town,"),
                Map.entry("TREELINE_ENDPOINT", "iris-prod"),
                Map.entry("TREELINE_VARIANT", "blue"),
                Map.entry("TREELINE_CAPTURE", "sync"),
                Map.entry("TREELINE_CAPTURE_STREAM", "iris.captures_1"),
                Map.entry("TREELINE_CAPTURE_FOLDER", "/ignored"),
                Map.entry("TREELINE_CAPTURE_PERCENT", "20"),
                Map.entry("TREELINE_CAPTURE_OPTIONS", "Input"),
                Map.entry("TREELINE_CAPTURE_URI", "s3://captures/"),
                Map.entry("TREELINE_BASELINE", "baseline"),
                Map.entry("TREELINE_REPORTS", "s3://reports/x"),
                Map.entry("TREELINE_SCHEDULE", "hourly"),
                Map.entry("TREELINE_VERDICT", "sagemaker"),
                Map.entry("TREELINE_GRACE", "PT30M"),
                Map.entry("TREELINE_INVOCATIONS", "CloudWatch"),
                Map.entry("TREELINE_METRICS", "SageMaker"),
                Map.entry("TREELINE_METRICS_FEATURES", "age, home town,"),
                Map.entry("TREELINE_NAMESPACE", "aws/sagemaker/Endpoints/data-metrics"),
                Map.entry("SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", "application/json; verbose=True"),
                Map.entry("MAX_CONTENT_LENGTH", "1000"),
                Map.entry("SAGEMAKER_BIND_TO_PORT", "9000"),
                Map.entry("SAGEMAKER_INFERENCE_ENSEMBLE", "false"),
                Map.entry("SAGEMAKER_INFERENCE_OUTPUT", "Probability, predicted_label"),
                Map.entry("SAGEMAKER_BATCH", "true"),
                Map.entry("TREELINE_ABSENT", "missing"),
                Map.entry("TREELINE_LIBSVM_BASE", "1"),
                Map.entry("TREELINE_CORS", "https://a.example, http://localhost:3000"),
                Map.entry("TREELINE_LOG_PAYLOADS", "true"),
                Map.entry("TREELINE_METRICS_SCORES", "on"),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "7"),
                Map.entry("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001"),
                Map.entry("AWS_LAMBDA_MAX_CONCURRENCY", "4")),
            ROOT,
            Job.SCORE);
    assertThat(settings)
        .isEqualTo(
            new Settings(
                "s3://models/iris",
                "iris-prod",
                "blue",
                "aws/sagemaker/Endpoints/data-metrics",
                new CaptureSettings(
                    new Target.Sync("iris.captures_1", Duration.ofMillis(300)),
                    new CaptureSettings.Sampling(20, false),
                    CaptureSettingsTest.content(1_024_000, Set.of(Side.INPUT))),
                new MonitorSettings(
                    "s3://captures/",
                    "baseline",
                    "s3://reports/x",
                    "hourly",
                    Verdict.SAGEMAKER,
                    Duration.ofMinutes(30),
                    new Publishing(true, Set.of("age", "home town"), 0),
                    new Notifying("arn:aws:sns:eu-central-1:123456789012:drift", true),
                    Set.of("plan", "home town"),
                    true),
                new ServingSettings(
                    Optional.of("application/json"),
                    List.of("probability", "predicted_label"),
                    true,
                    1000,
                    false,
                    true,
                    LibsvmBase.ONE,
                    Set.of("https://a.example", "http://localhost:3000"),
                    true,
                    true,
                    9000),
                new Platform("127.0.0.1:9001", true, "7")));
  }

  @Test
  void allWrongOnesAreListedTogether() {
    SettingsException refused =
        refused(
            Map.of(
                "TREELINE_CAPTURE", "buffer",
                "TREELINE_CAPTURE_PERCENT", "101",
                "TREELINE_ENDPOINT", "../etc",
                "TREELINE_CAPTURE_STREM", "s",
                "MAX_CONTENT_LENGTH", "6MB",
                "SAGEMAKER_INFERENCE_OUTPUT", "probability,label",
                "TREELINE_ABSENT", "nan",
                "TREELINE_CORS", "https://a.example/path",
                "TREELINE_LIBSVM_BASE", "2"),
            Job.LOCAL);
    assertThat(refused.problems())
        .containsExactlyInAnyOrder(
            new Problem("TREELINE_CAPTURE", "\"buffer\"", "off, sync, buffered, log or folder"),
            new Problem("TREELINE_CAPTURE_PERCENT", "\"101\"", "a whole number from 0 to 100"),
            new Problem(
                "TREELINE_ENDPOINT", "\"../etc\"", "at most 63 letters, digits and inner hyphens"),
            new Problem(
                "TREELINE_CAPTURE_STREM",
                "\"s\"",
                "a known setting; did you mean TREELINE_CAPTURE_STREAM?"),
            new Problem("MAX_CONTENT_LENGTH", "\"6MB\"", "a whole number from 1 to 1073741824"),
            new Problem(
                "SAGEMAKER_INFERENCE_OUTPUT",
                "\"probability,label\"",
                "some of predicted_label, labels, probability, probabilities, raw_score,"
                    + " raw_scores, predicted_score, each once"),
            new Problem("TREELINE_ABSENT", "\"nan\"", "error or missing"),
            new Problem(
                "TREELINE_CORS",
                "\"https://a.example/path\"",
                "* or origins such as https://app.example.com, by commas"),
            new Problem("TREELINE_LIBSVM_BASE", "\"2\"", "auto, 0 or 1"));
    assertThat(refused)
        .hasMessageStartingWith("9 settings are wrong\n- ")
        .hasMessageContaining("\n- TREELINE_CAPTURE: found \"buffer\", expected off,");
  }

  @ParameterizedTest
  @CsvSource({
    "TREELINE_ENDPOINT, -a",
    "TREELINE_ENDPOINT, a-",
    "TREELINE_ENDPOINT, a/b",
    "TREELINE_VARIANT, a b",
    "TREELINE_SCHEDULE, ..",
    "TREELINE_NAMESPACE, AWS/SageMaker",
    "TREELINE_VERDICT, both",
    "TREELINE_METRICS, datadog",
    "TREELINE_METRICS_FEATURES, 2001",
    "TREELINE_CAPTURE_OPTIONS, 'Input,'",
    "TREELINE_CAPTURE_OPTIONS, Headers",
    "TREELINE_CAPTURE_PERCENT, -1",
    "TREELINE_CAPTURE_PERCENT, 12.5",
    "TREELINE_CAPTURE_STREAM, a/b",
    "TREELINE_CAPTURE_FOLDER, s3://bucket",
    "TREELINE_MODEL, http://models/iris",
    "TREELINE_BASELINE, s3://",
    "TREELINE_REPORTS, s3://UPPER/x",
    "TREELINE_CAPTURE_URI, s3:///x",
    "SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT, text/html",
    "MAX_CONTENT_LENGTH, 0",
    "SAGEMAKER_BIND_TO_PORT, 65536"
  })
  void aWrongValueIsRefusedUnderItsName(String name, String value) {
    assertThat(refused(Map.of(name, value), Job.LOCAL).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.name()).isEqualTo(name);
              assertThat(problem.found()).isEqualTo('"' + value + '"');
            });
  }

  @Test
  void anEmptyValueCountsAsUnset() {
    Settings settings =
        local(
            Map.of(
                "TREELINE_ENDPOINT",
                "",
                "TREELINE_CAPTURE",
                " ",
                "SAGEMAKER_INFERENCE_OUTPUT",
                ""));
    assertThat(settings.endpoint()).isEqualTo("treeline");
    assertThat(settings.capture().target()).isInstanceOf(Target.Folder.class);
  }

  @Test
  void theScoringFunctionBuffersByDefaultAndNeedsAStream() {
    assertThat(refused(Map.of(), Job.SCORE).problems())
        .singleElement()
        .hasToString(
            "TREELINE_CAPTURE_STREAM: found nothing, expected a value, since TREELINE_CAPTURE is"
                + " buffered, the default; set it, or TREELINE_CAPTURE=off to capture nothing");
    assertThat(
            Settings.from(Map.of("TREELINE_CAPTURE_STREAM", "s"), ROOT, Job.SCORE)
                .capture()
                .target())
        .isEqualTo(new Target.Buffered("s", Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource({"sync, TREELINE_CAPTURE_STREAM", "buffered, TREELINE_CAPTURE_STREAM"})
  void aStreamModeNeedsAStreamOnAWorkstationToo(String mode, String missing) {
    assertThat(refused(Map.of("TREELINE_CAPTURE", mode), Job.LOCAL).problems())
        .singleElement()
        .extracting(Problem::name)
        .isEqualTo(missing);
  }

  @Test
  void theScoringFunctionNeedsAFolderToCaptureIntoOne() {
    assertThat(refused(Map.of("TREELINE_CAPTURE", "folder"), Job.SCORE).problems())
        .singleElement()
        .extracting(Problem::name)
        .isEqualTo("TREELINE_CAPTURE_FOLDER");
  }

  @Test
  void theMonitorNeedsCapturesAndReportsAndNoStream() {
    assertThat(refused(Map.of("TREELINE_CAPTURE", "sync"), Job.MONITOR).problems())
        .extracting(Problem::name)
        .containsExactly("TREELINE_CAPTURE_URI", "TREELINE_REPORTS");
    Settings settings =
        Settings.from(
            Map.of("TREELINE_CAPTURE_URI", "s3://captures", "TREELINE_REPORTS", "s3://reports"),
            ROOT,
            Job.MONITOR);
    assertThat(settings.capture().target()).isEqualTo(new Target.Off());
    assertThat(settings.monitor().baseline()).isEqualTo("/var/task/model");
  }

  @Test
  void aWorkstationReadsCapturesWhereItWritesThem() {
    assertThat(local(Map.of("TREELINE_CAPTURE_FOLDER", "/captures")).monitor().captures())
        .isEqualTo("/captures");
    assertThat(
            local(
                    Map.of(
                        "TREELINE_CAPTURE_FOLDER", "/captures", "TREELINE_CAPTURE_URI", "s3://abc"))
                .monitor()
                .captures())
        .isEqualTo("s3://abc");
  }

  @Test
  void aNameFarFromAllOthersIsAnsweredWithTheList() {
    assertThat(refused(Map.of("TREELINE_SOMETHING_ELSE", "1"), Job.LOCAL).problems())
        .singleElement()
        .extracting(Problem::expected)
        .asString()
        .startsWith("one of TREELINE_ABSENT, TREELINE_BASELINE, TREELINE_CAPTURE,");
  }

  @Test
  void modesAndOptionsAreReadInAnyCase() {
    CaptureSettings capture =
        local(Map.of("TREELINE_CAPTURE", "LOG", "TREELINE_CAPTURE_OPTIONS", "output, INPUT"))
            .capture();
    assertThat(capture.target()).isEqualTo(new Target.Log());
    assertThat(capture.content().sides()).containsExactlyInAnyOrder(Side.INPUT, Side.OUTPUT);
  }
}
