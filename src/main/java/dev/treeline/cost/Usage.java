package dev.treeline.cost;

/// What an endpoint does in a month.
///
/// @param requests scored requests
/// @param captured share of them that is captured, 0 to 1
/// @param features columns of a row; a request has one row
/// @param milliseconds billed for a request on average
/// @param memory of the scoring function, in MB
/// @param processor what it runs on
/// @param isFull whether observability is `full`
public record Usage(
    double requests,
    double captured,
    int features,
    double milliseconds,
    int memory,
    Processor processor,
    boolean isFull) {
  /// What Lambda's prices tell apart.
  public enum Processor {
    /// Graviton.
    ARM64("arm64"),
    /// Intel and AMD.
    X86_64("x86_64");

    private final String key;

    Processor(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }
  }

  /// Refuses what no endpoint does.
  public Usage {
    check("requests", requests, 0, 1e12);
    check("captured", captured, 0, 1);
    check("features", features, 1, 100_000);
    check("milliseconds", milliseconds, 1, 900_000);
    check("memory", memory, 128, 10_240);
  }

  private static void check(String what, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s: found %s, expected %s to %s".formatted(what, value, least, most));
    }
  }

  /// Bytes of a captured line: SageMaker's frame of two bodies and their metadata, and some nine
  /// characters a number. Measured on the examples; redaction and long names change it.
  double lineBytes() {
    return 480 + 9.0 * features;
  }
}
