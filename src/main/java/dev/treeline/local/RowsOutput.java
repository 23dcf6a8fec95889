package dev.treeline.local;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Where results go: standard output as they come; or a file, which is there whole or not at all.
/// What is no regular file, such as a pipe, is written to as it stands.
final class RowsOutput implements AutoCloseable {
  private final String name;
  private final OutputStream out;

  /// Where the file is written before it gets its name.
  private final Optional<Path> part;

  private final Path target;

  private RowsOutput(String name, OutputStream out, Optional<Path> part, Path target) {
    this.name = name;
    this.out = out;
    this.part = part;
    this.target = target;
  }

  static RowsOutput standard(PrintStream out) {
    return new RowsOutput("standard output", out, Optional.empty(), Path.of(""));
  }

  /// @param id makes the name of the unfinished file its own
  static RowsOutput file(Path path, String id) {
    try {
      Path target = Files.exists(path) ? path.toRealPath() : path;
      boolean regular = !Files.exists(target) || Files.isRegularFile(target);
      Path written =
          regular ? target.resolveSibling("." + target.getFileName() + "." + id + ".part") : target;
      OutputStream out =
          regular
              ? Files.newOutputStream(written, StandardOpenOption.CREATE_NEW)
              : Files.newOutputStream(written, StandardOpenOption.WRITE);
      if (regular) {
        written.toFile().deleteOnExit(); // for who interrupts the work
      }
      return new RowsOutput(
          path.toString(),
          new BufferedOutputStream(out, 1 << 16),
          regular ? Optional.of(written) : Optional.empty(),
          target);
    } catch (IOException e) {
      throw unwritable(path.toString(), e);
    }
  }

  void write(byte[] text) {
    try {
      out.write(text);
      if (out instanceof PrintStream printed && printed.checkError()) {
        throw new CommandException(name + ": cannot be written any more");
      }
    } catch (IOException e) {
      throw unwritable(name, e);
    }
  }

  /// All is written: gives the file its name.
  void finish() {
    try {
      if (out instanceof PrintStream printed) {
        printed.flush();
        return;
      }
      out.close();
      if (part.isPresent()) {
        Files.move(part.get(), target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw unwritable(name, e);
    }
  }

  /// Drops what is not finished. Standard output is left open.
  @Override
  public void close() {
    try {
      if (!(out instanceof PrintStream)) {
        out.close();
      }
      if (part.isPresent()) {
        Files.deleteIfExists(part.get());
      }
    } catch (IOException e) {
      throw unwritable(name, e);
    }
  }

  private static CommandException unwritable(String name, IOException e) {
    String why = e instanceof NoSuchFileException ? "its folder is not there" : e.getMessage();
    return new CommandException(name + ": cannot be written: " + why, e);
  }
}
