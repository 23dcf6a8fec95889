package dev.treeline.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads which metrics are published: `TREELINE_METRICS` is `treeline` or `sagemaker`,
/// `TREELINE_METRICS_FEATURES` a number of features, or their names with commas between.
final class PublishingReader {
  private static final String METRICS = "TREELINE_METRICS";
  private static final String FEATURES = "TREELINE_METRICS_FEATURES";
  private static final int MOST = 2_000;

  private final Lookup in;

  PublishingReader(Lookup in) {
    this.in = in;
  }

  Publishing read() {
    boolean isSageMakers = isSageMakers();
    Optional<String> features = in.value(FEATURES);
    if (features.isEmpty()) {
      return new Publishing(isSageMakers, Set.of(), Publishing.USUAL);
    }
    if (isNumber(features.get())) {
      int most = in.number(FEATURES, 0, MOST).orElse(Publishing.USUAL);
      return new Publishing(isSageMakers, Set.of(), most);
    }
    return new Publishing(isSageMakers, in.names(FEATURES), 0);
  }

  private boolean isSageMakers() {
    String text = in.value(METRICS).orElse("treeline");
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "treeline" -> false;
      case "sagemaker" -> true;
      default -> {
        in.wrong(METRICS, text, "treeline or sagemaker");
        yield false;
      }
    };
  }

  private static boolean isNumber(String text) {
    return Lookup.isMadeOf(text, "", 9) && Character.isDigit(text.charAt(0));
  }
}
