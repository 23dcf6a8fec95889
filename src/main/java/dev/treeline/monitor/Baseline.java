package dev.treeline.monitor;

import dev.treeline.drift.Constraints;
import dev.treeline.drift.Disclosure;
import dev.treeline.drift.FeatureProfile;
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
import java.util.Optional;
import java.util.Set;

/// What a window is compared with.
///
/// @param profile the exact baseline
/// @param statistics the baseline in SageMaker's terms; without it SageMaker's rules compare no
///   distribution
/// @param constraints SageMaker's rules
/// @param rules what users decided about columns
record Baseline(
    Profile profile, Optional<Statistics> statistics, Constraints constraints, UserRules rules) {

  /// Reads `profile.json`, `constraints.json` and, when they are there, `statistics.json` and
  /// `rules.json`.
  ///
  /// @throws ReportFormatException if one is missing, damaged or of another version
  static Baseline read(Store store) throws IOException {
    Profile profile = ProfileFile.read(required(store, ProfileFile.NAME));
    checkNames(profile);
    Disclosure disclosure = profile.disclosure();
    Constraints constraints =
        ConstraintsFile.read(required(store, ConstraintsFile.NAME)).disclosed(disclosure);
    Optional<Statistics> statistics =
        text(store, StatisticsFile.NAME)
            .map(StatisticsFile::read)
            .map(found -> found.disclosed(disclosure));
    UserRules rules =
        text(store, RulesFile.NAME)
            .map(found -> RulesFile.read(RulesFile.NAME, found))
            .orElse(UserRules.NONE);
    return new Baseline(profile, statistics, constraints, rules);
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

  private static String required(Store store, String name) throws IOException {
    Optional<String> text = text(store, name);
    return text.orElseThrow(
        () ->
            new ReportFormatException(
                name,
                "no such file in the baseline",
                "profile.json and constraints.json; make them with `treeline baseline`, and set"
                    + " TREELINE_BASELINE to their folder"));
  }

  private static Optional<String> text(Store store, String name) throws IOException {
    try (InputStream in = store.open(name)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }
}
