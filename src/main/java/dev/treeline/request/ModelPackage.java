package dev.treeline.request;

import dev.treeline.forest.Model;
import dev.treeline.forest.ModelFormatException;
import dev.treeline.store.PackageFiles;
import dev.treeline.store.S3Access;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Loads the model that `TREELINE_MODEL` or `--model` names: a folder or a `.tar.gz` of a package's
/// files, on this machine or in S3, or a lone model file.
public final class ModelPackage {
  private static final List<String> MODELS = List.of("model.ubj", "model.json", "xgboost-model");

  /// What scoring needs; the baseline beside it may be large and is not read.
  private static final Set<String> FILES =
      Set.of("model.ubj", "model.json", "xgboost-model", "schema.json");

  private ModelPackage() {}

  /// Reads the files that scoring needs, and no others.
  ///
  /// @param location a path, or `s3://bucket/prefix`
  /// @throws ModelFormatException if there is no model that can be scored
  /// @throws IOException if the disk or the network fails
  public static Model load(String location, S3Access s3) throws IOException {
    Map<String, byte[]> files;
    try {
      files = PackageFiles.read(location, s3, FILES::contains);
    } catch (NoSuchFileException _) {
      throw missing(location, "nothing");
    }
    if (MODELS.stream().noneMatch(files::containsKey)) {
      throw missing(location, "none of " + String.join(", ", MODELS));
    }
    return Model.load(files);
  }

  private static ModelFormatException missing(String location, String found) {
    return new ModelFormatException(
        location,
        found,
        "a model package with one of "
            + String.join(", ", MODELS)
            + "; TREELINE_MODEL or --model says where it is");
  }
}
