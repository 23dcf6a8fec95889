package dev.treeline.request;

import dev.treeline.booster.ModelFormatException;
import dev.treeline.forest.ModelLoader;
import dev.treeline.store.PackageFiles;
import dev.treeline.store.S3Access;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Loads the model that `TREELINE_MODEL` or `--model` names: a folder or a `.tar.gz` of a package's
/// files, on this machine or in S3, or a lone model file.
public final class ModelPackage {
  private static final String EXPECTED = "model.ubj, model.json, xgboost-model";

  /// The exact baseline of a package.
  static final String PROFILE = "profile.json";

  private ModelPackage() {}

  /// The files that scoring needs, by name, and no others: the baseline beside them may be large.
  ///
  /// @param location a path, or `s3://bucket/prefix`
  /// @throws ModelFormatException if there is no model
  /// @throws IOException if the disk or the network fails
  public static Map<String, byte[]> files(String location, S3Access s3) throws IOException {
    Map<String, byte[]> files;
    try {
      files = PackageFiles.read(location, s3, ModelLoader::needs);
    } catch (NoSuchFileException _) {
      throw missing(location, "nothing");
    }
    if (!holdsModel(files)) {
      throw missing(location, "none of " + EXPECTED);
    }
    return files;
  }

  /// The files that serving needs, by name: those of scoring, and the baseline, whose digest
  /// captures carry. There may be no model among them.
  ///
  /// @throws NoSuchFileException if there is nothing at the location
  static Map<String, byte[]> served(String location, S3Access s3) throws IOException {
    return PackageFiles.read(location, s3, new ServedNames());
  }

  /// A class and not a lambda, whose linking takes a cold start milliseconds.
  private static final class ServedNames implements Predicate<String> {
    @Override
    public boolean test(String name) {
      return ModelLoader.needs(name) || name.equals(PROFILE);
    }
  }

  static boolean holdsModel(Map<String, byte[]> files) {
    for (String name : files.keySet()) {
      if (ModelLoader.isModel(name)) {
        return true;
      }
    }
    return false;
  }

  /// The package with the first of its models only, by name.
  ///
  /// @param files as [#files] gives them
  static Map<String, byte[]> firstOf(Map<String, byte[]> files) {
    Map<String, byte[]> kept = new TreeMap<>(files);
    List<String> models = kept.keySet().stream().filter(ModelLoader::isModel).toList();
    kept.keySet().removeAll(models.subList(Math.min(1, models.size()), models.size()));
    return kept;
  }

  static ModelFormatException missing(String location, String found) {
    return new ModelFormatException(
        location,
        found,
        "a model package with one of "
            + EXPECTED
            + "; TREELINE_MODEL or --model says where it is, `./treeline import` makes one of other models");
  }
}
