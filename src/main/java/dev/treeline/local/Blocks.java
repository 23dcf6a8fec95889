package dev.treeline.local;

import dev.treeline.drift.ProfileBuilder;
import dev.treeline.payload.Row;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/// Which block of the training data a row belongs to.
sealed interface Blocks {
  /// The block's label; labels sort in time order.
  ///
  /// @param index the row's number, from 0
  /// @param rows how many there are in all
  String of(Row row, long index, long rows);

  /// What a block is, for people.
  String kind();

  /// Blocks of one period each, by a column that dates the rows.
  ///
  /// Dates and times are taken as written: with an offset, the instant counts; without one, the
  /// wall clock. Blocks start at multiples of the period since 1 January 1970.
  ///
  /// @param column its position in the table
  record Periods(int column, String name, Duration period) implements Blocks {
    private static final DateTimeFormatter MINUTES =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

    @Override
    public String of(Row row, long index, long rows) {
      return label(parse(row), period);
    }

    private Instant parse(Row row) {
      if (row.kind(column) == Row.Kind.INTEGRAL) {
        return ofEpoch((long) row.doubleAt(column));
      }
      String text = row.textAt(column).strip().replace(' ', 'T');
      try {
        if (text.length() == "2026-01-31".length()) {
          return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        boolean hasOffset =
            text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
        return hasOffset
            ? OffsetDateTime.parse(text).toInstant()
            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      } catch (DateTimeParseException e) {
        throw new CommandException(
            "%s (%s): found \"%s\", expected an ISO 8601 date or time such as 2026-01-31 or 2026-01-31T08:00:00Z, or seconds since 1970"
                .formatted(row.place(column), name, row.textAt(column)),
            e);
      }
    }

    @Override
    public String kind() {
      return shown(period) + " of column " + name;
    }

    /// Seconds, or milliseconds where seconds would lie beyond the year 5138.
    private static Instant ofEpoch(long number) {
      return Math.abs(number) < 100_000_000_000L
          ? Instant.ofEpochSecond(number)
          : Instant.ofEpochMilli(number);
    }
  }

  /// The label of the period that an instant lies in.
  static String label(Instant time, Duration period) {
    long start = Math.floorDiv(time.getEpochSecond(), period.toSeconds()) * period.toSeconds();
    LocalDateTime label = LocalDateTime.ofEpochSecond(start, 0, ZoneOffset.UTC);
    return isDays(period) ? label.toLocalDate().toString() : Periods.MINUTES.format(label);
  }

  /// A period for people: `P1D`, `PT1H`.
  static String shown(Duration period) {
    return isDays(period) ? "P" + period.toDays() + "D" : period.toString();
  }

  private static boolean isDays(Duration period) {
    return period.toSeconds() % Duration.ofDays(1).toSeconds() == 0;
  }

  /// Twenty contiguous chunks, for a table without a time.
  record Chunks() implements Blocks {
    @Override
    public String of(Row row, long index, long rows) {
      return ProfileBuilder.chunk(index, rows);
    }

    @Override
    public String kind() {
      return "20 contiguous chunks in file order";
    }
  }

  /// Reads `P1D`, `PT1H`, `P7D`.
  ///
  /// @param option where it was typed
  static Duration period(String option, String text, Duration least) {
    try {
      Duration period = Duration.parse(text);
      if (period.compareTo(least) < 0) {
        throw new CommandException(option + ": found " + text + ", expected at least " + least);
      }
      return period;
    } catch (DateTimeException e) {
      throw new CommandException(
          option + ": found \"" + text + "\", expected an ISO 8601 duration such as P1D or PT1H",
          e);
    }
  }
}
