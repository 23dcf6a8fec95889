package dev.treeline.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treeline.report.Notification;
import dev.treeline.report.Report;
import dev.treeline.report.Run;
import dev.treeline.report.Skipped;
import dev.treeline.report.Window;
import dev.treeline.settings.Settings;
import dev.treeline.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Tells people of violations and failures, of each once.
///
/// What was told stands in `{endpoint}/{schedule}/notified.jsonl` beside the reports, a line each:
/// a window that is run again and comes to the same is not told again, nor is a failure that
/// repeats, until a window is judged. A line is written after its message has left: of a run that
/// dies in between people hear twice, and of one whose message could not be sent the next tells.
final class Notices {
  static final String NAME = "notified.jsonl";

  /// Lines that are kept, the latest ones.
  private static final int MOST = 200;

  private static final String FAILURE = "failure";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Settings settings;
  private final Store reports;
  private final Notifier notifier;
  private final String key;

  /// @param settings name endpoint, schedule, the place of the reports and the form of a message
  /// @param reports where that place is
  Notices(Settings settings, Store reports, Notifier notifier) {
    this.settings = settings;
    this.reports = reports;
    this.notifier = notifier;
    this.key = settings.endpoint() + "/" + settings.monitor().schedule() + "/" + NAME;
  }

  /// One thing that was told.
  ///
  /// @param about a window, or [#FAILURE]
  /// @param what it came to
  private record Told(String about, String what) {
    String line() {
      return JSON.createObjectNode().put("about", about).put("what", what).toString() + "\n";
    }
  }

  /// Tells of what became of a window, if that is worth telling.
  ///
  /// @throws IOException if the message could not be sent, or what was told not be kept
  void of(MonitorOutcome outcome) throws IOException {
    switch (outcome) {
      case MonitorOutcome.Completed(var report, var files) -> completed(report, files);
      case MonitorOutcome.NothingCounted(var run) -> failed(unreadable(run));
      // Growing windows, and those without data, come to nothing yet; the others throw.
      case MonitorOutcome.Growing _, MonitorOutcome.NoData _ -> {}
      case MonitorOutcome.Stopped _, MonitorOutcome.BadBaseline _ -> {}
    }
  }

  private void completed(Report report, List<String> files) throws IOException {
    String page =
        files.stream()
            .filter(file -> file.endsWith("/" + ReportFolder.PAGE))
            .findFirst()
            .orElse(key);
    Optional<Notification> notification =
        Notification.of(report, settings.monitor().reports() + "/" + page);
    Window window = report.run().closed();
    String about = window.from() + "/" + window.to();
    List<Told> before = before();
    List<Told> now = new ArrayList<>(before);
    now.removeIf(told -> told.about().equals(FAILURE));
    if (notification.isEmpty()) {
      now.removeIf(told -> told.about().equals(about));
    } else {
      String what = report.findings().state().label() + " " + report.violations();
      tell(now, new Told(about, what), notification.get());
    }
    keep(before, now);
  }

  /// Tells that a run failed.
  ///
  /// @param what in a few words, always the same of one failure; holds no value of the data
  /// @throws IOException if the message could not be sent, or what was told not be kept
  void failed(String what) throws IOException {
    List<Told> before = before();
    List<Told> now = new ArrayList<>(before);
    tell(
        now,
        new Told(FAILURE, what),
        Notification.failure(settings.endpoint(), settings.monitor().schedule(), what));
    keep(before, now);
  }

  private static String unreadable(Run run) {
    return run.skipped().stream()
        .map(Skipped::reason)
        .collect(
            Collectors.joining("; ", "not one captured line of the window could be read: ", ""));
  }

  private void tell(List<Told> told, Told one, Notification notification) throws IOException {
    if (told.contains(one)) {
      return;
    }
    boolean isSlack = settings.monitor().notifying().isSlack();
    notifier.send(notification.subject(), isSlack ? notification.json() : notification.text());
    told.removeIf(other -> other.about().equals(one.about()));
    told.add(one);
  }

  private List<Told> before() throws IOException {
    List<Told> told = new ArrayList<>();
    String text = reports.read(key).map(Store.Text::text).orElse("");
    for (String line : text.split("\n", -1)) {
      if (!line.isBlank()) {
        told.add(read(line));
      }
    }
    return told;
  }

  /// A damaged line costs a message too many and nothing else.
  private static Told read(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      return new Told(json.path("about").asText(), json.path("what").asText());
    } catch (JsonProcessingException _) {
      return new Told("", "");
    }
  }

  private void keep(List<Told> before, List<Told> now) throws IOException {
    if (!now.equals(before)) {
      String text =
          now.subList(Math.max(0, now.size() - MOST), now.size()).stream()
              .map(Told::line)
              .collect(Collectors.joining());
      reports.put(key, text.getBytes(StandardCharsets.UTF_8), "application/x-ndjson");
    }
  }
}
