package dev.treeline.local;

import dev.treeline.booster.ModelFormatException;
import dev.treeline.forest.Model;
import dev.treeline.report.ProfileFile;
import dev.treeline.report.ReportFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Looks at a model package as a deployment needs it.
final class PackageCheck {
  static final String WHAT_MODEL = "model";
  private static final long MOST_ZIPPED = 50L << 20;
  private static final long MOST_UNPACKED = 250L << 20;

  // What the functions take of Lambda's room, rounded up.
  private static final long FUNCTIONS = 20L << 20;

  private PackageCheck() {}

  /// Loads the model, scores its golden rows and reads its baseline.
  ///
  /// @param files of the package by name
  static void of(Map<String, byte[]> files, Checkup checkup) {
    model(files, checkup);
    size(files, checkup);
    baseline(files, checkup);
  }

  private static void model(Map<String, byte[]> files, Checkup checkup) {
    Model model;
    try {
      model = Model.load(files);
    } catch (ModelFormatException e) {
      checkup.bad(WHAT_MODEL, String.valueOf(e.getMessage()));
      return;
    }
    checkup.good(WHAT_MODEL, model.features() + " features");
    if (files.containsKey("schema.json")) {
      checkup.good("schema", "schema.json names them");
    } else {
      checkup.poor("schema", "no schema.json: requests name features by position only");
    }
    byte[] golden = files.get(GoldenRows.FILE);
    if (golden == null) {
      checkup.poor(
          "golden rows",
          "no golden.jsonl: a deployment cannot prove its scores; ./treeline import writes one");
      return;
    }
    try {
      BitComparison found = GoldenRows.compare(model, golden);
      if (found.different() == 0) {
        checkup.good("golden rows", found.rows() + " rows, every bit as libxgboost gave it");
      } else {
        checkup.bad("golden rows", "scores differ: ./treeline verify says where");
      }
    } catch (CommandException e) {
      checkup.bad("golden rows", String.valueOf(e.getMessage()));
    }
  }

  /// A zip of a package is hardly larger than its files.
  private static void size(Map<String, byte[]> files, Checkup checkup) {
    long bytes = files.values().stream().mapToLong(file -> file.length).sum();
    String found = "%.1f MB".formatted(bytes / (double) (1 << 20));
    if (bytes + FUNCTIONS > MOST_UNPACKED) {
      checkup.bad("size", found + ", Lambda takes 250 MB unpacked: use the container");
    } else if (bytes > MOST_ZIPPED) {
      checkup.poor(
          "size", found + ", Lambda takes 50 MB zipped where it is uploaded: let S3 hold it");
    } else {
      checkup.good("size", found);
    }
  }

  private static void baseline(Map<String, byte[]> files, Checkup checkup) {
    byte[] profile = files.get(ProfileFile.NAME);
    if (profile == null) {
      boolean isMigrated = files.containsKey("statistics.json");
      checkup.poor(
          "baseline",
          isMigrated
              ? "SageMaker's files alone: thresholds are the floor; ./treeline baseline makes more"
              : "none: the monitor has nothing to compare with; ./treeline baseline makes one");
      return;
    }
    try {
      long rows = ProfileFile.read(new String(profile, StandardCharsets.UTF_8)).rows();
      checkup.good("baseline", rows + " rows");
    } catch (ReportFormatException e) {
      checkup.bad("baseline", String.valueOf(e.getMessage()));
    }
  }
}
