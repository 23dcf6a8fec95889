package dev.treeline.local;

import dev.treeline.forest.Model;
import dev.treeline.request.ModelPackage;
import dev.treeline.store.PackageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;

/// Model packages as a command names them.
final class Packages {
  private Packages() {}

  /// Loads a model.
  ///
  /// @param typed a model package (folder or `.tar.gz`), or `s3://…`
  static Model load(World world, String typed) {
    return Model.load(forScoring(world, typed));
  }

  /// The files of a model package that scoring needs, by name.
  ///
  /// @param typed as for [#load]
  static Map<String, byte[]> forScoring(World world, String typed) {
    String location = world.location(typed);
    try {
      return ModelPackage.files(location, world.s3());
    } catch (IOException e) {
      throw new CommandException(location + ": " + e.getMessage(), e);
    }
  }

  /// The files of a package by name, those that are needed.
  ///
  /// @param location as [World#location] gives it
  static Map<String, byte[]> files(World world, String location, Predicate<String> needed) {
    try {
      return PackageFiles.read(location, world.s3(), needed);
    } catch (NoSuchFileException e) {
      throw new CommandException(
          location + ": found nothing, expected a model file or a model package", e);
    } catch (IOException e) {
      throw new CommandException(location + ": " + e.getMessage(), e);
    }
  }

  /// Writes files into a folder, over older ones of the same names.
  static void write(Path folder, Map<String, byte[]> files) {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new CommandException(folder + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
