package dev.treeline.settings;

import dev.treeline.settings.ServingSettings.LibsvmBase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads how requests are answered. Plain loops and no lambdas: see [Lookup].
final class ServingSettingsReader {
  /// What only this reader knows.
  static final Set<String> NAMES =
      Set.of(
          "TREELINE_ABSENT",
          "TREELINE_LIBSVM_BASE",
          "TREELINE_CORS",
          "TREELINE_LOG_PAYLOADS",
          "TREELINE_METRICS_SCORES");

  private static final int MAX_CONTENT_LENGTH = 6 * 1024 * 1024;
  private static final String ACCEPT = "SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT";
  private static final String OUTPUT = "SAGEMAKER_INFERENCE_OUTPUT";
  private static final List<String> OUTPUTS =
      List.of(
          "predicted_label",
          "labels",
          "probability",
          "probabilities",
          "raw_score",
          "raw_scores",
          "predicted_score");

  private final Lookup in;

  ServingSettingsReader(Lookup in) {
    this.in = in;
  }

  ServingSettings read() {
    return new ServingSettings(
        accept(),
        outputs(),
        in.value("SAGEMAKER_BATCH").isPresent(),
        in.number("MAX_CONTENT_LENGTH", 1, 1 << 30).orElse(MAX_CONTENT_LENGTH),
        // The container takes any other text for a no, so there is no wrong one.
        in.value("SAGEMAKER_INFERENCE_ENSEMBLE").orElse("true").equals("true"),
        absentIsMissing(),
        libsvmBase(),
        origins(),
        in.flag("TREELINE_LOG_PAYLOADS", false),
        in.flag("TREELINE_METRICS_SCORES", false),
        in.number("SAGEMAKER_BIND_TO_PORT", 1, 65_535).orElse(8080));
  }

  private Optional<String> accept() {
    Optional<String> text = in.value(ACCEPT);
    if (text.isEmpty()) {
      return text;
    }
    String type = text.get().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    switch (type) {
      case "text/csv", "application/json", "application/jsonlines" -> {}
      case "application/x-recordio-protobuf" -> {}
      default ->
          in.wrong(
              ACCEPT,
              text.get(),
              "text/csv, application/json, application/jsonlines or"
                  + " application/x-recordio-protobuf");
    }
    return Optional.of(type);
  }

  /// The keys, spaces removed and in lower case, as the container has them.
  private List<String> outputs() {
    Optional<String> text = in.value(OUTPUT);
    List<String> keys = new ArrayList<>();
    if (text.isPresent()) {
      for (String word : text.get().split(",", -1)) {
        String key = word.replace(" ", "").toLowerCase(Locale.ROOT);
        if (!OUTPUTS.contains(key) || keys.contains(key)) {
          in.wrong(OUTPUT, text.get(), "some of " + String.join(", ", OUTPUTS) + ", each once");
          return List.of();
        }
        keys.add(key);
      }
    }
    return keys;
  }

  private boolean absentIsMissing() {
    String text = in.value("TREELINE_ABSENT").orElse("error").toLowerCase(Locale.ROOT);
    if (!text.equals("error") && !text.equals("missing")) {
      in.wrong("TREELINE_ABSENT", text, "error or missing");
    }
    return text.equals("missing");
  }

  private LibsvmBase libsvmBase() {
    String text = in.value("TREELINE_LIBSVM_BASE").orElse("auto").toLowerCase(Locale.ROOT);
    switch (text) {
      case "0" -> {
        return LibsvmBase.ZERO;
      }
      case "1" -> {
        return LibsvmBase.ONE;
      }
      case "auto" -> {}
      default -> in.wrong("TREELINE_LIBSVM_BASE", text, "auto, 0 or 1");
    }
    return LibsvmBase.AUTO;
  }

  private Set<String> origins() {
    Set<String> origins = new HashSet<>();
    for (String word : in.value("TREELINE_CORS").orElse("").split(",", -1)) {
      String origin = word.strip();
      if (origin.isEmpty()) {
        continue;
      }
      if (!origin.equals("*") && !isOrigin(origin)) {
        in.wrong(
            "TREELINE_CORS", origin, "* or origins such as https://app.example.com, by commas");
      }
      origins.add(origin);
    }
    return origins;
  }

  /// A scheme and a host, and perhaps a port; no path. (RFC 6454.)
  private static boolean isOrigin(String text) {
    int host = text.startsWith("https://") ? 8 : text.startsWith("http://") ? 7 : -1;
    return host > 0 && host < text.length() && text.indexOf('/', host) < 0 && text.indexOf(' ') < 0;
  }
}
