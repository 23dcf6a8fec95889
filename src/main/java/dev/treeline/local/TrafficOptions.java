package dev.treeline.local;

import dev.treeline.report.Window;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say whose captures of which time are meant.
final class TrafficOptions {
  @Option(
      names = "--from",
      paramLabel = "T",
      description = "first inference time to look at, as 2026-01-31T00:00:00Z (default: all)")
  private String from = "";

  @Option(
      names = "--to",
      paramLabel = "T",
      description = "first inference time no more to look at (default: all)")
  private String to = "";

  @Option(
      names = "--endpoint",
      paramLabel = "NAME",
      description = "whose captures (default: TREELINE_ENDPOINT, or treeline)")
  private String endpoint = "";

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "which variant's captures (default: TREELINE_VARIANT, or AllTraffic)")
  private String variant = "";

  /// The time that was typed; an end that was not is open.
  Window window() {
    Instant start = instant("--from", from);
    Instant end = instant("--to", to);
    if (start != null && end != null && !start.isBefore(end)) {
      throw CommandException.misuse(
          "--from " + from + " and --to " + to + ": found no time between them, expected some");
    }
    return Window.between(start, end);
  }

  /// What was typed of the time, such as `--to T`; empty when nothing was.
  String typed() {
    if (from.isEmpty()) {
      return to.isEmpty() ? "" : "--to " + to;
    }
    return "--from " + from;
  }

  /// Names endpoint and variant, as far as they were typed.
  void put(Map<String, String> environment) {
    put(environment, "TREELINE_ENDPOINT", endpoint);
    put(environment, "TREELINE_VARIANT", variant);
  }

  /// Sets a variable to what was typed, if anything was.
  static void put(Map<String, String> environment, String name, String typed) {
    if (!typed.isEmpty()) {
      environment.put(name, typed);
    }
  }

  private static @Nullable Instant instant(String option, String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw CommandException.misuse(
          option + ": found \"" + text + "\", expected a time such as 2026-01-31T00:00:00Z");
    }
  }
}
