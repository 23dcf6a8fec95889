package dev.treeline.local;

import dev.treeline.drift.Profile;
import dev.treeline.forest.Model;
import dev.treeline.monitor.CapturedRows;
import dev.treeline.monitor.MonitorRequest;
import dev.treeline.report.AuditFile;
import dev.treeline.report.ProfileFile;
import dev.treeline.report.Window;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import dev.treeline.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that make a baseline of what an endpoint captured.
final class CaptureOptions {
  @Option(
      names = "--captures",
      paramLabel = "DIR",
      description = "captured lines in place of a table: a folder or s3://…")
  private String captures = "";

  @Mixin private TrafficOptions traffic = new TrafficOptions();

  @Option(
      names = "--from-window",
      paramLabel = "W",
      description =
          "make the captures of a judged window the new baseline: the folder of its report, or"
              + " FROM/TO; recorded in audit.jsonl beside the reports")
  private String fromWindow = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "why, for the record of --from-window")
  private String reason = "";

  @Option(
      names = "--baseline",
      paramLabel = "DIR",
      description =
          "the baseline that is replaced by --from-window: names the features (default: model/)")
  private String baseline = "";

  @Option(
      names = "--reports",
      paramLabel = "DIR",
      description = "where the reports are, with --from-window FROM/TO (default: data/reports)")
  private String reports = "";

  /// Whether captures are wanted.
  boolean areAsked() {
    return !captures.isEmpty() || !fromWindow.isEmpty();
  }

  /// The captured rows.
  ///
  /// @param period of a block
  /// @param model names the features and says what the outputs are
  BaselineSource rows(World world, Duration period, Optional<Model> model) throws IOException {
    if (!fromWindow.isEmpty() && reason.isEmpty()) {
      throw CommandException.misuse("--reason: found none, expected why the baseline changes");
    }
    Settings settings = settings(world);
    MonitorRequest request = MonitorRequest.of(settings, window(world));
    CapturedRows.Known known =
        model
            .map(m -> new CapturedRows.Known(m.featureNames(), m.outputs() == 1))
            .or(() -> old(world, settings).map(CapturedRows.Known::of))
            .orElse(CapturedRows.Known.NOTHING);
    CapturedRows rows =
        CapturedRows.of(Store.at(settings.monitor().captures(), world.s3()), request, known)
            .orElseThrow(
                () ->
                    new CommandException(
                        "%s: found no captured row of %s/%s in the window, expected some"
                            .formatted(
                                settings.monitor().captures(),
                                request.endpoint(),
                                request.variant())));
    return new CaptureSource(world, rows, period, model.map(ScoredOutputs::classifies));
  }

  /// What is to be recorded; empty unless a judged window was named.
  Optional<Rebaseline> rebaseline(World world) throws IOException {
    if (fromWindow.isEmpty()) {
      return Optional.empty();
    }
    Settings settings = settings(world);
    JudgedWindow judged = JudgedWindow.of(world, fromWindow);
    String root =
        judged.report().map(JudgedWindow.Report::root).orElse(settings.monitor().reports());
    return Optional.of(
        new Rebaseline(
            world,
            root,
            AuditFile.key(settings.endpoint(), settings.monitor().schedule()),
            judged.window().from() + "/" + judged.window().to(),
            Rebaseline.digest(profile(world, settings)),
            reason));
  }

  private Window window(World world) {
    if (!fromWindow.isEmpty()) {
      return JudgedWindow.of(world, fromWindow).window();
    }
    return traffic.window();
  }

  /// The settings with what was typed, and with what the named report says of itself.
  private Settings settings(World world) {
    Map<String, String> environment = new HashMap<>(world.environment());
    TrafficOptions.put(
        environment, "TREELINE_CAPTURE_URI", captures.isEmpty() ? "" : world.location(captures));
    TrafficOptions.put(
        environment, "TREELINE_BASELINE", baseline.isEmpty() ? "" : world.location(baseline));
    TrafficOptions.put(
        environment, "TREELINE_REPORTS", reports.isEmpty() ? "" : world.location(reports));
    if (!fromWindow.isEmpty()) {
      JudgedWindow.of(world, fromWindow)
          .report()
          .ifPresent(
              report -> {
                environment.put("TREELINE_ENDPOINT", report.endpoint());
                environment.put("TREELINE_SCHEDULE", report.schedule());
              });
    }
    traffic.put(environment);
    return Settings.from(environment, world.home(), Job.LOCAL);
  }

  /// The baseline that is replaced; empty when there is none, or no window is named.
  private Optional<Profile> old(World world, Settings settings) {
    if (fromWindow.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] profile = profile(world, settings);
      return profile.length == 0
          ? Optional.empty()
          : Optional.of(ProfileFile.read(new String(profile, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new CommandException("--baseline: " + e.getMessage(), e);
    }
  }

  private static byte[] profile(World world, Settings settings) throws IOException {
    try (InputStream in =
        Store.at(settings.monitor().baseline(), world.s3()).open(ProfileFile.NAME)) {
      return in.readAllBytes();
    } catch (NoSuchFileException _) {
      return new byte[0];
    }
  }
}
