package dev.treeline.monitor;

import static dev.treeline.monitor.Traffic.FROM;
import static dev.treeline.monitor.Traffic.side;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.CaptureLine;
import dev.treeline.drift.Disclosure;
import dev.treeline.drift.QualityFinding;
import dev.treeline.report.Metrics;
import dev.treeline.report.ProfileFile;
import dev.treeline.report.Report;
import dev.treeline.report.StatisticsFile;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An address that came in every place where a body can hold one, and is in nothing that the
/// monitor writes.
class PrivateDataTest {
  private static final String ADDRESS = "alice@example.com";
  private static final String HOUR = "toys/AllTraffic/2026/01/31/10/";
  private static final byte[] SALT = {1, 2, 3};

  @TempDir Path root;
  private Traffic traffic;

  @BeforeEach
  void plant() throws IOException {
    traffic = new Traffic(root);
    traffic.writeBaseline();
    List<CaptureLine> lines = new ArrayList<>(traffic.quietHour(400));
    for (int i = 0; i < 40; i++) {
      lines.add(csv("0.5,5," + ADDRESS, "0.5")); // a category
      lines.add(csv(ADDRESS + ",5,red", "0.5")); // text among numbers
    }
    lines.add(csv("0.5,5,red", ADDRESS)); // an output
    lines.add(csv("0.5,5,red", "0.5," + ADDRESS));
    lines.add(csv("0.5," + ADDRESS, "0.5")); // a row of another width
    lines.add(json("{\"inputs\": [" + ADDRESS)); // bodies that cannot be read
    lines.add(json("{\"" + ADDRESS + "\": {\"" + ADDRESS + "\": [}}"));
    lines.add(json("{\"" + ADDRESS + "\": \"" + ADDRESS + "\"}")); // names of columns
    lines.add(
        json(
            "{\"size\": 0.5, \"weight\": 5, \"colour\": \""
                + ADDRESS
                + "\", \""
                + ADDRESS
                + "\": 1}"));
    lines.add(traffic.line(FROM, side("text/" + ADDRESS, ADDRESS), side("text/csv", "0.5")));
    traffic.capture(HOUR + "a.jsonl", lines);
    traffic.capture(
        HOUR + "b.jsonl",
        (ADDRESS + "\n{\"captureData\": {\"" + ADDRESS + "\": 1}}\n{\"eventVersion\": \"" + ADDRESS)
            .getBytes(StandardCharsets.UTF_8));
  }

  private CaptureLine csv(String input, String output) {
    return traffic.line(FROM, side("text/csv", input), side("text/csv", output));
  }

  private CaptureLine json(String input) {
    return traffic.line(FROM, side("application/json", input), side("text/csv", "0.5"));
  }

  /// Makes the profile one that shows these features.
  private void show(Set<String> features) throws IOException {
    Path file = root.resolve("baseline").resolve(ProfileFile.NAME);
    String open = Files.readString(file);
    Disclosure rule = Disclosure.of(features, SALT);
    Files.writeString(file, ProfileFile.write(ProfileFile.read(open).disclosed(rule)));
  }

  private List<String> files() throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root.resolve("reports"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.add(file + "\n" + Files.readString(file));
      }
    }
    return texts;
  }

  /// All that the function prints, answers and tells people.
  private String handled(String form) throws IOException {
    Settings settings =
        Settings.from(
            Map.of(
                "TREELINE_NOTIFY",
                form,
                "TREELINE_METRICS",
                "sagemaker",
                "TREELINE_CAPTURE_URI",
                root.resolve("captures").toString(),
                "TREELINE_BASELINE",
                root.resolve("baseline").toString(),
                "TREELINE_REPORTS",
                root.resolve("reports").toString(),
                "TREELINE_ENDPOINT",
                "toys"),
            root,
            Job.MONITOR);
    var printed = new ByteArrayOutputStream();
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    var handler =
        new MonitorHandler(
            settings,
            traffic.monitor(),
            InstantSource.fixed(Traffic.TO.plus(Duration.ofHours(1))),
            out,
            Optional.of((subject, message) -> out.println("told: " + subject + message)));
    var event = "{\"scheduledTime\": \"2026-01-31T11:20:00Z\", \"period\": \"PT1H\"}";
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
        printed,
        new Invocation("request-1", () -> 900_000));
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void plantedAddressIsInNoOutput() throws IOException {
    show(Set.of());

    Report report = traffic.report();

    assertThat(report.run().skipped()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(report.findings().violations()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(files()).hasSizeGreaterThanOrEqualTo(10).noneMatch(text -> text.contains("alice"));
    assertThat(report.table()).doesNotContain("alice");
    assertThat(report.run().skipped().toString()).doesNotContain("alice");
    assertThat(Metrics.of(report, Traffic.TO).toString()).doesNotContain("alice");
    for (String form : List.of("text", "slack")) {
      assertThat(handled(form))
          .contains("completed", "told: toys: ", "feature_data_weight")
          .doesNotContain("alice");
      // What is told once is not told again, in whatever form.
      Files.delete(root.resolve("reports/toys/drift/notified.jsonl"));
      Files.delete(root.resolve("reports/toys/drift/watermark.json"));
    }
  }

  @Test
  void newCategoryIsACountAndATokenEverywhere() throws IOException {
    show(Set.of());
    String token = Disclosure.of(Set.of(), SALT).token(ADDRESS);

    Report report = traffic.report();

    assertThat(report.findings().violations())
        .filteredOn(check -> check.check() == QualityFinding.Check.UNSEEN)
        .singleElement()
        .satisfies(
            unseen -> {
              assertThat(unseen.count()).isEqualTo(41);
              assertThat(unseen.examples().toString()).contains(token).contains("41");
            });
    assertThat(report.table()).contains("“" + token + "” × 41");
    assertThat(StatisticsFile.write(report.statistics())).contains(token);
  }

  @Test
  void hiddenWindowIsJudgedAsTheOpenOne() throws IOException {
    show(Set.of());
    Report hidden = traffic.report();
    traffic.writeBaseline();
    Report open = traffic.report();

    assertThat(hidden.violations()).isEqualTo(open.violations());
    assertThat(hidden.sagemaker()).isEqualTo(open.sagemaker());
    for (int i = 0; i < open.findings().features().size(); i++) {
      var one = hidden.findings().features().get(i);
      var other = open.findings().features().get(i);
      assertThat(one.state()).isEqualTo(other.state());
      assertThat(one.effect()).isEqualTo(other.effect());
      assertThat(one.measures().all()).isEqualTo(other.measures().all());
    }
  }

  @Test
  void listedFeatureIsReadable() throws IOException {
    traffic.writeBaseline();
    show(Set.of("colour"));
    assertThat(traffic.report().table()).contains("“" + ADDRESS + "” × 41");
  }

  @Test
  void windowOfWhichNothingCanBeReadTellsNothingEither() throws IOException {
    show(Set.of());
    traffic.capture(HOUR + "a.jsonl", List.of(json("{\"inputs\": [" + ADDRESS)));
    assertThat(traffic.run())
        .isInstanceOfSatisfying(
            MonitorOutcome.NothingCounted.class,
            nothing -> assertThat(nothing.problem()).contains("a.jsonl").doesNotContain("alice"));
  }
}
