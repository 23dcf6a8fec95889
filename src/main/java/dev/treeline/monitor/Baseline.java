package dev.treeline.monitor;

import dev.treeline.drift.ColumnStatistics;
import dev.treeline.drift.Constraints;
import dev.treeline.drift.Disclosure;
import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.MigratedProfile;
import dev.treeline.drift.Profile;
import dev.treeline.drift.Statistics;
import dev.treeline.drift.UserRules;
import dev.treeline.report.ConstraintsFile;
import dev.treeline.report.ProfileFile;
import dev.treeline.report.ReportFormatException;
import dev.treeline.report.RulesFile;
import dev.treeline.report.StatisticsFile;
import dev.treeline.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/// What a window is compared with.
///
/// @param profile the exact baseline
/// @param statistics the baseline in SageMaker's terms; without it SageMaker's rules compare no
///   distribution
/// @param constraints SageMaker's rules
/// @param rules what users decided about columns
/// @param digest of the profile's bytes, CRC-32 as 8 hex digits, as captured lines name the
///   baseline of their model; empty without a profile
record Baseline(
    Profile profile,
    Optional<Statistics> statistics,
    Constraints constraints,
    UserRules rules,
    String digest) {

  /// What captured rows look like; asked for only where no profile says which columns are features.
  @FunctionalInterface
  interface Rows {
    /// The shape of most of them; empty when there are none.
    Optional<RowShape> shape() throws IOException;
  }

  /// Reads `profile.json`, `constraints.json` and, when they are there, `statistics.json` and one
  /// of [RulesFile#NAMES]; without a profile, SageMaker's two files alone.
  ///
  /// @param rows tell the features of SageMaker's files from their labels
  /// @param overrides what is decided beside it
  /// @throws ReportFormatException if one is missing, damaged or of another version
  static Baseline read(Store store, Rows rows, Overrides overrides) throws IOException {
    Optional<String> exact = text(store, ProfileFile.NAME);
    Optional<String> sagemaker = text(store, StatisticsFile.NAME);
    Optional<Statistics> statistics = sagemaker.map(StatisticsFile::read);
    Profile profile;
    if (exact.isPresent()) {
      Profile read = ProfileFile.read(exact.get());
      profile = read.disclosed(overrides.showing(read));
    } else if (sagemaker.isPresent() && statistics.isPresent()) {
      Disclosure hidden = Disclosure.derived(sagemaker.get()).showing(overrides.shown());
      profile = migrated(statistics.get(), rows.shape()).disclosed(hidden);
    } else {
      throw missing(ProfileFile.NAME);
    }
    checkNames(profile);
    Disclosure disclosure = profile.disclosure();
    Constraints constraints =
        ConstraintsFile.read(
                text(store, ConstraintsFile.NAME).orElseThrow(() -> missing(ConstraintsFile.NAME)))
            .disclosed(disclosure);
    return new Baseline(
        profile,
        statistics.map(found -> found.disclosed(disclosure)),
        constraints,
        overrides.rules().isPresent() ? overrides.rules().get() : rules(store),
        exact.map(Baseline::digest).orElse(""));
  }

  private static String digest(String profile) {
    CRC32 crc = new CRC32();
    crc.update(profile.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  private static UserRules rules(Store store) throws IOException {
    UserRules rules = UserRules.NONE;
    String from = "";
    for (String name : RulesFile.NAMES) {
      Optional<String> found = text(store, name);
      if (found.isPresent() && !from.isEmpty()) {
        throw new ReportFormatException(name, "it beside " + from, "one file of rules");
      }
      if (found.isPresent()) {
        rules = RulesFile.read(name, found.get());
        from = name;
      }
    }
    return rules;
  }

  /// A profile of SageMaker's statistics. Captured outputs stand first there, and so do the label's
  /// columns in the baseline: features are the columns that captured rows name, or else as many of
  /// the last ones as rows have cells.
  private static Profile migrated(Statistics statistics, Optional<RowShape> rows) {
    List<ColumnStatistics> columns = statistics.columns();
    List<ColumnStatistics> named =
        columns.stream()
            .filter(column -> rows.map(r -> r.names().contains(column.name())).orElse(false))
            .toList();
    int width = rows.map(RowShape::width).orElse(columns.size());
    List<ColumnStatistics> last =
        columns.subList(Math.max(0, columns.size() - width), columns.size());
    return MigratedProfile.of(statistics.rows(), named.isEmpty() ? last : named);
  }

  private static void checkNames(Profile profile) {
    for (FeatureProfile output : profile.predictions()) {
      if (!output.name().equals(Outputs.SCORE) && !output.name().equals(Outputs.CLASS)) {
        throw new ReportFormatException(
            ProfileFile.NAME + " $.predictions",
            "\"" + output.name() + "\"",
            "\"" + Outputs.SCORE + "\" or \"" + Outputs.CLASS + "\"");
      }
    }
    Set<String> names = new HashSet<>();
    for (FeatureProfile feature : profile.features()) {
      if (!names.add(feature.name())) {
        throw new ReportFormatException(
            ProfileFile.NAME + " $.features",
            "\"" + feature.name() + "\" twice",
            "every name once");
      }
    }
  }

  private static ReportFormatException missing(String name) {
    return new ReportFormatException(
        name,
        "no such file in the baseline",
        "profile.json and constraints.json, or SageMaker's statistics.json and constraints.json;"
            + " make them with `treeline baseline`, and set TREELINE_BASELINE to their folder");
  }

  private static Optional<String> text(Store store, String name) throws IOException {
    try (InputStream in = store.open(name)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }
}
