package dev.treeline.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// What of the traffic is kept, and where it goes.
///
/// @param target where captured lines go
/// @param sampling which requests are kept
/// @param content what of a kept request is kept, and how
public record CaptureSettings(Target target, Sampling sampling, Content content) {

  /// Where captured lines go.
  public sealed interface Target {
    /// Nothing is captured.
    record Off() implements Target {}

    /// To a Firehose stream, before the reply.
    ///
    /// @param stream the delivery stream's name
    /// @param deadline how long a reply waits at most, once the connection is warm
    record Sync(String stream, Duration deadline) implements Target {}

    /// To a Firehose stream, after the reply.
    ///
    /// @param stream the delivery stream's name
    /// @param flush how old the oldest line may grow; zero sends after every invocation
    record Buffered(String stream, Duration flush) implements Target {}

    /// To standard output, one JSON line each.
    record Log() implements Target {}

    /// Into files below a folder of this machine.
    ///
    /// @param folder holds `endpoint/variant/yyyy/MM/dd/HH/*.jsonl`
    /// @param gzip whether the files are compressed, and named `*.jsonl.gz`
    record Folder(Path folder, boolean gzip) implements Target {
      /// What stops a start whose captures would all be lost.
      ///
      /// @param why what went wrong when a file was to be written there
      public SettingsException unwritable(IOException why) {
        return new SettingsException(
            List.of(
                new SettingsException.Problem(
                    "TREELINE_CAPTURE_FOLDER",
                    "'" + folder + "' (" + why + ")",
                    "a folder that can be written; set it, or TREELINE_CAPTURE=off to capture"
                        + " nothing")));
      }
    }
  }

  /// Which requests are kept.
  ///
  /// @param percent how many of a hundred, 0 to 100, decided by the event's id
  /// @param optOut whether a caller may ask for its request to be left out
  public record Sampling(int percent, boolean optOut) {}

  /// What of a kept request is kept, and how.
  ///
  /// @param sides at least one
  /// @param csvTypes media types kept as text and called CSV, in lower case
  /// @param jsonTypes media types kept as text and called JSON, in lower case; others are kept in
  ///   Base64
  /// @param redactions columns and pointers whose values are taken out, as they were written
  /// @param mostBytes bytes of a line with its line end; longer ones are cut
  /// @param metadata whether lines name the model, its version and the baseline
  public record Content(
      Set<Side> sides,
      Set<String> csvTypes,
      Set<String> jsonTypes,
      List<String> redactions,
      int mostBytes,
      boolean metadata) {

    public Content {
      if (sides.isEmpty()) {
        throw new IllegalArgumentException("sides: found none, expected at least one");
      }
      sides = Set.copyOf(sides);
      csvTypes = Set.copyOf(csvTypes);
      jsonTypes = Set.copyOf(jsonTypes);
      redactions = List.copyOf(redactions);
    }

    /// Refuses a redaction that names a column which no model has, or a number beyond all of them:
    /// it would let through what it was meant to take out.
    ///
    /// @param models the feature names of each model of this endpoint, in the model's order
    /// @throws SettingsException naming every such entry
    public void checkColumns(List<List<String>> models) {
      Redactions.check(redactions, models);
    }
  }

  /// A side of a captured request.
  public enum Side {
    /// What was asked.
    INPUT,
    /// What was answered.
    OUTPUT
  }
}
