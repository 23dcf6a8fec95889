package dev.treeline.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Files below a folder, which need not exist yet.
///
/// No key leads out of the folder: not by `..`, not by a leading `/`, not through a symbolic link.
public final class FolderStore implements Store {
  private static final String UNFINISHED = ".unfinished-";

  // The order of S3, which compares whole keys: a folder stands where its name plus "/" would.
  private static final Comparator<Node> ORDER =
      (a, b) ->
          Arrays.compareUnsigned(
              a.sortKey().getBytes(StandardCharsets.UTF_8),
              b.sortKey().getBytes(StandardCharsets.UTF_8));

  /// The system's locks are between processes only.
  private static final ReentrantLock SWAPS = new ReentrantLock();

  private final Path root;

  /// @param root holds every file of this store
  public FolderStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /// A file or a folder on the way down.
  private record Node(Path path, String key, boolean folder) {
    String sortKey() {
      return folder ? key + "/" : key;
    }
  }

  @Override
  public Stream<Entry> list(String prefix) throws IOException {
    if (!Files.isDirectory(root)) {
      return Stream.empty();
    }
    return below(new Node(root, "", true), prefix)
        .map(node -> new Entry(node.key(), size(node.path())));
  }

  /// Files below a folder that match the prefix; folders that cannot hold a match are not read.
  private static Stream<Node> below(Node folder, String prefix) {
    return children(folder).stream()
        .filter(
            node ->
                node.sortKey().startsWith(prefix)
                    || (node.folder() && prefix.startsWith(node.sortKey())))
        .flatMap(node -> node.folder() ? below(node, prefix) : Stream.of(node));
  }

  private static List<Node> children(Node folder) {
    try (Stream<Path> paths = Files.list(folder.path())) {
      return paths
          .filter(path -> !path.getFileName().toString().startsWith(UNFINISHED))
          .map(path -> node(folder, path))
          .filter(node -> node.folder() || Files.isRegularFile(node.path()))
          .sorted(ORDER)
          .toList();
    } catch (NoSuchFileException _) {
      return List.of(); // Somebody removed the folder since it was listed.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Node node(Node folder, Path path) {
    String name = path.getFileName().toString();
    String key = folder.key().isEmpty() ? name : folder.key() + "/" + name;
    return new Node(path, key, Files.isDirectory(path));
  }

  private static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream open(String key) throws IOException {
    Path path = resolve(key);
    if (!Files.isRegularFile(path)) {
      throw new NoSuchFileException(path.toString());
    }
    refuseLinkOut(path, key);
    return Files.newInputStream(path);
  }

  @Override
  public void put(String key, byte[] bytes, String contentType) throws IOException {
    Path path = resolve(key);
    Path folder = path.getParent();
    if (folder == null) {
      throw outside(key);
    }
    makeFolders(folder);
    refuseLinkOut(folder, key);
    // Not a temporary file of the JDK: those are readable by their owner only.
    Path unfinished =
        folder.resolve(UNFINISHED + Long.toHexString(ThreadLocalRandom.current().nextLong()));
    try {
      Files.write(unfinished, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Files.move(
          unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  @Override
  public Optional<Text> read(String key) throws IOException {
    try (InputStream in = open(key)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(new Text(text, text));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  @Override
  public boolean create(String key, String text) throws IOException {
    return swap(key, Optional.empty(), text);
  }

  @Override
  public boolean replace(String key, Text read, String text) throws IOException {
    return swap(key, Optional.of(read), text);
  }

  /// Looks and writes as one step for all who come this way: the system holds a lock on a file
  /// beside, and lets go of it when its process ends, however that ends.
  private boolean swap(String key, Optional<Text> expected, String text) throws IOException {
    Path folder = resolve(key).getParent();
    if (folder == null) {
      throw outside(key);
    }
    makeFolders(folder);
    refuseLinkOut(folder, key);
    SWAPS.lock();
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(UNFINISHED + "swap"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (!held.isValid() || !read(key).equals(expected)) {
        return false;
      }
      put(key, text.getBytes(StandardCharsets.UTF_8));
      return true;
    } finally {
      SWAPS.unlock();
    }
  }

  private static void makeFolders(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException _) {
      throw new IOException(folder + ": found a file, expected a folder");
    }
  }

  private Path resolve(String key) {
    boolean inside =
        key.indexOf('\0') < 0
            && Arrays.stream(key.split("/", -1))
                .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
    if (!inside) {
      throw outside(key);
    }
    return root.resolve(key);
  }

  private void refuseLinkOut(Path path, String key) throws IOException {
    if (!path.toRealPath().startsWith(root.toRealPath())) {
      throw new IllegalArgumentException(
          "key: found \""
              + key
              + "\", which a symbolic link takes to "
              + path.toRealPath()
              + ", expected a file below "
              + root);
    }
  }

  private IllegalArgumentException outside(String key) {
    return new IllegalArgumentException(
        "key: found \"" + key + "\", expected a file below " + root);
  }
}
