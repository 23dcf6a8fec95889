package dev.treeline.booster;

import java.util.Comparator;

/// The version of libxgboost that wrote a file; 0.0.0 where the file does not say.
public record FileVersion(int major, int minor, int patch) {
  private static final Comparator<FileVersion> ORDER =
      Comparator.comparingInt(FileVersion::major)
          .thenComparingInt(FileVersion::minor)
          .thenComparingInt(FileVersion::patch);

  public boolean atLeast(FileVersion other) {
    return ORDER.compare(this, other) >= 0;
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
