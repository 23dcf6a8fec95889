package dev.treeline.request;

import dev.treeline.capture.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The models that the endpoint serves, by name. Immutable, for every thread.
final class Models implements Features {
  private final List<Served> all;

  /// @param all at least one; each with a name of its own
  Models(List<Served> all) {
    TreeMap<String, Served> byName = new TreeMap<>();
    for (Served served : all) {
      byName.put(served.name(), served);
    }
    if (byName.isEmpty() || byName.size() != all.size()) {
      throw new IllegalArgumentException(
          "models: found " + all.size() + ", expected distinct ones");
    }
    this.all = List.copyOf(byName.values());
  }

  /// All of them, in the order of their names.
  List<Served> all() {
    return all;
  }

  /// The model that a path, header or parameter names.
  ///
  /// @param place where the name stands
  /// @param name the model's, or that of its archive: `m1.tar.gz` is `m1`
  /// @throws Refusal if there is no such model
  Served named(String place, String name) {
    String wanted = name.startsWith("/") ? name.substring(1) : name;
    Served served = find(wanted);
    served = served == null ? find(withoutEnding(wanted)) : served;
    if (served != null) {
      return served;
    }
    throw new Refusal(Reason.NOT_FOUND, place, "\"" + name + "\"", "one of " + names());
  }

  /// The version of a model that a path names.
  ///
  /// @throws Refusal if the model has another version
  Served named(String place, String name, String version) {
    Served served = named(place, name);
    if (!served.version().equals(version)) {
      throw new Refusal(
          Reason.NOT_FOUND,
          place,
          "version \"" + version + "\" of " + name,
          "\"" + served.version() + "\"");
    }
    return served;
  }

  /// The model of a request that names none.
  ///
  /// @throws Refusal if there are several
  Served only() {
    if (all.size() > 1) {
      throw new Refusal(
          Reason.INVALID,
          "X-Amzn-SageMaker-Target-Model",
          "nothing",
          "one of " + names() + ", since this endpoint has several models");
    }
    return all.getFirst();
  }

  @Override
  public List<String> of(String modelName) {
    Served served = find(modelName);
    if (served == null && all.size() == 1) {
      served = all.getFirst();
    }
    return served == null ? List.of() : served.model().featureNames();
  }

  /// The features' names of every model.
  List<List<String>> featureNames() {
    List<List<String>> names = new ArrayList<>();
    for (Served served : all) {
      names.add(served.model().featureNames());
    }
    return names;
  }

  private @Nullable Served find(String name) {
    for (Served served : all) {
      if (served.name().equals(name)) {
        return served;
      }
    }
    return null;
  }

  private String names() {
    List<String> names = new ArrayList<>();
    for (Served served : all) {
      names.add(served.name());
    }
    return FeatureNames.list(names);
  }

  private static String withoutEnding(String name) {
    return name.endsWith(".tar.gz") ? name.substring(0, name.length() - ".tar.gz".length()) : name;
  }
}
