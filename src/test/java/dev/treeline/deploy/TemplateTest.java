package dev.treeline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What no reader of the template alone can know: that it agrees with the code. What it promises by
/// itself is held by `src/test/python/deploy`.
class TemplateTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, String> NAMES =
      Map.of(
          "CaptureStream", "captures",
          "Bucket", "bucket",
          "AlarmTopic", "arn:aws:sns:eu-central-1:123456789012:treeline",
          "ScoreFunction.Version", "arn:aws:lambda:x:1:function:score:7");

  private final Template template = Template.read();

  TemplateTest() throws IOException {}

  @Test
  void everyHandlerIsAStreamHandlerThatLambdaCanMake() throws ReflectiveOperationException {
    for (String function : template.functions().keySet()) {
      // Not initialised: that would load the model and look for settings.
      Class<?> handler =
          Class.forName(template.handler(function), false, getClass().getClassLoader());
      assertThat(handler).isAssignableTo(RequestStreamHandler.class).isPublic();
      assertThat(handler.getConstructor()).as(function).isNotNull();
    }
  }

  /// Parameters that change a variable; the others are the defaults.
  private static Stream<Map<String, String>> choices() {
    return Stream.of(
        Map.of(),
        Map.of("CaptureMode", "buffered", "LatencyMode", "plain"),
        Map.of("CaptureMode", "off"),
        Map.of("Observability", "basic"),
        Map.of("ModelSource", "layer", "ModelLayerArn", "arn:aws:lambda:x:1:layer:model:7"),
        Map.of(
            "ModelSource", "s3",
            "ModelBucket", "models",
            "ModelKey", "flights/model.tar.gz",
            "BaselinePrefix", "flights/production",
            "ModelVersionId", "3HL4kqtJvjVBH40Nrjfkd",
            "ModelSha256", "ab".repeat(32)),
        Map.of("ExistingBucket", "ours", "CapturePrefix", "a/b", "ReportPrefix", "c"));
  }

  @ParameterizedTest
  @MethodSource("choices")
  void everyVariableIsASettingThatTheJobAccepts(Map<String, String> chosen) {
    Map<String, String> names = new LinkedHashMap<>(NAMES);
    names.putAll(chosen);
    Settings score = settings("ScoreFunction", names, Job.SCORE);
    Settings monitor = settings("MonitorFunction", names, Job.MONITOR);
    assertThat(monitor.endpoint()).isEqualTo(score.endpoint());
    assertThat(monitor.namespace()).isEqualTo(score.namespace());
    assertThat(settings("GateFunction", names, Job.SCORE).model()).isEqualTo(score.model());
  }

  private Settings settings(String function, Map<String, String> names, Job job) {
    return Settings.from(template.environment(function, names), Path.of(""), job);
  }

  @Test
  void localVariablesReplaceOnlyWhatTheTemplateSets() throws IOException {
    JsonNode local = JSON.readTree(Path.of("events/env.local.json").toFile());
    for (var function : local.properties()) {
      assertThat(template.environment(function.getKey(), NAMES))
          .as("SAM ignores variables that the template does not name")
          .containsKeys(names(function.getValue()).toArray(String[]::new));
    }
    assertThat(local.at("/ScoreFunction/TREELINE_CAPTURE").asText()).isEqualTo("off");
  }

  @Test
  void everyFunctionIsBuiltByTheMakefileForJava25() throws IOException {
    assertThat(template.root().at("/Globals/Function/Runtime").asText()).isEqualTo("java25");
    assertThat(template.root().at("/Globals/Function/Architectures/0/Ref").asText())
        .isEqualTo("Architecture");
    assertThat(template.root().at("/Parameters/Architecture/Default").asText()).isEqualTo("arm64");
    String makefile = Files.readString(Path.of("Makefile"));
    template
        .functions()
        .forEach(
            (name, function) -> {
              assertThat(function.at("/Metadata/BuildMethod").asText()).isEqualTo("makefile");
              assertThat(makefile).contains("build-" + name);
            });
    assertThat(Files.readString(Path.of("samconfig.toml"))).contains("build_in_source = true");
  }

  @Test
  void scoringEndsBeforeTheApiGivesUp() {
    assertThat(template.properties("ScoreFunction").path("Timeout").asInt()).isBetween(1, 28);
  }

  @Test
  void everySampleEventIsJsonAndTheScheduledOneHasTheFieldsThatTheScheduleSends()
      throws IOException {
    try (Stream<Path> events = Files.list(Path.of("events"))) {
      for (Path event : events.filter(f -> f.toString().endsWith(".json")).toList()) {
        assertThat(JSON.readTree(event.toFile()).isContainerNode()).as("%s", event).isTrue();
      }
    }
    JsonNode input =
        JSON.readTree(
            template.text(
                template.properties("MonitorFunction").at("/Events/DailyRun/Properties/Input"),
                NAMES));
    JsonNode sample = JSON.readTree(Path.of("events/schedule.json").toFile());
    assertThat(names(sample)).isEqualTo(names(input));
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
