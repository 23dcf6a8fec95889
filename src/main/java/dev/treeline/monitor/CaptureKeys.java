package dev.treeline.monitor;

import dev.treeline.report.Window;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which capture files can hold lines of a window, judged by their names alone.
///
/// SageMaker's layout is `endpoint/variant/yyyy/MM/dd/HH/file`. A delivery stream files a line
/// under the hour in which it *arrived*, so the hours beside the window are read too, and every
/// line is then judged by its own inference time. A key without an hour in it may hold anything,
/// and hour folders below one folder or none were named by whoever pointed the monitor at them.
///
/// @param endpoint the endpoint whose lines are wanted
/// @param variant the variant whose lines are wanted
record CaptureKeys(String endpoint, String variant, Window window) {
  /// How late a line may arrive: a delivery stream buffers for 15 minutes at most, and retries.
  private static final Duration LATENESS = Duration.ofHours(1);

  /// Above this many hours one listing of the whole endpoint is cheaper than one for each hour.
  private static final long MOST_LISTINGS = 24L * 40;

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu/MM/dd/HH", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Pattern HOUR_FOLDER =
      Pattern.compile("(?:^|(.*)/)(\\d{4})/(\\d{2})/(\\d{2})/(\\d{2})/[^/]+");

  /// What to list for this window when captures lie in SageMaker's layout, in order of time: days
  /// as a whole, and the hours before and after them.
  List<String> prefixes() {
    String root = endpoint + "/" + variant + "/";
    if (!window.hasFrom() || !window.hasTo()) {
      return List.of(root);
    }
    Instant first = window.from().minus(LATENESS).truncatedTo(ChronoUnit.HOURS);
    Instant last = window.to().minusNanos(1).plus(LATENESS).truncatedTo(ChronoUnit.HOURS);
    if (ChronoUnit.HOURS.between(first, last) >= MOST_LISTINGS) {
      return List.of(root);
    }
    List<String> prefixes = new ArrayList<>();
    Instant hour = first;
    while (!hour.isAfter(last)) {
      Instant nextDay = hour.plus(1, ChronoUnit.DAYS);
      boolean isWholeDay =
          hour.equals(hour.truncatedTo(ChronoUnit.DAYS))
              && !nextDay.minus(1, ChronoUnit.HOURS).isAfter(last);
      prefixes.add(root + (isWholeDay ? DAY : HOUR).format(hour) + "/");
      hour = isWholeDay ? nextDay : hour.plus(1, ChronoUnit.HOURS);
    }
    return prefixes;
  }

  /// Whether the file of this name can hold lines of the window.
  ///
  /// Hidden names (`.…`, `_…`) and other endpoints' folders are left out, and hours too far away.
  boolean mayHold(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    if (name.isEmpty() || name.startsWith(".") || name.startsWith("_")) {
      return false;
    }
    Matcher folder = HOUR_FOLDER.matcher(key);
    if (!folder.matches()) {
      return true;
    }
    String above = folder.group(1) == null ? "" : folder.group(1);
    return isOurs(above) && hour(folder).map(this::isNear).orElse(true);
  }

  /// The hour in whose folder this file lies, in hours since 1970; empty where the key names none.
  OptionalLong hour(String key) {
    Matcher folder = HOUR_FOLDER.matcher(key);
    Optional<Instant> hour = folder.matches() ? hour(folder) : Optional.empty();
    return hour.isPresent()
        ? OptionalLong.of(Math.floorDiv(hour.get().getEpochSecond(), 3600))
        : OptionalLong.empty();
  }

  /// The other endpoint and variant in whose folder this file lies, as `endpoint/variant`.
  Optional<String> other(String key) {
    Matcher folder = HOUR_FOLDER.matcher(key);
    if (!folder.matches() || folder.group(1) == null || isOurs(folder.group(1))) {
      return Optional.empty();
    }
    String above = folder.group(1);
    return Optional.of(above.substring(above.lastIndexOf('/', above.lastIndexOf('/') - 1) + 1));
  }

  private boolean isOurs(String above) {
    String[] parts = above.split("/", -1);
    if (parts.length < 2) {
      return true;
    }
    return parts[parts.length - 2].equals(endpoint) && parts[parts.length - 1].equals(variant);
  }

  private boolean isNear(Instant hour) {
    boolean early = window.hasFrom() && hour.plus(LATENESS).plus(LATENESS).isBefore(window.from());
    boolean late = window.hasTo() && !hour.isBefore(window.to().plus(LATENESS));
    return !early && !late;
  }

  /// The hour that a folder names; empty for a date that no calendar has.
  private static Optional<Instant> hour(Matcher folder) {
    try {
      return Optional.of(
          LocalDateTime.of(
                  Integer.parseInt(folder.group(2)),
                  Integer.parseInt(folder.group(3)),
                  Integer.parseInt(folder.group(4)),
                  Integer.parseInt(folder.group(5)),
                  0)
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
