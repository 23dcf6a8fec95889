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
  String of(Row row, long index);

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

    public Periods {
      if (period.toMinutes() < 1) {
        throw new CommandException("--period: found " + period + ", expected at least PT1M");
      }
    }

    @Override
    public String of(Row row, long index) {
      long seconds = parse(row).getEpochSecond();
      long start = Math.floorDiv(seconds, period.toSeconds()) * period.toSeconds();
      LocalDateTime label = LocalDateTime.ofEpochSecond(start, 0, ZoneOffset.UTC);
      return isDays() ? label.toLocalDate().toString() : MINUTES.format(label);
    }

    private boolean isDays() {
      return period.toSeconds() % Duration.ofDays(1).toSeconds() == 0;
    }

    private Instant parse(Row row) {
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
            "%s (%s): found \"%s\", expected an ISO 8601 date or time such as 2026-01-31 or 2026-01-31T08:00:00Z"
                .formatted(row.place(column), name, row.textAt(column)),
            e);
      }
    }

    @Override
    public String kind() {
      return (isDays() ? "P" + period.toDays() + "D" : period.toString()) + " of column " + name;
    }
  }

  /// Twenty contiguous chunks, for a table without a time.
  ///
  /// @param rows of the table
  record Chunks(long rows) implements Blocks {
    @Override
    public String of(Row row, long index) {
      return ProfileBuilder.chunk(index, rows);
    }

    @Override
    public String kind() {
      return "20 contiguous chunks in file order";
    }
  }

  /// Reads `P1D`, `PT1H`, `P7D`.
  static Duration period(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      throw new CommandException(
          "--period: found \"" + text + "\", expected an ISO 8601 duration such as P1D or PT1H", e);
    }
  }
}
