package dev.treeline.settings;

import dev.treeline.settings.CaptureSettings.Sampling;
import dev.treeline.settings.CaptureSettings.Target;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads what of the traffic is kept, and where it goes.
final class CaptureSettingsReader {
  private static final String MODE = "TREELINE_CAPTURE";
  private static final String STREAM = "TREELINE_CAPTURE_STREAM";
  private static final String FOLDER = "TREELINE_CAPTURE_FOLDER";
  private static final String GZIP = "TREELINE_CAPTURE_GZIP";
  private static final String FLUSH = "TREELINE_CAPTURE_FLUSH";
  private static final String DEADLINE = "TREELINE_CAPTURE_DEADLINE";
  private static final String PERCENT = "TREELINE_CAPTURE_PERCENT";
  private static final String OPT_OUT = "TREELINE_CAPTURE_OPT_OUT";

  private static final Set<String> OWN_NAMES =
      Set.of(MODE, STREAM, FOLDER, GZIP, FLUSH, DEADLINE, PERCENT, OPT_OUT);
  private static final int USUAL_DEADLINE_MILLIS = 300;

  /// Lines that wait longer than this are as good as lost.
  private static final Duration LONGEST_FLUSH = Duration.ofHours(1);

  private final Lookup in;
  private final Path root;
  private final Job job;

  /// @param root holds `data/capture`, where a workstation's captures go
  CaptureSettingsReader(Lookup in, Path root, Job job) {
    this.in = in;
    this.root = root;
    this.job = job;
  }

  /// Every setting of capture.
  static Set<String> names() {
    Set<String> names = new TreeSet<>(OWN_NAMES);
    names.addAll(CaptureContentReader.NAMES);
    return names;
  }

  static boolean knows(String name) {
    return OWN_NAMES.contains(name) || CaptureContentReader.NAMES.contains(name);
  }

  CaptureSettings read() {
    Target target = target();
    boolean files = target instanceof Target.Folder || target instanceof Target.Off;
    return new CaptureSettings(
        job == Job.MONITOR ? new Target.Off() : target,
        new Sampling(in.number(PERCENT, 0, 100).orElse(100), in.flag(OPT_OUT, false)),
        new CaptureContentReader(in)
            .read(files ? CaptureContentReader.FILE : CaptureContentReader.RECORD));
  }

  private Target target() {
    Optional<String> stream =
        in.checked(
            STREAM,
            Lookup.isMadeOf(in.value(STREAM).orElse(""), "_.-", 64),
            "a Firehose stream's name: at most 64 letters, digits and . _ -");
    Optional<Path> folder = folder();
    boolean gzip = in.flag(GZIP, false);
    Duration flush = flush();
    Duration deadline =
        Duration.ofMillis(in.number(DEADLINE, 1, 60_000).orElse(USUAL_DEADLINE_MILLIS));
    String mode = in.value(MODE).orElse(job == Job.LOCAL ? "folder" : "buffered");
    return switch (mode.toLowerCase(Locale.ROOT)) {
      case "off" -> new Target.Off();
      case "log" -> new Target.Log();
      case "sync" -> new Target.Sync(orNeeded(stream, mode), deadline);
      case "buffered" -> new Target.Buffered(orNeeded(stream, mode), flush);
      case "folder" ->
          new Target.Folder(folder.isPresent() ? folder.get() : defaultFolder(mode), gzip);
      default -> {
        in.wrong(MODE, mode, "off, sync, buffered, log or folder");
        yield new Target.Off();
      }
    };
  }

  private String orNeeded(Optional<String> stream, String mode) {
    return stream.isPresent() ? stream.get() : needed(STREAM, mode);
  }

  private Path defaultFolder(String mode) {
    return job == Job.LOCAL
        ? root.resolve("data").resolve("capture")
        : Path.of(needed(FOLDER, mode));
  }

  /// Notes that a mode lacks its setting. The monitor captures nothing and may lack it.
  private String needed(String name, String mode) {
    boolean unset = in.value(name).isEmpty();
    if (unset && job != Job.MONITOR) {
      String because = in.value(MODE).isPresent() ? mode : mode + ", the default";
      in.missing(
          name,
          "a value, since TREELINE_CAPTURE is "
              + because
              + "; set it, or TREELINE_CAPTURE=off to capture nothing");
    }
    return "";
  }

  private Optional<Path> folder() {
    Optional<String> text = in.value(FOLDER);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!Lookup.isPath(text.get())) {
      in.wrong(FOLDER, text.get(), "a folder of this machine");
      return Optional.empty();
    }
    return Optional.of(Path.of(text.get()));
  }

  private Duration flush() {
    String text = in.value(FLUSH).orElse("every");
    if (text.equalsIgnoreCase("every")) {
      return Duration.ZERO;
    }
    try {
      Duration flush = Duration.parse(text);
      if (flush.isPositive() && flush.compareTo(LONGEST_FLUSH) <= 0) {
        return flush;
      }
    } catch (DateTimeException | ArithmeticException _) {
      // Not a duration and out of range read the same below.
    }
    in.wrong(FLUSH, text, "every, or a duration such as PT30S, at most PT1H");
    return Duration.ZERO;
  }
}
