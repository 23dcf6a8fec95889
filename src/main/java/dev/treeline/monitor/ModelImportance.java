package dev.treeline.monitor;

import dev.treeline.booster.ModelFormatException;
import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.Profile;
import dev.treeline.forest.FeatureUse;
import dev.treeline.forest.Inspection;
import dev.treeline.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How much a model uses each feature: the share of the total gain of its splits, which is what
/// XGBoost calls `total_gain`, over all features.
///
/// The model is looked for beside the baseline, where a model package has it. Without one, with one
/// that cannot be read, or with one whose features are not the baseline's, nothing is known: a page
/// then says so.
final class ModelImportance {
  private static final List<String> NAMES = List.of("model.ubj", "model.json", "xgboost-model");
  private static final int MOST_BYTES = 256 * 1024 * 1024;

  private ModelImportance() {}

  /// Shares of 1 by the baseline's feature names; empty when nothing is known.
  static Map<String, Double> of(Store baseline, Profile profile) throws IOException {
    for (String name : NAMES) {
      Optional<byte[]> bytes = bytes(baseline, name);
      if (bytes.isPresent()) {
        try {
          return shares(Inspection.read(name, bytes.get()).features(), profile);
        } catch (ModelFormatException _) {
          return Map.of();
        }
      }
    }
    return Map.of();
  }

  private static Optional<byte[]> bytes(Store store, String name) throws IOException {
    try (InputStream in = store.open(name)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      return bytes.length > MOST_BYTES ? Optional.empty() : Optional.of(bytes);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /// By name where the model has names, otherwise by position, as the model itself takes rows.
  private static Map<String, Double> shares(List<FeatureUse> uses, Profile profile) {
    List<FeatureProfile> features = profile.features();
    if (uses.size() != features.size()) {
      return Map.of();
    }
    Map<String, Double> gains = new HashMap<>();
    double total = 0;
    for (int i = 0; i < uses.size(); i++) {
      FeatureUse use = uses.get(i);
      String name = features.get(i).name();
      if (!use.name().equals(name) && !use.name().equals("f" + i)) {
        return Map.of();
      }
      double gain = use.weight() == 0 ? 0 : use.weight() * use.gain();
      gains.put(name, gain);
      total += gain;
    }
    double all = total;
    gains.replaceAll((_, gain) -> gain / all);
    return all > 0 && Double.isFinite(all) ? gains : Map.of();
  }
}
