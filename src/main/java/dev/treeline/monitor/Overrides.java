package dev.treeline.monitor;

import dev.treeline.drift.Disclosure;
import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.Profile;
import dev.treeline.drift.UserRules;
import dev.treeline.sketch.Values;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What an operator decides beside the baseline.
///
/// @param shown features whose values may be read, or [Disclosure#EVERY]; those whose texts the
///   baseline holds as tokens stay as they are, as nothing could be compared with them otherwise
/// @param rules in place of the baseline's own
public record Overrides(Set<String> shown, Optional<UserRules> rules) {
  /// Nothing is decided.
  public static final Overrides NONE = new Overrides(Set.of(), Optional.empty());

  /// Keeps the names.
  public Overrides {
    shown = Set.copyOf(shown);
  }

  /// A baseline's rule for private data with what else may be read.
  Disclosure showing(Profile profile) {
    Disclosure rule = profile.disclosure();
    Set<String> more = new TreeSet<>();
    for (FeatureProfile feature : profile.features()) {
      boolean isAsked = shown.contains(feature.name()) || shown.contains(Disclosure.EVERY);
      if (isAsked && !isOfTokens(feature)) {
        more.add(feature.name());
      }
    }
    return more.isEmpty() ? rule : rule.showing(more);
  }

  private static boolean isOfTokens(FeatureProfile feature) {
    return feature.partition() instanceof Values values && !values.isNumeric();
  }
}
