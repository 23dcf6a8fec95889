package dev.treeline.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.treeline.report.ReportFile;
import dev.treeline.report.Window;
import dev.treeline.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// A window that somebody names to make a baseline of it: by its times, or by the folder of its
/// report.
///
/// @param window its times
/// @param report where its report is; empty when times were typed
record JudgedWindow(Window window, Optional<Report> report) {

  /// Where a report is.
  ///
  /// @param root the folder of all reports
  record Report(String root, String endpoint, String schedule) {}

  /// Reads what was typed for `--from-window`.
  ///
  /// @param typed `FROM/TO`, or a folder that holds a `report.json`
  static JudgedWindow of(World world, String typed) {
    Optional<Window> times = times(typed);
    return times
        .map(window -> new JudgedWindow(window, Optional.empty()))
        .orElseGet(() -> read(world, world.location(typed)));
  }

  private static Optional<Window> times(String typed) {
    String[] parts = typed.split("/", -1);
    if (parts.length != 2) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Window(Instant.parse(parts[0]), Instant.parse(parts[1])));
    } catch (DateTimeException _) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new CommandException("--from-window " + typed + ": " + e.getMessage(), e);
    }
  }

  private static JudgedWindow read(World world, String folder) {
    String place = folder + "/" + ReportFile.NAME;
    try (InputStream in = Store.at(folder, world.s3()).open(ReportFile.NAME)) {
      JsonNode report =
          new JsonMapper().readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      String endpoint = report.path("endpoint").asText();
      String schedule = report.path("schedule").asText();
      Window window =
          new Window(
              Instant.parse(report.at("/window/from").asText()),
              Instant.parse(report.at("/window/to").asText()));
      return new JudgedWindow(
          window, Optional.of(new Report(root(folder, endpoint, schedule), endpoint, schedule)));
    } catch (NoSuchFileException e) {
      throw new CommandException(
          "--from-window: found no "
              + place
              + ", expected a report's folder, or times such as"
              + " 2026-01-31T00:00:00Z/2026-02-07T00:00:00Z",
          e);
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
      throw new CommandException(
          place + ": found no window with two ends, expected a report of the monitor", e);
    } catch (IOException e) {
      throw new CommandException(place + ": " + e.getMessage(), e);
    }
  }

  /// The folder of all reports: what stands before `endpoint/schedule/`.
  private static String root(String folder, String endpoint, String schedule) {
    int at = folder.lastIndexOf("/" + endpoint + "/" + schedule + "/");
    if (at < 0) {
      throw new CommandException(
          "--from-window %s: found a report of %s/%s, expected it below a folder of that name"
              .formatted(folder, endpoint, schedule));
    }
    return folder.substring(0, at);
  }
}
