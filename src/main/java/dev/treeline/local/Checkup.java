package dev.treeline.local;

import java.util.ArrayList;
import java.util.List;

/// What was looked at before a deployment, and what to do where something is missing.
final class Checkup {
  private final List<Point> points = new ArrayList<>();

  /// How a point stands.
  enum Mark {
    /// As it should be.
    GOOD("ok"),
    /// It deploys without, and is poorer for it.
    POOR("note"),
    /// It does not deploy.
    BAD("FAIL");

    private final String word;

    Mark(String word) {
      this.word = word;
    }
  }

  /// One point.
  ///
  /// @param what was looked at
  /// @param found for people; the next step with it where the point is not good
  record Point(Mark mark, String what, String found) {
    /// `FAIL sam none on the PATH: install the AWS SAM CLI`.
    String line() {
      return "%-5s %-12s %s".formatted(mark.word, what, found);
    }
  }

  void good(String what, String found) {
    points.add(new Point(Mark.GOOD, what, found));
  }

  void poor(String what, String found) {
    points.add(new Point(Mark.POOR, what, found));
  }

  void bad(String what, String found) {
    points.add(new Point(Mark.BAD, what, found));
  }

  List<Point> points() {
    return List.copyOf(points);
  }

  /// Whether it would deploy.
  boolean isFit() {
    return points.stream().noneMatch(point -> point.mark() == Mark.BAD);
  }
}
