package dev.treeline.settings;

import dev.treeline.settings.MonitorSettings.Verdict;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Turns the environment into settings and collects everything that is wrong with it on the way.
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
          "TREELINE_NAMESPACE");

  // SageMaker's rule for endpoint names; also what keeps a name from leaving its folder.
  private static final Pattern NAME = Pattern.compile("(?=.{1,63}$)[a-zA-Z0-9](-*[a-zA-Z0-9])*");
  private static final String NAME_RULE = "at most 63 letters, digits and inner hyphens";
  private static final Pattern NAMESPACE = Pattern.compile("(?!AWS/)(?!:)[\\w.\\-/#: ]{1,255}");

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
            in.matching("TREELINE_ENDPOINT", NAME, NAME_RULE).orElse("treeline"),
            in.matching("TREELINE_VARIANT", NAME, NAME_RULE).orElse("AllTraffic"),
            namespace(),
            new CaptureSettingsReader(in, root, job).read(),
            monitor(model),
            new ServingSettingsReader(in).read(),
            new Platform(
                in.value("AWS_LAMBDA_RUNTIME_API").orElse(""),
                in.value("AWS_LAMBDA_MAX_CONCURRENCY").isPresent()));
    refuseUnknown();
    if (!in.problems().isEmpty()) {
      throw new SettingsException(in.problems());
    }
    return settings;
  }

  private String namespace() {
    return in.matching(
            "TREELINE_NAMESPACE",
            NAMESPACE,
            "a CloudWatch namespace: letters, digits and . - _ / # : or space, not AWS/…")
        .orElse("Treeline");
  }

  private MonitorSettings monitor(String model) {
    return new MonitorSettings(
        in.location("TREELINE_CAPTURE_URI").orElseGet(this::defaultCaptures),
        in.location("TREELINE_BASELINE").orElse(model),
        in.location("TREELINE_REPORTS").orElseGet(() -> monitored("TREELINE_REPORTS", "reports")),
        in.matching("TREELINE_SCHEDULE", NAME, NAME_RULE).orElse("drift"),
        verdict());
  }

  /// A workstation reads where it writes.
  private String defaultCaptures() {
    return in.value("TREELINE_CAPTURE_FOLDER")
        .filter(_ -> job == Job.LOCAL)
        .orElseGet(() -> monitored("TREELINE_CAPTURE_URI", "capture"));
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
    for (String name : new TreeSet<>(env.keySet())) {
      if (name.startsWith("TREELINE_")
          && !NAMES.contains(name)
          && !CaptureSettingsReader.knows(name)
          && !ServingSettingsReader.NAMES.contains(name)) {
        in.wrong(name, env.getOrDefault(name, ""), Spelling.nearest(name, known()));
      }
    }
  }

  private static Set<String> known() {
    Set<String> known = new TreeSet<>(NAMES);
    known.addAll(CaptureSettingsReader.names());
    known.addAll(ServingSettingsReader.NAMES);
    return known;
  }
}
