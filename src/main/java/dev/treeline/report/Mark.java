package dev.treeline.report;

import dev.treeline.drift.State;
import java.util.function.DoubleFunction;

/// How a state looks on the page: a tone and a form, so that it can be told without colour.
enum Mark {
  /// Drifted: a triangle.
  BAD("bad", 4.6),
  /// Too variable: a lozenge.
  WARN("warn", 4.4),
  /// Stable: a disc.
  GOOD("good", 3.4),
  /// Too little data: a ring.
  QUIET("quiet", 3.2);

  private final String tone;
  private final double size;

  Mark(String tone, double size) {
    this.tone = tone;
    this.size = size;
  }

  static Mark of(State state) {
    return switch (state) {
      case DRIFTED -> BAD;
      case STABLE -> GOOD;
      case VARIABLE -> WARN;
      case INSUFFICIENT -> QUIET;
    };
  }

  /// The CSS class that colours it.
  String tone() {
    return tone;
  }

  /// The form around a point, as SVG path data.
  String path(DoubleFunction<String> number, double x, double y) {
    String s = number.apply(size);
    String twice = number.apply(2 * size);
    return switch (this) {
      case BAD -> "M" + at(number, x, y - size) + "l" + s + " " + twice + "h-" + twice + "z";
      case WARN ->
          "M"
              + at(number, x, y - size)
              + "l"
              + s
              + " "
              + s
              + "l-"
              + s
              + " "
              + s
              + "l-"
              + s
              + "-"
              + s
              + "z";
      case GOOD, QUIET ->
          "M"
              + at(number, x - size, y)
              + "a"
              + s
              + " "
              + s
              + " 0 1 0 "
              + twice
              + " 0a"
              + s
              + " "
              + s
              + " 0 1 0-"
              + twice
              + " 0z";
    };
  }

  /// The form in fewer bytes, for many of them: a disc is the round end of a line of no length, and
  /// stands for the ring too, whose tone is grey.
  String small(DoubleFunction<String> number, double x, double y) {
    return switch (this) {
      case BAD, WARN -> path(number, x, y);
      case GOOD, QUIET -> "M" + at(number, x, y) + "h0";
    };
  }

  private static String at(DoubleFunction<String> number, double x, double y) {
    return number.apply(x) + " " + number.apply(y);
  }
}
