package dev.treeline.local;

import dev.treeline.store.S3Access;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/// A world for commands: a folder that is both project and current folder, a clock that stands, and
/// what was printed.
record TestWorld(World world, ByteArrayOutputStream out, ByteArrayOutputStream err) {
  static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  static TestWorld of(Path folder) {
    return of(folder, "", false);
  }

  /// @param in what is piped in
  /// @param watched whether standard error is a terminal
  static TestWorld of(Path folder, String in, boolean watched) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    World world =
        new World(
            Map.of(),
            folder,
            folder,
            InstantSource.fixed(NOW),
            () -> "id",
            new S3Access(() -> S3Client.builder(), Map.of()),
            new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            watched,
            false);
    return new TestWorld(world, out, err);
  }

  static World in(Path folder) {
    return of(folder).world();
  }

  static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
  }

  int run(String... args) {
    return Treeline.run(world, args);
  }

  String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
