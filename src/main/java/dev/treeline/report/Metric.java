package dev.treeline.report;

/// One number for CloudWatch.
///
/// @param name as in the dashboard
/// @param unit CloudWatch's own word: `Count`, `None`, `Percent`, `Seconds`
/// @param value what was measured; one that is not finite is left out of the line
public record Metric(String name, String unit, double value) {}
