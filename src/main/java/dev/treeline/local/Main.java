package dev.treeline.local;

import dev.treeline.store.S3Access;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.s3.S3Client;

/// Starts the command line: the only place where it meets the world.
public final class Main {
  private Main() {}

  /// Runs one command and exits: 0 done, 1 failed, 2 misuse, 3 violations found where asked for.
  public static void main(String... args) {
    Path folder = Path.of("").toAbsolutePath();
    World world =
        new World(
            System.getenv(),
            Path.of(System.getProperty("treeline.home", folder.toString())),
            folder,
            InstantSource.system(),
            Main::id,
            new S3Access(() -> S3Client.builder(), System.getenv()),
            System.in,
            new PrintStream(System.out, true, StandardCharsets.UTF_8),
            new PrintStream(System.err, true, StandardCharsets.UTF_8),
            // Java cannot tell; the launcher can.
            Boolean.getBoolean("treeline.watched"),
            Boolean.getBoolean("treeline.coloured")
                && System.getenv().getOrDefault("NO_COLOR", "").isEmpty());
    System.exit(Treeline.run(world, args));
  }

  /// A random id in the form of a UUID. It names a request in the log and is no secret: the source
  /// that keeps secrets costs the server more than an event does.
  private static String id() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
    return new UUID(high, low).toString();
  }
}
