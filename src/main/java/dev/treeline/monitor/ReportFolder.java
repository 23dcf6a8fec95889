package dev.treeline.monitor;

import dev.treeline.report.Background;
import dev.treeline.report.ConstraintsFile;
import dev.treeline.report.History;
import dev.treeline.report.Report;
import dev.treeline.report.ReportFile;
import dev.treeline.report.ReportFormatException;
import dev.treeline.report.StatisticsFile;
import dev.treeline.report.ViolationsFile;
import dev.treeline.report.Window;
import dev.treeline.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Where a report's files go: `{endpoint}/{schedule}/yyyy/MM/dd/HH/`, the hour in which the window
/// ends, as SageMaker names it after the hour of the run; and copies under
/// `{endpoint}/{schedule}/latest/`, unless a later window's are there.
///
/// `report.json` is written last, so that whoever sees it sees the others too. After it comes
/// `{endpoint}/{schedule}/history.jsonl`, one line a run: a window that is run again takes the
/// place of its line. Two runs that write it at the same moment could lose one of their lines,
/// which costs a trend a point and is made good by running that window again.
///
/// @param store of reports
/// @param importance what the features contribute to the model's answers, by name; may be empty
record ReportFolder(Store store, Map<String, Double> importance) {
  /// The page's name.
  static final String PAGE = "report.html";

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu/MM/dd/HH", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// Writes every file.
  ///
  /// @return the keys of the report's files, in the order of writing
  List<String> write(Report report) throws IOException {
    History history = history(report);
    Map<String, byte[]> files = files(report, history);
    Window window = report.run().closed();
    List<String> keys = new ArrayList<>(put(root(report) + HOUR.format(window.to()) + "/", files));
    keys.addAll(putLatest(report, files));
    put(root(report), Map.of(History.NAME, bytes(history.with(report).text())));
    return keys;
  }

  /// Writes every file under `latest/` alone: the window is not closed yet, and no line of the
  /// history.
  ///
  /// @return the keys, in the order of writing
  List<String> writeLatest(Report report) throws IOException {
    return putLatest(report, files(report, history(report)));
  }

  private History history(Report report) throws IOException {
    return History.read(text(root(report) + History.NAME));
  }

  private static String root(Report report) {
    return report.run().endpoint() + "/" + report.run().schedule() + "/";
  }

  private List<String> putLatest(Report report, Map<String, byte[]> files) throws IOException {
    String latest = root(report) + "latest/";
    return isLater(latest + ReportFile.NAME, report.run().closed().to())
        ? List.of()
        : put(latest, files);
  }

  private Map<String, byte[]> files(Report report, History history) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(StatisticsFile.NAME, bytes(StatisticsFile.write(report.statistics())));
    files.put(ConstraintsFile.NAME, bytes(ConstraintsFile.write(report.constraints())));
    files.put(ViolationsFile.NAME, bytes(ViolationsFile.write(report.sagemaker().violations())));
    files.put(PAGE, bytes(report.html(new Background(history, importance))));
    files.put(ReportFile.NAME, bytes(report.json()));
    return files;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> put(String folder, Map<String, byte[]> files) throws IOException {
    List<String> keys = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      store.put(folder + file.getKey(), file.getValue(), type(file.getKey()));
      keys.add(folder + file.getKey());
    }
    return keys;
  }

  private static String type(String name) {
    if (name.endsWith(".html")) {
      return "text/html; charset=utf-8";
    }
    return name.endsWith(".jsonl") ? "application/x-ndjson" : "application/json";
  }

  /// Whether a report stands there whose window ends after this instant. One that cannot be read is
  /// replaced.
  private boolean isLater(String key, Instant end) throws IOException {
    try {
      String text = text(key);
      return !text.isEmpty() && ReportFile.end(text).map(other -> other.isAfter(end)).orElse(false);
    } catch (ReportFormatException _) {
      return false;
    }
  }

  /// A file's text; empty when there is none.
  private String text(String key) throws IOException {
    try (InputStream in = store.open(key)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      return "";
    }
  }
}
