package dev.treeline.capture;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;

/// Reads times such as `2022-04-18T00:21:48Z`; the hour is parsed only where it changes.
final class PlainTime {
  static final int LENGTH = 20;

  private static final String SHAPE = "dddd-dd-ddTdd:dd:ddZ";
  private static final int HOUR = 13;

  private byte[] hour = {};
  private long hourStart;
  private long epochSecond;

  /// Reads one time.
  ///
  /// @param line [#LENGTH] bytes from `start` on
  /// @return whether they are a time in this form
  boolean read(byte[] line, int start) {
    boolean isSameHour = Arrays.equals(line, start, start + HOUR, hour, 0, hour.length);
    for (int i = isSameHour ? HOUR : 0; i < LENGTH; i++) {
      byte b = line[start + i];
      char c = SHAPE.charAt(i);
      if (c == 'd' ? b < '0' || b > '9' : b != c) {
        return false;
      }
    }
    int minute = two(line, start + 14);
    int second = two(line, start + 17);
    if (minute > 59 || second > 59 || (!isSameHour && !isHour(line, start))) {
      return false;
    }
    epochSecond = hourStart + minute * 60L + second;
    return true;
  }

  private static int two(byte[] line, int at) {
    return (line[at] - '0') * 10 + line[at + 1] - '0';
  }

  private boolean isHour(byte[] line, int start) {
    if (two(line, start + 11) > 23) {
      return false;
    }
    byte[] next = Arrays.copyOfRange(line, start, start + HOUR);
    try {
      String text = new String(next, StandardCharsets.US_ASCII) + ":00:00Z";
      hourStart = Instant.parse(text).getEpochSecond();
      hour = next;
      return true;
    } catch (DateTimeException _) {
      return false; // a date that no calendar has
    }
  }

  long epochSecond() {
    return epochSecond;
  }
}
