package dev.treeline.local;

import dev.treeline.forest.Model;
import dev.treeline.forest.ModelLoader;
import dev.treeline.request.ModelPackage;
import dev.treeline.store.PackageFiles;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
      throw unreadable(location, e);
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
      throw unreadable(location, e);
    }
  }

  private static CommandException unreadable(String location, IOException e) {
    String message = String.valueOf(e.getMessage());
    return new CommandException(
        e instanceof AccessDeniedException
            ? location + ": may not be read"
            : message.startsWith(location) ? message : location + ": " + message,
        e);
  }

  /// Refuses a place where no folder can be, before the work is done.
  static void requireFolder(Path folder) {
    for (Path above = folder; above != null; above = above.getParent()) {
      if (Files.exists(above)) {
        if (!Files.isDirectory(above)) {
          throw new CommandException(above + ": found a file, expected a folder to write into");
        }
        return;
      }
    }
  }

  /// Deletes what an older package left in a folder and the new one does not have: a second model
  /// file would make it unloadable, and golden rows of another model make it fail.
  ///
  /// @param names the new package's files
  /// @return the names of what is deleted
  static List<String> deleteOld(Path folder, Collection<String> names) {
    List<String> deleted = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        boolean old = ModelLoader.isModel(name) || name.equals(GoldenRows.FILE);
        if (old && !names.contains(name) && !Files.isDirectory(file)) {
          Files.delete(file);
          deleted.add(name);
        }
      }
    } catch (IOException e) {
      throw new CommandException(folder + ": cannot be written: " + e.getMessage(), e);
    }
    return deleted;
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
