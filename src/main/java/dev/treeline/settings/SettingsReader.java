package dev.treeline.settings;

import dev.treeline.settings.MonitorSettings.Verdict;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Turns the environment into settings and collects everything that is wrong with it on the way.
/// Plain loops, no lambdas and no regular expressions: see [Lookup].
final class SettingsReader {
  private static final Set<String> NAMES =
      Set.of(
          "TREELINE_MODEL",
          "TREELINE_ENDPOINT",
          "TREELINE_VARIANT",
          "TREELINE_CAPTURE_URI",
          "TREELINE_BASELINE",
          "TREELINE_REPORTS",
          "TREELINE_SCHEDULE",
          "TREELINE_VERDICT",
          "TREELINE_GRACE",
          "TREELINE_INVOCATIONS",
          "TREELINE_METRICS",
          "TREELINE_METRICS_FEATURES",
          "TREELINE_TOPIC",
          "TREELINE_NOTIFY",
          "TREELINE_SHOW_VALUES",
          "TREELINE_NAMESPACE");

  /// Twice what Firehose gathers lines for unless told otherwise (300 s): the last line of a window
  /// may wait that long, and its file as long again.
  private static final Duration BUCKET_GRACE = Duration.ofMinutes(10);

  /// A folder gets its lines at once, each after its reply.
  private static final Duration FOLDER_GRACE = Duration.ofSeconds(2);

  private static final Duration LONGEST_GRACE = Duration.ofDays(1);

  private static final String NAME_RULE = "at most 63 letters, digits and inner hyphens";

  private final Map<String, String> env;
  private final Path root;
  private final Job job;
  private final Lookup in;

  SettingsReader(Map<String, String> env, Path root, Job job) {
    this.env = env;
    this.in = new Lookup(env);
    this.root = root;
    this.job = job;
  }

  Settings read() {
    String model = in.location("TREELINE_MODEL").orElse(root.resolve("model").toString());
    Settings settings =
        new Settings(
            model,
            name("TREELINE_ENDPOINT").orElse("treeline"),
            name("TREELINE_VARIANT").orElse("AllTraffic"),
            namespace(),
            new CaptureSettingsReader(in, root, job).read(),
            monitor(model),
            new ServingSettingsReader(in).read(),
            new Platform(
                in.value("AWS_LAMBDA_RUNTIME_API").orElse(""),
                in.value("AWS_LAMBDA_MAX_CONCURRENCY").isPresent(),
                in.value("AWS_LAMBDA_FUNCTION_VERSION").orElse("")));
    if (settings.serving().logPayloads() && !settings.capture().content().redactions().isEmpty()) {
      in.wrong(
          "TREELINE_LOG_PAYLOADS", "true", "false where TREELINE_CAPTURE_REDACT takes values out");
    }
    refuseUnknown();
    if (!in.problems().isEmpty()) {
      throw new SettingsException(in.problems());
    }
    return settings;
  }

  /// SageMaker's rule for endpoint names; also what keeps a name from leaving its folder.
  private Optional<String> name(String setting) {
    String text = in.value(setting).orElse("");
    boolean good = Lookup.isMadeOf(text, "-", 63) && !text.startsWith("-") && !text.endsWith("-");
    return in.checked(setting, good, NAME_RULE);
  }

  private String namespace() {
    String text = in.value("TREELINE_NAMESPACE").orElse("");
    return in.checked(
            "TREELINE_NAMESPACE",
            Lookup.isMadeOf(text, "_.-/#: ", 255)
                && !text.startsWith("AWS/")
                && !text.startsWith(":"),
            "a CloudWatch namespace: letters, digits and . - _ / # : or space, not AWS/…")
        .orElse("Treeline");
  }

  private MonitorSettings monitor(String model) {
    String captures = captures(in.location("TREELINE_CAPTURE_URI"));
    return new MonitorSettings(
        captures,
        in.location("TREELINE_BASELINE").orElse(model),
        reports(in.location("TREELINE_REPORTS")),
        name("TREELINE_SCHEDULE").orElse("drift"),
        verdict(),
        grace(captures.startsWith("s3://") ? BUCKET_GRACE : FOLDER_GRACE),
        new PublishingReader(in).read(),
        new NotifyingReader(in).read(),
        in.names("TREELINE_SHOW_VALUES"),
        asksCloudWatch());
  }

  private boolean asksCloudWatch() {
    String name = "TREELINE_INVOCATIONS";
    String text = in.value(name).orElse("");
    boolean asks = text.equalsIgnoreCase("cloudwatch");
    if (!asks && !text.isEmpty()) {
      in.wrong(name, text, "cloudwatch, or nothing");
    }
    return asks;
  }

  private Duration grace(Duration usual) {
    Optional<String> text = in.value("TREELINE_GRACE");
    if (text.isEmpty()) {
      return usual;
    }
    try {
      Duration grace = Duration.parse(text.get());
      if (!grace.isNegative() && grace.compareTo(LONGEST_GRACE) <= 0) {
        return grace;
      }
    } catch (DateTimeException | ArithmeticException _) {
      // Not a duration and out of range read the same below.
    }
    in.wrong("TREELINE_GRACE", text.get(), "a duration such as PT10M, from PT0S to P1D");
    return usual;
  }

  /// A workstation reads where it writes.
  private String captures(Optional<String> said) {
    Optional<String> folder = in.value("TREELINE_CAPTURE_FOLDER");
    if (said.isPresent()) {
      return said.get();
    }
    return job == Job.LOCAL && folder.isPresent()
        ? folder.get()
        : monitored("TREELINE_CAPTURE_URI", "capture");
  }

  private String reports(Optional<String> said) {
    return said.isPresent() ? said.get() : monitored("TREELINE_REPORTS", "reports");
  }

  private String monitored(String name, String localFolder) {
    if (job == Job.MONITOR && in.value(name).isEmpty()) {
      in.missing(name, "a path or s3://bucket/prefix");
    }
    return job == Job.LOCAL ? root.resolve("data").resolve(localFolder).toString() : "";
  }

  private Verdict verdict() {
    String text = in.value("TREELINE_VERDICT").orElse("treeline");
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "treeline" -> Verdict.TREELINE;
      case "sagemaker" -> Verdict.SAGEMAKER;
      default -> {
        in.wrong("TREELINE_VERDICT", text, "treeline or sagemaker");
        yield Verdict.TREELINE;
      }
    };
  }

  private void refuseUnknown() {
    List<String> unknown = new ArrayList<>();
    for (String name : env.keySet()) {
      if (name.startsWith("TREELINE_")
          && !NAMES.contains(name)
          && !CaptureSettingsReader.knows(name)
          && !ServingSettingsReader.NAMES.contains(name)) {
        unknown.add(name);
      }
    }
    Collections.sort(unknown);
    for (String name : unknown) {
      in.wrong(name, env.getOrDefault(name, ""), Spelling.nearest(name, known()));
    }
  }

  private static Set<String> known() {
    Set<String> known = new TreeSet<>(NAMES);
    known.addAll(CaptureSettingsReader.names());
    known.addAll(ServingSettingsReader.NAMES);
    return known;
  }
}
