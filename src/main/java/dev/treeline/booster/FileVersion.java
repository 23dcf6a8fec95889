package dev.treeline.booster;

/// The version of libxgboost that wrote a file; 0.0.0 where the file does not say.
public record FileVersion(int major, int minor, int patch) {

  public boolean atLeast(FileVersion other) {
    if (major != other.major) {
      return major > other.major;
    }
    return minor != other.minor ? minor > other.minor : patch >= other.patch;
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
