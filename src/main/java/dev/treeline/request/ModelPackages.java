package dev.treeline.request;

import dev.treeline.booster.ModelFormatException;
import dev.treeline.forest.Model;
import dev.treeline.forest.ModelLoader;
import dev.treeline.request.ScoreHandler.ModelSource;
import dev.treeline.settings.Settings;
import dev.treeline.store.PackageFiles;
import dev.treeline.store.S3Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/// Loads every model that the endpoint serves: that of `TREELINE_MODEL`, or, where that is a folder
/// of packages, all of them, each under its folder's or archive's name.
final class ModelPackages {
  private final Settings settings;
  private final S3Access s3;
  private final ModelSource source;

  ModelPackages(Settings settings, S3Access s3, ModelSource source) {
    this.settings = settings;
    this.s3 = s3;
    this.source = source;
  }

  /// @throws ModelFormatException naming all models that cannot be scored
  /// @throws UncheckedIOException if one cannot be fetched
  Models load() {
    String location = settings.model();
    try {
      Map<String, byte[]> files = ModelPackage.served(location, s3);
      if (ModelPackage.holdsModel(files)) {
        return new Models(List.of(one(location, files)));
      }
      List<String> names = PackageFiles.packages(location, s3);
      if (names.isEmpty()) {
        throw ModelPackage.missing(location, "no model");
      }
      return several(location, names);
    } catch (NoSuchFileException _) {
      throw ModelPackage.missing(location, "nothing");
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      boolean placed = message.startsWith(location);
      throw new UncheckedIOException(placed ? message : location + ": " + message, e);
    }
  }

  private Served one(String location, Map<String, byte[]> files) throws IOException {
    Model model = model(files);
    if (model.name().indexOf('/') >= 0) {
      throw new ModelFormatException(
          location + "/" + ModelLoader.SCHEMA + ", $.name",
          ModelFormatException.quoted(model.name()),
          "a name without a slash, since it is part of paths");
    }
    return new Served(model.name(), model, files, baseline(location, "", files));
  }

  private Models several(String location, List<String> names) throws IOException {
    List<Served> models = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String name : names) {
      String place = location + "/" + name;
      try {
        Map<String, byte[]> files = ModelPackage.served(place, s3);
        if (!ModelPackage.holdsModel(files)) {
          throw ModelPackage.missing(place, "no model");
        }
        String known = PackageFiles.nameOf(name);
        models.add(new Served(known, model(files), files, baseline(location, name, files)));
      } catch (ModelFormatException e) {
        problems.add(name + ": " + e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new ModelFormatException(
          location,
          problems.size() + " packages that cannot be served:\n- " + String.join("\n- ", problems),
          "folders and archives of one model package each");
    }
    return new Models(models);
  }

  private Model model(Map<String, byte[]> files) {
    return source.load(settings.serving().ensemble() ? files : ModelPackage.firstOf(files));
  }

  /// The baseline's CRC-32 as 8 hex digits: of the package's own, or of the one that the settings
  /// name; empty where there is none.
  private String baseline(String location, String name, Map<String, byte[]> files)
      throws IOException {
    byte[] profile = files.get(ModelPackage.PROFILE);
    String baseline = settings.monitor().baseline();
    if (!baseline.equals(location)) {
      String place = name.isEmpty() ? baseline : baseline + "/" + name;
      try {
        profile =
            PackageFiles.read(place, s3, ModelPackage.PROFILE::equals).get(ModelPackage.PROFILE);
      } catch (NoSuchFileException _) {
        profile = null;
      }
    }
    return profile == null ? "" : digest(profile);
  }

  private static String digest(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    String hex = Long.toHexString(crc.getValue());
    return "0".repeat(8 - hex.length()) + hex;
  }
}
