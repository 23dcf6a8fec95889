package dev.treeline.request;

import dev.treeline.booster.ModelFormatException;
import dev.treeline.capture.CaptureLine.Answered;
import dev.treeline.forest.Explainer;
import dev.treeline.forest.Model;
import dev.treeline.forest.ModelLoader;
import dev.treeline.payload.InferenceOutputs;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One model that the endpoint serves, under the name that callers use. For every thread.
///
/// What explains predictions is made at the first request for it: most endpoints never get one, and
/// a start should not pay for it.
final class Served {
  private final String name;
  private final Model model;
  private final FeatureNames names;
  private final Answered answered;
  private final Map<String, byte[]> files;
  private @Nullable Explainer explainer;

  /// @param name what callers call it
  /// @param files the package's files, kept for explanations
  /// @param baselineDigest of the baseline that its traffic is compared with; empty without one
  Served(String name, Model model, Map<String, byte[]> files, String baselineDigest) {
    this.name = name;
    this.model = model;
    this.names = new FeatureNames(model.featureNames());
    this.files = files;
    this.answered = new Answered(name, model.version(), baselineDigest);
  }

  String name() {
    return name;
  }

  String version() {
    return model.version();
  }

  Model model() {
    return model;
  }

  FeatureNames names() {
    return names;
  }

  /// What the V2 protocol calls its predictions.
  InferenceOutputs outputs() {
    return new InferenceOutputs(model.objective(), model.outputs());
  }

  /// What captured lines say of it.
  Answered answered() {
    return answered;
  }

  /// Whether predictions can be explained, as far as is known without trying.
  boolean explains() {
    int models = 0;
    for (String file : files.keySet()) {
      models += ModelLoader.isModel(file) ? 1 : 0;
    }
    return model.exact() && models == 1;
  }

  /// What explains this model's predictions.
  ///
  /// @throws Refusal if it cannot be explained
  synchronized Explainer explainer() {
    if (explainer == null) {
      if (!model.exact()) {
        throw unexplained("it is scored by " + model.engine(), "a model that Treeline scores");
      }
      try {
        explainer = Explainer.load(files);
      } catch (ModelFormatException e) {
        throw unexplained(String.valueOf(e.getMessage()), "a model that can be explained");
      }
    }
    return explainer;
  }

  private Refusal unexplained(String why, String expected) {
    return new Refusal(
        Reason.INVALID,
        "explain",
        "a request to explain model " + name + ", which cannot be: " + why,
        expected + "; ask without explanations");
  }
}
