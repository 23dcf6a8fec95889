package dev.treeline.settings;

import dev.treeline.settings.CaptureSettings.Side;
import dev.treeline.settings.CaptureSettings.Target;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads what of the traffic is kept, and where it goes.
final class CaptureSettingsReader {
  private static final String STREAM_NAME = "TREELINE_CAPTURE_STREAM";

  /// Every setting of this part.
  static final Set<String> NAMES =
      Set.of(
          "TREELINE_CAPTURE",
          STREAM_NAME,
          "TREELINE_CAPTURE_FOLDER",
          "TREELINE_CAPTURE_PERCENT",
          "TREELINE_CAPTURE_OPTIONS");

  private final Lookup in;
  private final Path root;
  private final Job job;

  /// @param root holds `data/capture`, where a workstation's captures go
  CaptureSettingsReader(Lookup in, Path root, Job job) {
    this.in = in;
    this.root = root;
    this.job = job;
  }

  CaptureSettings read() {
    return new CaptureSettings(
        target(), in.number("TREELINE_CAPTURE_PERCENT", 0, 100).orElse(100), sides());
  }

  private Target target() {
    Optional<String> stream =
        in.checked(
            STREAM_NAME,
            Lookup.isMadeOf(in.value(STREAM_NAME).orElse(""), "_.-", 64),
            "a Firehose stream's name: at most 64 letters, digits and . _ -");
    Optional<Path> folder = folder();
    String mode = in.value("TREELINE_CAPTURE").orElse(job == Job.LOCAL ? "folder" : "buffered");
    Target target =
        switch (mode.toLowerCase(Locale.ROOT)) {
          case "off" -> new Target.Off();
          case "log" -> new Target.Log();
          case "sync" ->
              new Target.Sync(stream.isPresent() ? stream.get() : needed(STREAM_NAME, mode));
          case "buffered" ->
              new Target.Buffered(stream.isPresent() ? stream.get() : needed(STREAM_NAME, mode));
          case "folder" ->
              new Target.Folder(folder.isPresent() ? folder.get() : defaultFolder(mode));
          default -> {
            in.wrong("TREELINE_CAPTURE", mode, "off, sync, buffered, log or folder");
            yield new Target.Off();
          }
        };
    return job == Job.MONITOR ? new Target.Off() : target;
  }

  private Path defaultFolder(String mode) {
    return job == Job.LOCAL
        ? root.resolve("data").resolve("capture")
        : Path.of(needed("TREELINE_CAPTURE_FOLDER", mode));
  }

  /// Notes that a mode lacks its setting. The monitor captures nothing and may lack it.
  private String needed(String name, String mode) {
    boolean unset = in.value(name).isEmpty();
    if (unset && job != Job.MONITOR) {
      String because = in.value("TREELINE_CAPTURE").isPresent() ? mode : mode + ", the default";
      in.missing(
          name,
          "a value, since TREELINE_CAPTURE is "
              + because
              + "; set it, or TREELINE_CAPTURE=off to capture nothing");
    }
    return "";
  }

  private Optional<Path> folder() {
    Optional<String> text = in.value("TREELINE_CAPTURE_FOLDER");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!Lookup.isPath(text.get())) {
      in.wrong("TREELINE_CAPTURE_FOLDER", text.get(), "a folder of this machine");
      return Optional.empty();
    }
    return Optional.of(Path.of(text.get()));
  }

  private Set<Side> sides() {
    Optional<String> text = in.value("TREELINE_CAPTURE_OPTIONS");
    if (text.isEmpty()) {
      return EnumSet.allOf(Side.class);
    }
    EnumSet<Side> sides = EnumSet.noneOf(Side.class);
    for (String word : text.get().split(",", -1)) {
      switch (word.strip().toLowerCase(Locale.ROOT)) {
        case "input" -> sides.add(Side.INPUT);
        case "output" -> sides.add(Side.OUTPUT);
        case "inputandoutput" -> sides.addAll(EnumSet.allOf(Side.class));
        default -> {
          in.wrong("TREELINE_CAPTURE_OPTIONS", text.get(), "Input, Output or both: Input,Output");
          return EnumSet.allOf(Side.class);
        }
      }
    }
    return sides;
  }
}
