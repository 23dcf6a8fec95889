package dev.treeline.settings;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/// What of the traffic is kept, and where it goes.
///
/// @param target where captured lines go
/// @param percent how many requests of a hundred are kept, 0 to 100
/// @param sides which sides of a kept request are kept; at least one
public record CaptureSettings(Target target, int percent, Set<Side> sides) {

  public CaptureSettings {
    sides = Set.copyOf(EnumSet.copyOf(sides));
  }

  /// Where captured lines go.
  public sealed interface Target {
    /// Nothing is captured.
    record Off() implements Target {}

    /// To a Firehose stream, before the reply.
    ///
    /// @param stream the delivery stream's name
    record Sync(String stream) implements Target {}

    /// To a Firehose stream, after the reply.
    ///
    /// @param stream the delivery stream's name
    record Buffered(String stream) implements Target {}

    /// To standard output, one JSON line each.
    record Log() implements Target {}

    /// Into files below a folder of this machine.
    ///
    /// @param folder holds `endpoint/variant/yyyy/MM/dd/HH/*.jsonl`
    record Folder(Path folder) implements Target {}
  }

  /// A side of a captured request.
  public enum Side {
    /// What was asked.
    INPUT,
    /// What was answered.
    OUTPUT
  }
}
