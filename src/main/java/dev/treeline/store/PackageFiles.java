package dev.treeline.store;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/// Reads a model package whole: a folder, the same folder as `.tar.gz` or `.tar`, or a lone model
/// file, each on this machine or in S3.
public final class PackageFiles {
  /// What a package may have in any heap: no Lambda zip is larger.
  private static final int ALWAYS = 256 << 20;

  /// What no package may have: arrays end a little above.
  private static final int EVER = 1 << 30;

  /// A package's bytes, read with room to grow, and the forest that is made of them fit into a heap
  /// that is so many times larger.
  private static final int HEAP_SHARE = 4;

  private PackageFiles() {}

  /// Bytes of all files of a package together, at most.
  ///
  /// @param heap that the JVM may take, in bytes
  static int mostBytes(long heap) {
    return Math.clamp(heap / HEAP_SHARE, ALWAYS, EVER);
  }

  static int mostBytes() {
    return mostBytes(Runtime.getRuntime().maxMemory());
  }

  /// The package's files by name, sorted. Hidden files and folders inside a folder are passed over.
  ///
  /// A lone model file, packed by gzip or not, gets the name that a package would give it:
  /// `model.ubj` and `model.json` by its ending, `xgboost-model` otherwise. Symbolic links in a
  /// folder of this machine are followed.
  ///
  /// An archive in S3 may be pinned: `s3://bucket/key.tar.gz?versionId=V&sha256=H` is that version
  /// of the object and no other, and these bytes or none.
  ///
  /// @param location a path or `s3://bucket/prefix`
  /// @param s3 where an S3 client comes from; not asked when the package is on this machine
  /// @throws NoSuchFileException if there is nothing at the location
  /// @throws IOException if it is larger than 256 MiB, or a quarter of a larger heap, or cannot be
  ///   read
  public static Map<String, byte[]> read(String location, S3Access s3) throws IOException {
    return read(location, s3, name -> true);
  }

  /// Those of the package's files that somebody needs; others of a folder are not even opened.
  ///
  /// @param wanted says which by name
  /// @throws NoSuchFileException if there is nothing at the location
  /// @throws IOException if it is larger than 256 MiB, or a quarter of a larger heap, or cannot be
  ///   read
  public static Map<String, byte[]> read(String location, S3Access s3, Predicate<String> wanted)
      throws IOException {
    if (Pinned.isPinned(location)) {
      Pinned pinned = Pinned.parse(location);
      return wanted(file(pinned.key(), new ByteArrayInputStream(pinned.read(s3))), wanted);
    }
    Location place = Location.parse(location);
    // Not a switch over types, nor streams below: a function whose model lies in its zip reads it
    // in every cold start, and linking those takes milliseconds.
    Map<String, byte[]> files =
        place instanceof Location.Folder folder
            ? local(folder.path(), wanted)
            : remote((Location.Bucket) place, location, s3, wanted);
    return wanted(files, wanted);
  }

  private static Map<String, byte[]> wanted(Map<String, byte[]> files, Predicate<String> wanted) {
    for (Iterator<String> names = files.keySet().iterator(); names.hasNext(); ) {
      if (!wanted.test(names.next())) {
        names.remove();
      }
    }
    return files;
  }

  /// The packages below a location, folders and archives, in the order of their names. Hidden ones
  /// are passed over.
  ///
  /// @param location a folder's path or `s3://bucket/prefix`
  /// @return what to put behind the location and a slash to [#read] each; none if the location is
  ///   no folder
  /// @throws IOException if it cannot be read, or two of them have one name
  public static List<String> packages(String location, S3Access s3) throws IOException {
    TreeMap<String, String> found = new TreeMap<>();
    try (Stream<Store.Entry> entries = Store.at(location, s3).list("")) {
      for (Store.Entry entry : (Iterable<Store.Entry>) entries::iterator) {
        int slash = entry.key().indexOf('/');
        String name = slash < 0 ? entry.key() : entry.key().substring(0, slash);
        if (name.startsWith(".") || (slash < 0 && !isArchive(name))) {
          continue;
        }
        String before = found.put(nameOf(name), name);
        if (before != null && !before.equals(name)) {
          throw new IOException(
              location + ": found " + before + " and " + name + ", expected one package a name");
        }
      }
    }
    return List.copyOf(found.values());
  }

  /// What a package is called: its folder's name, or its archive's without the ending.
  public static String nameOf(String folderOrArchive) {
    return isArchive(folderOrArchive)
        ? folderOrArchive.substring(
            0, folderOrArchive.length() - (folderOrArchive.endsWith(".tgz") ? 4 : 7))
        : folderOrArchive;
  }

  private static Map<String, byte[]> local(Path path, Predicate<String> wanted) throws IOException {
    if (Files.isDirectory(path)) {
      return folder(path, wanted);
    }
    if (!Files.isRegularFile(path)) {
      throw new NoSuchFileException(path.toString());
    }
    try (InputStream in = Files.newInputStream(path)) {
      return file(path.toString(), in);
    }
  }

  private static Map<String, byte[]> folder(Path folder, Predicate<String> wanted)
      throws IOException {
    String[] names = folder.toFile().list();
    if (names == null) {
      throw new IOException(folder + ": found a folder that cannot be read");
    }
    Arrays.sort(names);
    Map<String, byte[]> files = new TreeMap<>();
    int left = mostBytes();
    for (String name : names) {
      File file = new File(folder.toFile(), name);
      if (isPlain(name) && wanted.test(name) && file.isFile()) {
        try (InputStream in = new FileInputStream(file)) {
          byte[] bytes = bounded(in, left, folder + ", at " + name);
          left -= bytes.length;
          files.put(name, bytes);
        }
      }
    }
    return files;
  }

  private static Map<String, byte[]> remote(
      Location.Bucket bucket, String location, S3Access s3, Predicate<String> wanted)
      throws IOException {
    String prefix = bucket.prefix();
    S3Store store = new S3Store(bucket.bucket(), "", s3);
    if (!isArchive(prefix)) {
      Map<String, byte[]> files =
          folder(store, prefix.isEmpty() ? "" : prefix + "/", location, wanted);
      if (!files.isEmpty() || prefix.isEmpty()) {
        return files;
      }
    }
    try (InputStream in = store.open(prefix)) {
      return file(location, in);
    }
  }

  private static Map<String, byte[]> folder(
      Store store, String prefix, String place, Predicate<String> wanted) throws IOException {
    List<String> keys;
    try (Stream<Store.Entry> entries = store.list(prefix)) {
      keys =
          entries
              .map(Store.Entry::key)
              .filter(key -> isPlain(key.substring(prefix.length())))
              .filter(key -> wanted.test(key.substring(prefix.length())))
              .toList();
    }
    Map<String, byte[]> files = new TreeMap<>();
    int left = mostBytes();
    for (String key : keys) {
      try (InputStream in = store.open(key)) {
        byte[] bytes = bounded(in, left, place + ", at " + key);
        left -= bytes.length;
        files.put(key.substring(prefix.length()), bytes);
      }
    }
    return files;
  }

  private static boolean isPlain(String name) {
    return !name.startsWith(".") && name.indexOf('/') < 0;
  }

  private static boolean isArchive(String name) {
    return name.endsWith(".tar.gz") || name.endsWith(".tgz");
  }

  private static Map<String, byte[]> file(String place, InputStream in) throws IOException {
    if (isArchive(place)) {
      return TarFile.read(in, place, mostBytes());
    }
    byte[] bytes = unpacked(place, in);
    if (TarFile.looksLike(bytes)) {
      return TarFile.read(new ByteArrayInputStream(bytes), place, mostBytes());
    }
    String plain = place.endsWith(".gz") ? place.substring(0, place.length() - 3) : place;
    String name =
        plain.endsWith(".ubj")
            ? "model.ubj"
            : plain.endsWith(".json") ? "model.json" : "xgboost-model";
    return new TreeMap<>(Map.of(name, bytes));
  }

  private static byte[] unpacked(String place, InputStream in) throws IOException {
    try (InputStream plain = Gzip.unpacked(in)) {
      return bounded(plain, mostBytes(), place);
    } catch (ZipException | EOFException e) {
      throw new IOException(
          place + ": found " + e.getMessage() + ", expected a whole file packed by gzip", e);
    }
  }

  static byte[] bounded(InputStream in, int most, String place) throws IOException {
    byte[] bytes = in.readNBytes(most);
    if (bytes.length == most && in.read() >= 0) {
      throw new IOException(
          place
              + ": found more than "
              + mostBytes()
              + " bytes in all, expected a smaller model package, or for up to 1 GiB a heap of four"
              + " times its size");
    }
    return bytes;
  }
}
