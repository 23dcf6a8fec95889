package dev.treeline.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// What `sam validate` cannot know: that the template agrees with the code, and keeps our promises.
class TemplateTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, String> NAMES =
      Map.of("CaptureStream", "captures", "Bucket", "bucket");

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

  @Test
  void everyVariableIsASettingThatTheJobAccepts() {
    assertThatCode(
            () ->
                Settings.from(template.environment("ScoreFunction", NAMES), Path.of(""), Job.SCORE))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                Settings.from(
                    template.environment("MonitorFunction", NAMES), Path.of(""), Job.MONITOR))
        .doesNotThrowAnyException();
  }

  @Test
  void everyCaptureModeOfTheTemplateIsASetting() {
    for (JsonNode mode : template.root().at("/Parameters/CaptureMode/AllowedValues")) {
      var names = Map.of("CaptureStream", "captures", "CaptureMode", mode.asText());
      assertThatCode(
              () ->
                  Settings.from(
                      template.environment("ScoreFunction", names), Path.of(""), Job.SCORE))
          .as(mode.asText())
          .doesNotThrowAnyException();
    }
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
  void snapshotIsOfPublishedVersionsThatAnAliasServes() {
    JsonNode score = template.properties("ScoreFunction");
    assertThat(score.at("/SnapStart/ApplyOn/Ref").asText()).isEqualTo("SnapStart");
    assertThat(template.root().at("/Parameters/SnapStart/Default").asText())
        .isEqualTo("PublishedVersions");
    assertThat(score.path("AutoPublishAlias").asText()).isEqualTo("live");
  }

  @Test
  void callersOfTheApiSignTheirRequests() {
    JsonNode auth = template.properties("Api").path("Auth");
    assertThat(auth.path("EnableIamAuthorizer").asBoolean()).isTrue();
    assertThat(auth.path("DefaultAuthorizer").asText()).isEqualTo("AWS_IAM");
  }

  @Test
  void everyFunctionHasItsOwnRoleAndNoManagedPolicy() {
    Set<String> roles = new TreeSet<>();
    for (JsonNode function : template.functions().values()) {
      roles.add(function.at("/Properties/Role/Fn::GetAtt").asText());
      assertThat(function.path("Properties").has("Policies")).isFalse();
    }
    assertThat(roles).hasSameSizeAs(template.functions().keySet());
    assertThat(template.resources("AWS::IAM::Role").values())
        .noneMatch(role -> role.path("Properties").has("ManagedPolicyArns"));
  }

  @Test
  void rolesNameTheirActionsAndResources() {
    for (JsonNode statement : statements()) {
      assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
      List<String> actions = texts(statement.path("Action"));
      assertThat(actions).isNotEmpty().noneMatch(action -> action.contains("*"));
      if (texts(statement.path("Resource")).contains("*")) {
        assertThat(actions)
            .as("X-Ray alone knows no resource")
            .allMatch(action -> action.startsWith("xray:"));
      }
      assertThat(statement.has("NotAction") || statement.has("NotResource")).isFalse();
    }
  }

  @Test
  void everyLogIsOursAndIsForgottenInTime() {
    Map<String, JsonNode> groups = template.resources("AWS::Logs::LogGroup");
    assertThat(groups.values()).allMatch(g -> g.path("Properties").has("RetentionInDays"));
    for (JsonNode function : template.functions().values()) {
      assertThat(function.at("/Properties/LoggingConfig/LogFormat").asText()).isEqualTo("JSON");
      assertThat(groups)
          .containsKey(function.at("/Properties/LoggingConfig/LogGroup/Ref").asText());
    }
  }

  @Test
  void runsThatFailAndRunsThatNeverStartedEndInOneEncryptedQueue() {
    JsonNode monitor = template.properties("MonitorFunction");
    assertThat(monitor.at("/DeadLetterQueue/TargetArn/Fn::GetAtt").asText())
        .isEqualTo("UnfinishedRuns.Arn");
    JsonNode schedule = monitor.at("/Events/DailyRun/Properties");
    assertThat(schedule.at("/DeadLetterConfig/Arn/Fn::GetAtt").asText())
        .isEqualTo("UnfinishedRuns.Arn");
    assertThat(schedule.at("/RetryPolicy/MaximumRetryAttempts").asInt()).isPositive();
    assertThat(template.properties("UnfinishedRuns").path("SqsManagedSseEnabled").asBoolean())
        .isTrue();
    for (String role : List.of("MonitorRole", "ScheduleRole")) {
      assertThat(statements(role))
          .anyMatch(s -> texts(s.path("Action")).contains("sqs:SendMessage"));
    }
  }

  @Test
  void alarmTellsTheTopicOfDriftOfItsEndAndOfSilence() {
    JsonNode alarm = template.properties("DriftAlarm");
    assertThat(template.resources("AWS::SNS::Topic")).containsKey("AlarmTopic");
    for (String actions : List.of("AlarmActions", "OKActions", "InsufficientDataActions")) {
      assertThat(alarm.path(actions).at("/0/Ref").asText()).as(actions).isEqualTo("AlarmTopic");
    }
    assertThat(template.text(alarm.path("Namespace"), NAMES))
        .isEqualTo(template.environment("MonitorFunction", NAMES).get("TREELINE_NAMESPACE"));
  }

  @Test
  void alarmTellsTheTopicOfRequestsThatWereNotCaptured() {
    JsonNode alarm = template.properties("CaptureAlarm");
    assertThat(alarm.path("MetricName").asText()).isEqualTo("CaptureDropped");
    assertThat(alarm.path("Dimensions").findValuesAsText("Name"))
        .containsExactly("Endpoint", "Variant");
    assertThat(alarm.path("TreatMissingData").asText()).isEqualTo("notBreaching");
    assertThat(alarm.at("/AlarmActions/0/Ref").asText()).isEqualTo("AlarmTopic");
  }

  @Test
  void bucketIsEncryptedClosedAndForTlsOnly() {
    JsonNode bucket = template.properties("Bucket");
    assertThat(bucket.path("PublicAccessBlockConfiguration").properties())
        .hasSize(4)
        .allMatch(block -> block.getValue().asBoolean());
    assertThat(bucket.has("BucketEncryption")).isTrue();
    assertThat(bucket.at("/LifecycleConfiguration/Rules")).isNotEmpty();
    JsonNode tls = template.properties("BucketPolicy").at("/PolicyDocument/Statement/0");
    assertThat(tls.path("Effect").asText()).isEqualTo("Deny");
    assertThat(tls.at("/Condition/Bool/aws:SecureTransport").asText()).isEqualTo("false");
  }

  @Test
  void capturesArriveWhereTheMonitorLooks() {
    JsonNode destination =
        template.properties("CaptureStream").path("ExtendedS3DestinationConfiguration");
    String uri = template.environment("MonitorFunction", NAMES).get("TREELINE_CAPTURE_URI");
    assertThat("s3://bucket/" + template.text(destination.path("Prefix"), NAMES))
        .isEqualTo(uri + "/treeline/AllTraffic/!{timestamp:yyyy/MM/dd/HH}/");
    assertThat(destination.path("CompressionFormat").asText()).isEqualTo("GZIP");
    assertThat(template.text(destination.path("ErrorOutputPrefix"), NAMES))
        .doesNotStartWith("captures/");
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

  private List<JsonNode> statements() {
    return template.resources("AWS::IAM::Role").keySet().stream()
        .flatMap(role -> statements(role).stream())
        .toList();
  }

  private List<JsonNode> statements(String role) {
    List<JsonNode> statements = new ArrayList<>();
    for (JsonNode policy : template.properties(role).path("Policies")) {
      policy.at("/PolicyDocument/Statement").forEach(statements::add);
    }
    assertThat(statements).as(role).isNotEmpty();
    return statements;
  }

  private static List<String> texts(JsonNode oneOrMany) {
    return oneOrMany.isArray()
        ? StreamSupport.stream(oneOrMany.spliterator(), false).map(JsonNode::asText).toList()
        : List.of(oneOrMany.asText());
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
