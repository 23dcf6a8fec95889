package dev.treeline.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The stretch of inference time that one run looks at: from `from`, up to and without `to`.
///
/// An open end is `Instant.MIN` or `Instant.MAX`, so that [#contains] needs no special case.
///
/// @param from first instant inside
/// @param to first instant after
public record Window(Instant from, Instant to) {
  /// All time.
  public static final Window EVERYTHING = new Window(Instant.MIN, Instant.MAX);

  public Window {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "window: found from " + from + " and to " + to + ", expected from before to");
    }
  }

  /// The window between two instants, either of which may be absent.
  ///
  /// @param from first instant inside, null for no lower end
  /// @param to first instant after, null for no upper end
  /// @throws IllegalArgumentException if `to` is not after `from`
  public static Window between(@Nullable Instant from, @Nullable Instant to) {
    return new Window(from == null ? Instant.MIN : from, to == null ? Instant.MAX : to);
  }

  /// Whether an instant lies inside.
  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(to);
  }

  /// Whether the window has a first instant.
  public boolean hasFrom() {
    return !from.equals(Instant.MIN);
  }

  /// Whether the window has an end.
  public boolean hasTo() {
    return !to.equals(Instant.MAX);
  }
}
