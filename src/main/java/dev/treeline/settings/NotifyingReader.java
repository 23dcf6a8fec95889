package dev.treeline.settings;

import java.util.Locale;
import java.util.Optional;

/// Reads who is told: `TREELINE_TOPIC` is the ARN of an SNS topic, `TREELINE_NOTIFY` is `text` or
/// `slack`.
final class NotifyingReader {
  private static final String TOPIC = "TREELINE_TOPIC";
  private static final String NOTIFY = "TREELINE_NOTIFY";

  private static final int PARTS = 6;

  private final Lookup in;

  NotifyingReader(Lookup in) {
    this.in = in;
  }

  Notifying read() {
    Optional<String> topic =
        in.checked(
            TOPIC,
            isTopic(in.value(TOPIC).orElse("")),
            "the ARN of a standard SNS topic, as arn:aws:sns:eu-central-1:123456789012:drift");
    return new Notifying(topic.orElse(""), isSlack());
  }

  private static boolean isTopic(String text) {
    String[] parts = text.split(":", -1);
    return parts.length == PARTS
        && parts[0].equals("arn")
        && parts[1].startsWith("aws")
        && parts[2].equals("sns")
        && Lookup.isMadeOf(parts[3], "-", 40)
        && parts[4].length() == 12
        && Lookup.isMadeOf(parts[4], "", 12)
        && Lookup.isMadeOf(parts[5], "-_", 256);
  }

  private boolean isSlack() {
    String text = in.value(NOTIFY).orElse("text");
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "text" -> false;
      case "slack" -> true;
      default -> {
        in.wrong(NOTIFY, text, "text or slack");
        yield false;
      }
    };
  }
}
