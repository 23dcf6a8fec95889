package dev.treeline.settings;

/// Which program reads the settings: it decides defaults and what must be set.
public enum Job {
  /// The scoring Lambda function: captures to a stream, `buffered` unless told otherwise.
  SCORE,
  /// The monitoring Lambda function: must know where captures are and where reports go.
  MONITOR,
  /// A command on a workstation or in a container: captures into a folder; nothing must be set.
  LOCAL
}
