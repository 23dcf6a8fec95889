package dev.treeline.monitor;

import dev.treeline.report.Window;
import java.util.OptionalLong;

/// How many requests were to be captured, from whoever counts them on another way than by their
/// captured lines.
@FunctionalInterface
interface Offered {
  /// Nobody counts.
  Offered UNKNOWN = _ -> OptionalLong.empty();

  /// The requests of a window; empty when it is not known.
  OptionalLong during(Window window);
}
