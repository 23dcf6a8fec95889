package dev.treeline.settings;

import dev.treeline.settings.CaptureSettings.Side;
import dev.treeline.settings.CaptureSettings.Target;
import dev.treeline.settings.MonitorSettings.Verdict;
import dev.treeline.settings.SettingsException.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Turns the environment into settings and collects everything that is wrong with it on the way.
final class SettingsReader {
  static final int MAX_CONTENT_LENGTH = 6 * 1024 * 1024;

  private static final String STREAM_NAME = "TREELINE_CAPTURE_STREAM";

  private static final Set<String> NAMES =
      Set.of(
          "TREELINE_MODEL",
          "TREELINE_ENDPOINT",
          "TREELINE_VARIANT",
          "TREELINE_CAPTURE",
          STREAM_NAME,
          "TREELINE_CAPTURE_FOLDER",
          "TREELINE_CAPTURE_PERCENT",
          "TREELINE_CAPTURE_OPTIONS",
          "TREELINE_CAPTURE_URI",
          "TREELINE_BASELINE",
          "TREELINE_REPORTS",
          "TREELINE_SCHEDULE",
          "TREELINE_VERDICT",
          "TREELINE_NAMESPACE");

  // SageMaker's rule for endpoint names; also what keeps a name from leaving its folder.
  private static final Pattern NAME = Pattern.compile("(?=.{1,63}$)[a-zA-Z0-9](-*[a-zA-Z0-9])*");
  private static final String NAME_RULE = "at most 63 letters, digits and inner hyphens";
  private static final Pattern STREAM = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");
  private static final Pattern NAMESPACE = Pattern.compile("(?!AWS/)(?!:)[\\w.\\-/#: ]{1,255}");
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://.*");
  private static final Pattern S3 = Pattern.compile("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?");
  private static final Set<String> ACCEPTS = Set.of("text/csv", "application/json");

  private final Map<String, String> env;
  private final Path root;
  private final Job job;
  private final List<Problem> problems = new ArrayList<>();

  SettingsReader(Map<String, String> env, Path root, Job job) {
    this.env = env;
    this.root = root;
    this.job = job;
  }

  Settings read() {
    String model = location("TREELINE_MODEL").orElse(root.resolve("model").toString());
    Settings settings =
        new Settings(
            model,
            matching("TREELINE_ENDPOINT", NAME, NAME_RULE).orElse("treeline"),
            matching("TREELINE_VARIANT", NAME, NAME_RULE).orElse("AllTraffic"),
            namespace(),
            capture(),
            monitor(model),
            serving(),
            new Platform(
                value("AWS_LAMBDA_RUNTIME_API").orElse(""),
                value("AWS_LAMBDA_MAX_CONCURRENCY").isPresent()));
    refuseInferenceOutput();
    refuseUnknown();
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return settings;
  }

  private String namespace() {
    return matching(
            "TREELINE_NAMESPACE",
            NAMESPACE,
            "a CloudWatch namespace: letters, digits and . - _ / # : or space, not AWS/…")
        .orElse("Treeline");
  }

  private CaptureSettings capture() {
    return new CaptureSettings(
        target(),
        number("TREELINE_CAPTURE_PERCENT", 0, 100).orElse(100),
        value("TREELINE_CAPTURE_OPTIONS").map(this::sides).orElse(EnumSet.allOf(Side.class)));
  }

  private Target target() {
    Optional<String> stream =
        matching(
            STREAM_NAME, STREAM, "a Firehose stream's name: at most 64 letters, digits and . _ -");
    Optional<Path> folder = folder();
    String mode = value("TREELINE_CAPTURE").orElse(job == Job.LOCAL ? "folder" : "buffered");
    Target target =
        switch (mode.toLowerCase(Locale.ROOT)) {
          case "off" -> new Target.Off();
          case "log" -> new Target.Log();
          case "sync" -> new Target.Sync(stream.orElseGet(() -> needed(STREAM_NAME, mode)));
          case "buffered" -> new Target.Buffered(stream.orElseGet(() -> needed(STREAM_NAME, mode)));
          case "folder" -> new Target.Folder(folder.orElseGet(() -> defaultFolder(mode)));
          default -> {
            wrong("TREELINE_CAPTURE", mode, "off, sync, buffered, log or folder");
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
    boolean unset = value(name).isEmpty();
    if (unset && job != Job.MONITOR) {
      String because = value("TREELINE_CAPTURE").isPresent() ? mode : mode + ", the default";
      problems.add(
          new Problem(
              name,
              "nothing",
              "a value, since TREELINE_CAPTURE is "
                  + because
                  + "; set it, or TREELINE_CAPTURE=off to capture nothing"));
    }
    return "";
  }

  private Optional<Path> folder() {
    return value("TREELINE_CAPTURE_FOLDER")
        .filter(
            text -> {
              boolean path = !SCHEME.matcher(text).matches() && text.indexOf('\0') < 0;
              if (!path) {
                wrong("TREELINE_CAPTURE_FOLDER", text, "a folder of this machine");
              }
              return path;
            })
        .map(Path::of);
  }

  private Set<Side> sides(String text) {
    EnumSet<Side> sides = EnumSet.noneOf(Side.class);
    for (String word : text.split(",", -1)) {
      switch (word.strip().toLowerCase(Locale.ROOT)) {
        case "input" -> sides.add(Side.INPUT);
        case "output" -> sides.add(Side.OUTPUT);
        case "inputandoutput" -> sides.addAll(EnumSet.allOf(Side.class));
        default -> {
          wrong("TREELINE_CAPTURE_OPTIONS", text, "Input, Output or both: Input,Output");
          return EnumSet.allOf(Side.class);
        }
      }
    }
    return sides;
  }

  private MonitorSettings monitor(String model) {
    return new MonitorSettings(
        location("TREELINE_CAPTURE_URI").orElseGet(this::defaultCaptures),
        location("TREELINE_BASELINE").orElse(model),
        location("TREELINE_REPORTS").orElseGet(() -> monitored("TREELINE_REPORTS", "reports")),
        matching("TREELINE_SCHEDULE", NAME, NAME_RULE).orElse("drift"),
        verdict());
  }

  /// A workstation reads where it writes.
  private String defaultCaptures() {
    return value("TREELINE_CAPTURE_FOLDER")
        .filter(_ -> job == Job.LOCAL)
        .orElseGet(() -> monitored("TREELINE_CAPTURE_URI", "capture"));
  }

  private String monitored(String name, String localFolder) {
    if (job == Job.MONITOR && value(name).isEmpty()) {
      problems.add(new Problem(name, "nothing", "a path or s3://bucket/prefix"));
    }
    return job == Job.LOCAL ? root.resolve("data").resolve(localFolder).toString() : "";
  }

  private Verdict verdict() {
    String text = value("TREELINE_VERDICT").orElse("treeline");
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "treeline" -> Verdict.TREELINE;
      case "sagemaker" -> Verdict.SAGEMAKER;
      default -> {
        wrong("TREELINE_VERDICT", text, "treeline or sagemaker");
        yield Verdict.TREELINE;
      }
    };
  }

  private ServingSettings serving() {
    return new ServingSettings(
        value("SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT").map(this::accept),
        number("MAX_CONTENT_LENGTH", 1, 1 << 30).orElse(MAX_CONTENT_LENGTH),
        // The container takes any other text for a no, so there is no wrong one.
        value("SAGEMAKER_INFERENCE_ENSEMBLE").orElse("true").equals("true"),
        number("SAGEMAKER_BIND_TO_PORT", 1, 65_535).orElse(8080));
  }

  private String accept(String text) {
    String type = text.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!ACCEPTS.contains(type)) {
      wrong(
          "SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT",
          text,
          "text/csv or application/json; other replies are not supported yet");
    }
    return type;
  }

  private void refuseInferenceOutput() {
    value("SAGEMAKER_INFERENCE_OUTPUT")
        .ifPresent(
            text ->
                wrong(
                    "SAGEMAKER_INFERENCE_OUTPUT",
                    text,
                    "nothing: selectable output is not supported yet, unset it"));
  }

  private void refuseUnknown() {
    for (String name : new TreeSet<>(env.keySet())) {
      if (name.startsWith("TREELINE_") && !NAMES.contains(name)) {
        wrong(name, env.getOrDefault(name, ""), Spelling.nearest(name, NAMES));
      }
    }
  }

  private Optional<String> location(String name) {
    return value(name)
        .filter(
            text -> {
              boolean good =
                  SCHEME.matcher(text).matches()
                      ? S3.matcher(text).matches()
                      : text.indexOf('\0') < 0;
              if (!good) {
                wrong(name, text, "a path or s3://bucket/prefix");
              }
              return good;
            });
  }

  private Optional<Integer> number(String name, int least, int most) {
    return value(name)
        .flatMap(
            text -> {
              try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                  return Optional.of(number);
                }
              } catch (NumberFormatException _) {
                // Not a number and out of range read the same below.
              }
              wrong(name, text, "a whole number from " + least + " to " + most);
              return Optional.empty();
            });
  }

  private Optional<String> matching(String name, Pattern pattern, String expected) {
    return value(name)
        .filter(
            text -> {
              boolean good = pattern.matcher(text).matches();
              if (!good) {
                wrong(name, text, expected);
              }
              return good;
            });
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(env.get(name)).map(String::strip).filter(text -> !text.isEmpty());
  }

  private void wrong(String name, String found, String expected) {
    problems.add(new Problem(name, '"' + found + '"', expected));
  }
}
