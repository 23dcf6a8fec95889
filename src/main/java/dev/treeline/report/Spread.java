package dev.treeline.report;

/// Several measured values for CloudWatch as one statistic set.
///
/// @param name as in the dashboard
/// @param min the smallest
/// @param max the largest
/// @param sum of all of them
/// @param count how many there are
public record Spread(String name, double min, double max, double sum, long count) {
  /// Whether CloudWatch takes it.
  boolean isFinite() {
    return count > 0 && Double.isFinite(min) && Double.isFinite(max) && Double.isFinite(sum);
  }
}
