package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.report.AuditFile;
import dev.treeline.report.AuditLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptCommandTest {
  @TempDir Path folder;

  private TestWorld accept(String... more) {
    TestWorld world = TestWorld.of(folder);
    String[] args = new String[more.length + 2];
    args[0] = "accept";
    args[1] = "--reports=reports";
    System.arraycopy(more, 0, args, 2, more.length);
    status = world.run(args);
    return world;
  }

  private int status;

  private Path trail() {
    return folder.resolve("reports/treeline/drift/audit.jsonl");
  }

  private void report(String text) throws IOException {
    Path file = folder.resolve("reports/treeline/drift/latest/report.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void knownChangeIsWrittenToTheTrailOneLineEach() throws IOException {
    report("{\"features\": [{\"name\": \"price\"}], \"prediction\": [{\"name\": \"score\"}]}");

    accept("--feature=price", "--until=2026-03-01", "--reason=new contract");
    TestWorld world = accept("--feature=score", "--until=2026-02-01", "--reason=\"it\" follows");

    assertThat(status).as(world.complained()).isEqualTo(Treeline.DONE);
    assertThat(world.printed())
        .isEqualTo(
            "Accepted for treeline/drift: score until 2026-02-01"
                + " (treeline/drift/audit.jsonl)\n");
    assertThat(AuditFile.read(Files.readString(trail())))
        .containsExactly(
            new AuditLine(
                TestWorld.NOW,
                "accept",
                "",
                "new contract",
                Map.of("feature", "price", "until", "2026-03-01")),
            new AuditLine(
                TestWorld.NOW,
                "accept",
                "",
                "\"it\" follows",
                Map.of("feature", "score", "until", "2026-02-01")));
  }

  @Test
  void nameThatNoReportKnowsIsRefusedWithThoseThatAreKnown() throws IOException {
    report("{\"features\": [{\"name\": \"price\"}], \"prediction\": [{\"name\": \"score\"}]}");

    TestWorld world = accept("--feature=prize", "--until=2026-03-01", "--reason=why");

    assertThat(status).isEqualTo(Treeline.FAILED);
    assertThat(world.complained())
        .contains("--feature: found \"prize\", expected one of price, score");
    assertThat(trail()).doesNotExist();
  }

  @Test
  void beforeTheFirstReportTheNameIsTakenAsItIs() {
    TestWorld world = accept("--feature=price", "--until=2026-03-01", "--reason=why");
    assertThat(status).isEqualTo(Treeline.DONE);
    assertThat(world.complained()).contains("so the feature's name is not checked");
    assertThat(trail()).exists();
  }

  @Test
  void otherEndpointAndScheduleHaveATrailOfTheirOwn() {
    accept("--feature=a", "--until=2026-03-01", "--reason=why", "--endpoint=e", "--schedule=daily");
    assertThat(folder.resolve("reports/e/daily/audit.jsonl")).exists();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--feature=a --until=soon --reason=r| --until: found \"soon\", expected a day such as",
        "--feature=a --until=2026-02-30 --reason=r| --until: found \"2026-02-30\"",
        "--feature=a --until=2026-03-01 --reason=| --reason: found none",
        "--until=2026-03-01 --reason=r| Missing required option: '--feature=F'",
      })
  void misuseIsSaidAndNothingWritten(String args, String complaint) {
    TestWorld world = accept(args.split(" ", -1));
    assertThat(status).isEqualTo(Treeline.MISUSED);
    assertThat(world.complained()).contains(complaint);
    assertThat(trail()).doesNotExist();
  }

  @Test
  void damagedTrailIsNotMadeLonger() throws IOException {
    Files.createDirectories(trail().getParent());
    Files.writeString(trail(), "{\"time\": 3}\n");

    TestWorld world = accept("--feature=a", "--until=2026-03-01", "--reason=why");

    assertThat(status).isEqualTo(Treeline.FAILED);
    assertThat(world.complained()).contains("audit.jsonl:1");
    assertThat(Files.readString(trail())).isEqualTo("{\"time\": 3}\n");
  }
}
