package dev.treeline.monitor;

import dev.treeline.report.ConstraintsFile;
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
/// `report.json` is written last, so that whoever sees it sees the others too.
record ReportFolder(Store store) {
  /// The page's name.
  static final String PAGE = "report.html";

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu/MM/dd/HH", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// Writes every file.
  ///
  /// @return the keys, in the order of writing
  List<String> write(Report report) throws IOException {
    Map<String, byte[]> files = files(report);
    Window window = report.run().closed();
    List<String> keys = new ArrayList<>(put(root(report) + HOUR.format(window.to()) + "/", files));
    keys.addAll(putLatest(report, files));
    return keys;
  }

  /// Writes every file under `latest/` alone: the window is not closed yet.
  ///
  /// @return the keys, in the order of writing
  List<String> writeLatest(Report report) throws IOException {
    return putLatest(report, files(report));
  }

  private static Map<String, byte[]> files(Report report) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(StatisticsFile.NAME, bytes(StatisticsFile.write(report.statistics())));
    files.put(ConstraintsFile.NAME, bytes(ConstraintsFile.write(report.constraints())));
    files.put(ViolationsFile.NAME, bytes(ViolationsFile.write(report.sagemaker().violations())));
    files.put(PAGE, bytes(report.html()));
    files.put(ReportFile.NAME, bytes(report.json()));
    return files;
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

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> put(String folder, Map<String, byte[]> files) throws IOException {
    List<String> keys = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String type =
          file.getKey().endsWith(".html") ? "text/html; charset=utf-8" : "application/json";
      store.put(folder + file.getKey(), file.getValue(), type);
      keys.add(folder + file.getKey());
    }
    return keys;
  }

  /// Whether a report stands there whose window ends after this instant. One that cannot be read is
  /// replaced.
  private boolean isLater(String key, Instant end) throws IOException {
    try (InputStream in = store.open(key)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return ReportFile.end(text).map(other -> other.isAfter(end)).orElse(false);
    } catch (NoSuchFileException | ReportFormatException _) {
      return false;
    }
  }
}
