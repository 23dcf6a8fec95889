package dev.treeline.settings;

import java.nio.file.Path;
import java.util.Map;

/// The environment, read once and checked as a whole.
///
/// An empty value counts as unset, since templates pass empty parameters. Values are trimmed.
///
/// @param model location of the model package: a path or `s3://bucket/prefix`
/// @param endpoint the endpoint's name, in captures, reports and metrics
/// @param variant the production variant's name
/// @param namespace CloudWatch namespace of the metrics
/// @param capture what of the traffic is kept
/// @param monitor what the monitor reads and writes
/// @param serving how requests are answered
/// @param platform what Lambda tells about itself
public record Settings(
    String model,
    String endpoint,
    String variant,
    String namespace,
    CaptureSettings capture,
    MonitorSettings monitor,
    ServingSettings serving,
    Platform platform) {

  /// Reads and checks every setting.
  ///
  /// @param env the environment, or what a command line put in its place
  /// @param root what default paths are relative to: the Lambda task root or the project; paths
  ///   that somebody typed stay relative to the current folder
  /// @param job who asks: decides defaults and what must be set
  /// @throws SettingsException listing all wrong settings, unknown `TREELINE_` names included
  public static Settings from(Map<String, String> env, Path root, Job job) {
    return new SettingsReader(env, root, job).read();
  }
}
