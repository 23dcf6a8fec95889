package dev.treeline.monitor;

import static dev.treeline.monitor.Traffic.FROM;
import static dev.treeline.monitor.Traffic.TO;
import static dev.treeline.monitor.Traffic.side;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.CaptureLine;
import dev.treeline.drift.Disclosure;
import dev.treeline.drift.Finding;
import dev.treeline.drift.Measure;
import dev.treeline.drift.MigratedProfile;
import dev.treeline.drift.State;
import dev.treeline.monitor.Traffic.Row;
import dev.treeline.report.ProfileFile;
import dev.treeline.report.Report;
import dev.treeline.report.Window;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import dev.treeline.store.S3Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

/// SageMaker's own files as baseline, without a profile.
class MigrationTest {
  private static final String FILE = "toys/AllTraffic/2026/01/31/10/a.jsonl";
  private static final Path REAL = Path.of("src/test/resources/report/data_quality");

  @TempDir Path root;

  private Traffic withoutProfile() throws IOException {
    Traffic traffic = new Traffic(root);
    traffic.writeBaseline();
    Files.delete(root.resolve("baseline/profile.json"));
    return traffic;
  }

  private Traffic withRealFiles() throws IOException {
    Traffic traffic = new Traffic(root);
    traffic.writeBaseline("statistics.json", Files.readString(REAL.resolve("statistics.json")));
    traffic.writeBaseline("constraints.json", Files.readString(REAL.resolve("constraints.json")));
    return traffic;
  }

  private static List<String> names(Report report) {
    return report.findings().features().stream().map(Finding::name).toList();
  }

  @Test
  void aQuietHourIsStableAndTheReportSaysWhyThresholdsAreTheFloor() throws IOException {
    Traffic traffic = withoutProfile();
    traffic.capture(FILE, traffic.quietHour(500));

    Report report = traffic.report();

    assertThat(report.findings().state()).isEqualTo(State.STABLE);
    assertThat(report.violations()).isZero();
    assertThat(names(report)).containsExactly("size", "weight", "colour");
    assertThat(report.findings().predictions()).isEmpty();
    assertThat(report.profile().blockKind()).isEqualTo(MigratedProfile.BLOCKS);
    assertThat(report.json()).contains("thresholds are the floor");
    assertThat(report.findings().features())
        .allSatisfy(finding -> assertThat(finding.threshold()).isGreaterThanOrEqualTo(0.1))
        .allSatisfy(finding -> assertThat(finding.thresholdBlock()).isEmpty());
  }

  @Test
  void valuesOfAFeatureThatTheSettingsShowMayBeRead() throws IOException {
    Traffic traffic = withoutProfile();
    List<CaptureLine> lines = new ArrayList<>(traffic.quietHour(400));
    for (int i = 0; i < 60; i++) {
      lines.add(traffic.csv(FROM, new Row(0.5, 5, "mauve", 0.4)));
    }
    traffic.capture(FILE, lines);

    assertThat(traffic.report().json()).doesNotContain("mauve");
    assertThat(shown("weight").json()).doesNotContain("mauve");
    assertThat(shown("colour").json()).contains("mauve");
  }

  /// A report under `TREELINE_SHOW_VALUES`.
  private Report shown(String features) throws IOException {
    Settings settings =
        Settings.from(
            Map.of(
                "TREELINE_ENDPOINT", "toys",
                "TREELINE_SHOW_VALUES", features,
                "TREELINE_CAPTURE_URI", root.resolve("captures").toString(),
                "TREELINE_BASELINE", root.resolve("baseline").toString(),
                "TREELINE_REPORTS", root.resolve("reports").toString()),
            root,
            Job.MONITOR);
    S3Access nowhere = new S3Access(() -> S3Client.builder(), Map.of());
    MonitorRequest request = MonitorRequest.of(settings, new Window(FROM, TO));
    return ((MonitorOutcome.Completed) Monitor.of(settings, nowhere).run(request)).report();
  }

  @Test
  void tokensOfAProfileStayTokensAndStrayTextsAmongNumbersMayBeRead() throws IOException {
    Traffic traffic = new Traffic(root);
    traffic.writeBaseline();
    Path file = root.resolve("baseline").resolve(ProfileFile.NAME);
    Disclosure hidden = Disclosure.of(Set.of(), new byte[] {1});
    traffic.writeBaseline(
        ProfileFile.NAME,
        ProfileFile.write(ProfileFile.read(Files.readString(file)).disclosed(hidden)));
    List<CaptureLine> lines = new ArrayList<>(traffic.quietHour(400));
    for (int i = 0; i < 60; i++) {
      lines.add(
          traffic.line(
              FROM, Traffic.side("text/csv", "stray,5,mauve"), Traffic.side("text/csv", "0.4\n")));
    }
    traffic.capture(FILE, lines);

    assertThat(shown("none").json()).doesNotContain("mauve", "stray");
    Report all = shown("*");
    assertThat(all.json()).contains("stray").doesNotContain("mauve");
    assertThat(all.findings().features().getLast().state()).isEqualTo(State.STABLE);
  }

  @Test
  void aShiftIsFound() throws IOException {
    Traffic traffic = withoutProfile();
    List<CaptureLine> lines = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Row row = traffic.row();
      lines.add(
          traffic.csv(FROM, new Row(row.size(), row.weight() + 1, row.colour(), row.score())));
    }
    traffic.capture(FILE, lines);

    assertThat(traffic.report().findings().drifted())
        .extracting(Finding::name)
        .containsExactly("weight");
  }

  @Test
  void aNewCategoryIsFoundAmongHiddenOnes() throws IOException {
    Traffic traffic = withoutProfile();
    List<CaptureLine> lines = new ArrayList<>(traffic.quietHour(500));
    for (int i = 0; i < 50; i++) {
      lines.add(traffic.csv(FROM, new Row(0.2, 5, "ultraviolet", 0.4)));
    }
    traffic.capture(FILE, lines);

    Report report = traffic.report();

    assertThat(report.findings().violations()).hasSize(1);
    assertThat(report.json()).doesNotContain("ultraviolet").doesNotContain("\"red\"");
  }

  @Test
  void theRealFilesAreABaselineForTheRowsTheyWereMadeOf() throws IOException {
    Traffic traffic = withRealFiles();
    List<String> rows = Files.readAllLines(REAL.resolve("baseline_dataset.csv"));
    capture(traffic, rows);

    Report report = traffic.report();

    assertThat(report.findings().rows()).isEqualTo(rows.size());
    assertThat(names(report)).containsExactly("_c0", "_c1", "_c2", "_c3", "_c4", "_c5");
    // A hundred rows are too few for a verdict of ours, and SageMaker's rules find nothing.
    assertThat(report.findings().state()).isEqualTo(State.INSUFFICIENT);
    assertThat(report.findings().features())
        .allSatisfy(finding -> assertThat(finding.baselineN()).isEqualTo(100))
        .allSatisfy(finding -> assertThat(finding.effect()).isLessThan(finding.threshold()))
        .flatExtracting(finding -> finding.measures().all())
        .filteredOn(measure -> measure.kind() == Measure.Kind.KOLMOGOROV_SMIRNOV)
        .allSatisfy(measure -> assertThat(measure.value()).isZero());
    assertThat(report.sagemaker().violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatRowsLackAtTheStartAreLabels(int labels) throws IOException {
    Traffic traffic = withRealFiles();
    List<String> rows =
        Files.readAllLines(REAL.resolve("baseline_dataset.csv")).stream()
            .map(row -> row.split(",", labels + 1)[labels])
            .collect(Collectors.toCollection(ArrayList::new));
    rows.set(0, "1,2"); // the first request is malformed and decides nothing
    capture(traffic, rows);

    Report report = traffic.report();

    assertThat(names(report))
        .isEqualTo(List.of("_c0", "_c1", "_c2", "_c3", "_c4", "_c5").subList(labels, 6));
    assertThat(report.findings().rows()).isEqualTo(rows.size() - 1);
  }

  @Test
  void namedRowsSayThemselvesWhatTheFeaturesAre() throws IOException {
    Traffic traffic = withoutProfile();
    List<CaptureLine> lines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Row row = traffic.row();
      String body = "{\"weight\": " + row.weight() + ", \"colour\": \"" + row.colour() + "\"}";
      lines.add(traffic.line(FROM, side("application/json", body), side("text/csv", "0.5")));
    }
    traffic.capture(FILE, lines);

    assertThat(names(traffic.report())).containsExactly("weight", "colour");
  }

  private static void capture(Traffic traffic, List<String> rows) throws IOException {
    List<CaptureLine> lines = new ArrayList<>();
    for (String row : rows) {
      lines.add(traffic.line(FROM, side("text/csv", row), side("text/csv", "0.5")));
    }
    traffic.capture(FILE, lines);
  }
}
