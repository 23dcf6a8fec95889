package dev.treeline.request;

import dev.treeline.payload.BodyOptions;
import dev.treeline.payload.MediaType;
import dev.treeline.payload.ReplyFormat;
import dev.treeline.settings.ServingSettings;
import dev.treeline.settings.Settings;
import java.util.Optional;

/// How this endpoint answers, as its operator wants it. Immutable, for every thread.
///
/// @param endpoint its name, which clients of the runtime API ask for
/// @param variant its production variant
/// @param serving what else the settings say
/// @param accepted chooses types of replies
/// @param labels under what metrics are published
/// @param published which metrics are
record Rules(
    String endpoint,
    String variant,
    ServingSettings serving,
    Accepted accepted,
    ScoreMetrics.Labels labels,
    ScoreMetrics.Choice published) {

  static Rules of(Settings settings) {
    Optional<String> accept = settings.serving().defaultAccept();
    Optional<ReplyFormat> format =
        accept.isPresent() ? ReplyFormat.of(MediaType.parse(accept.get())) : Optional.empty();
    return new Rules(
        settings.endpoint(),
        settings.variant(),
        settings.serving(),
        new Accepted(format),
        ScoreMetrics.Labels.of(settings),
        ScoreMetrics.Choice.of(settings));
  }

  /// How bodies of requests for a model are read.
  ///
  /// @param features how many it has
  BodyOptions body(int features) {
    return BodyOptions.of(
        features,
        switch (serving.libsvmBase()) {
          case AUTO -> BodyOptions.IndexBase.AUTO;
          case ZERO -> BodyOptions.IndexBase.ZERO;
          case ONE -> BodyOptions.IndexBase.ONE;
        });
  }
}
