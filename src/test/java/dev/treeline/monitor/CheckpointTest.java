package dev.treeline.monitor;

import static dev.treeline.monitor.Traffic.FROM;
import static dev.treeline.monitor.Traffic.TO;
import static dev.treeline.monitor.Traffic.side;
import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.CaptureLine;
import dev.treeline.deploy.Trap;
import dev.treeline.report.Report;
import dev.treeline.report.Window;
import dev.treeline.store.FolderStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final String CHECKPOINT = "toys/drift/checkpoint.bin";
  private static final int FILES = 7;

  @TempDir Path root;
  private Traffic traffic;

  /// Files of every sort: plain and packed, a line delivered twice, lines that cannot be read,
  /// replies of another width, a category nobody knows, enough rows to fill the sketches.
  @BeforeEach
  void makeTraffic() throws IOException {
    traffic = new Traffic(root);
    traffic.writeBaseline();
    List<CaptureLine> lines = traffic.quietHour(7000);
    for (int i = 0; i < FILES; i++) {
      List<CaptureLine> part = new ArrayList<>(lines.subList(1000 * i, 1000 * (i + 1)));
      part.add(lines.get(500));
      part.add(traffic.line(FROM, side("text/csv", "0.1,5,mauve" + i), side("text/csv", "9,9")));
      part.add(traffic.line(FROM, side("text/csv", "1,2"), side("text/csv", "1")));
      traffic.captureGzip("toys/AllTraffic/2026/01/31/10/%02d.gz".formatted(i), part);
    }
  }

  private MonitorOutcome run(String reports, Window window, int files) throws IOException {
    AtomicInteger asked = new AtomicInteger();
    BooleanSupplier isEnding = () -> asked.getAndIncrement() >= files;
    Monitor monitor =
        new Monitor(
            new FolderStore(root.resolve("captures")),
            new FolderStore(root.resolve("baseline")),
            new FolderStore(root.resolve(reports)));
    MonitorRequest request =
        new MonitorRequest("toys", "AllTraffic", "drift", window, Report.Rule.TREELINE);
    return monitor.run(request, isEnding, monitor::file);
  }

  private MonitorOutcome run(String reports, int files) throws IOException {
    return run(reports, new Window(FROM, TO), files);
  }

  private Map<String, String> files(String reports, MonitorOutcome outcome) throws IOException {
    assertThat(outcome).isInstanceOf(MonitorOutcome.Completed.class);
    Map<String, String> files = new TreeMap<>();
    for (String file : ((MonitorOutcome.Completed) outcome).files()) {
      files.put(file, Files.readString(root.resolve(reports).resolve(file)));
    }
    return files;
  }

  private Map<String, String> undisturbed() throws IOException {
    return files("undisturbed", run("undisturbed", FILES));
  }

  private Path checkpoint() {
    return root.resolve("reports").resolve(CHECKPOINT);
  }

  @Test
  void runThatGoesOnFromACheckpointWritesTheSameBytes() throws IOException {
    Map<String, String> expected = undisturbed();
    for (int stop = 1; stop < FILES; stop++) {
      assertThat(run("reports", stop))
          .isEqualTo(new MonitorOutcome.Stopped(new Window(FROM, TO), stop, FILES - stop, true));

      assertThat(files("reports", run("reports", FILES))).as("after %d", stop).isEqualTo(expected);
      assertThat(checkpoint()).isEmptyFile();
    }
  }

  @Test
  void runThatIsStoppedAfterEveryFileArrives() throws IOException {
    for (int read = 1; read < FILES; read++) {
      assertThat(run("reports", 1))
          .isEqualTo(new MonitorOutcome.Stopped(new Window(FROM, TO), read, FILES - read, true));
    }
    assertThat(files("reports", run("reports", 1))).isEqualTo(undisturbed());
  }

  @Test
  void fileThatCameMeanwhileIsReadToo() throws IOException {
    run("reports", 3);
    traffic.capture("toys/AllTraffic/2026/01/31/11/late.jsonl", traffic.quietHour(10));

    MonitorOutcome.Completed done = (MonitorOutcome.Completed) run("reports", FILES + 1);

    assertThat(done.report().run().files()).isEqualTo(FILES + 1);
    assertThat(done.report().findings().rows()).isEqualTo(7000 + FILES + 10);
  }

  @Test
  void runThatReadNoFileSaysThatItCameNoFurther() throws IOException {
    assertThat(run("reports", 0))
        .isInstanceOfSatisfying(
            MonitorOutcome.Stopped.class,
            stopped -> {
              assertThat(stopped.hasMoved()).isFalse();
              assertThat(stopped.problem())
                  .isEqualTo(
                      "stopped before the deadline: 0 capture files of the window"
                          + " 2026-01-31T10:00:00Z to 2026-01-31T11:00:00Z read, 7 left, and no"
                          + " progress kept; give the function more time or memory");
            });
    assertThat(checkpoint()).doesNotExist();
  }

  @Test
  void checkpointOfAnotherWindowOrBaselineIsNotGoneOnFrom() throws IOException {
    Map<String, String> expected = undisturbed();
    run("reports", new Window(FROM, TO.plusSeconds(1)), 3);
    assertThat(files("reports", run("reports", FILES))).isEqualTo(expected);

    run("reports", 3);
    Path profile = root.resolve("baseline/profile.json");
    String text = Files.readString(profile);
    traffic.writeBaseline("profile.json", text.replaceFirst("\"rows\" ?: ?4000", "\"rows\":4001"));
    assertThat(Files.readString(profile)).isNotEqualTo(text);
    assertThat(((MonitorOutcome.Completed) run("reports", FILES)).report().run().files())
        .isEqualTo(FILES);
  }

  @Test
  void damagedCheckpointIsNone() throws IOException {
    Map<String, String> expected = undisturbed();
    run("reports", 3);
    byte[] whole = Files.readAllBytes(checkpoint());
    for (int i = 0; i < 12; i++) {
      byte[] damaged = i % 2 == 0 ? Arrays.copyOf(whole, whole.length * i / 12) : whole.clone();
      if (i % 2 == 1) {
        damaged[whole.length * i / 12] ^= 0x10;
      }
      Files.write(checkpoint(), damaged);
      assertThat(files("reports", run("reports", FILES))).as("damage %d", i).isEqualTo(expected);
    }
  }

  @Test
  void checkpointLetsNoForeignClassIn() throws Exception {
    run("reports", 3);
    String subject;
    try (ObjectInputStream in =
        new ObjectInputStream(
            new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(checkpoint()))))) {
      subject = in.readUTF();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(new GZIPOutputStream(bytes))) {
      out.writeUTF(subject);
      out.writeObject(new Trap());
    }
    Files.write(checkpoint(), bytes.toByteArray());

    assertThat(run("reports", FILES)).isInstanceOf(MonitorOutcome.Completed.class);
    assertThat(Trap.isSprung()).isFalse();
  }

  @Test
  void checkpointHoldsNothingOfTheBaselineAndLittleElse() throws IOException {
    run("reports", 6);
    System.out.println("checkpoint: " + Files.size(checkpoint()) + " bytes");
    assertThat(Files.size(checkpoint())).isLessThan(1_000_000);
    byte[] plain;
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(checkpoint())))) {
      plain = in.readAllBytes();
    }
    assertThat(new String(plain, StandardCharsets.ISO_8859_1))
        .doesNotContain("FeatureProfile", "Intervals", "FolderStore");
  }
}
