package dev.treeline.payload;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Feeds damaged bodies to a reader for some seconds, and looks at what each one costs.
///
/// A body may be refused with a [PayloadException]; any other exception, more than a second of the
/// processor's time or more than 100 MB allocated is a failure, which names seed, round and body.
/// `-Dtreeline.fuzz.seconds=600` says how long, `-Dtreeline.fuzz.seed=7` where to begin.
final class Fuzz {
  private static final double SECONDS = Double.parseDouble(property("seconds", "3"));
  private static final long SEED = Long.parseLong(property("seed", "20"));
  private static final long MAX_NANOS = 1_000_000_000L;
  private static final long MAX_BYTES = 100L << 20;
  private static final long HUNG_MILLIS = 60_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final String name;
  private final Mutation mutation;
  private final Consumer<byte[]> reader;
  private final AtomicReference<@Nullable AssertionError> failure = new AtomicReference<>();
  private volatile byte[] body = {};
  private volatile long begun;
  private long rounds;
  private long refused;

  private Fuzz(String name, List<byte[]> corpus, Consumer<byte[]> reader) {
    this.name = name;
    this.reader = reader;
    mutation = new Mutation(corpus, SEED + name.hashCode());
  }

  private static String property(String name, String otherwise) {
    return System.getProperty("treeline.fuzz." + name, otherwise);
  }

  /// @param corpus bodies to begin with, all of which are read whole first
  static void run(String name, List<byte[]> corpus, Consumer<byte[]> reader) {
    corpus.forEach(reader);
    new Fuzz(name, corpus, reader).run();
  }

  private void run() {
    Thread worker = Thread.ofPlatform().daemon().name("fuzz " + name).start(this::work);
    begun = System.currentTimeMillis();
    try {
      while (worker.isAlive()) {
        worker.join(500);
        if (System.currentTimeMillis() - begun > HUNG_MILLIS) {
          throw new AssertionError("hangs: " + describe(body));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    AssertionError found = failure.get();
    if (found != null) {
      throw found;
    }
    if (rounds < 100 || refused == 0 || refused == rounds) {
      throw new AssertionError(name + ": " + rounds + " rounds, " + refused + " refused");
    }
  }

  private void work() {
    long end = System.nanoTime() + (long) (SECONDS * 1e9);
    try {
      while (System.nanoTime() < end) {
        body = mutation.next();
        begun = System.currentTimeMillis();
        readOne(body);
        rounds++;
      }
    } catch (AssertionError e) {
      failure.set(e);
    }
  }

  private void readOne(byte[] bytes) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long nanos = THREADS.getCurrentThreadCpuTime();
    try {
      reader.accept(bytes);
    } catch (PayloadException expected) {
      refused++;
      if (expected.place().isEmpty() || expected.problem().length() > 2_000) {
        throw new AssertionError("a message of no use: " + describe(bytes), expected);
      }
    } catch (Throwable e) {
      throw new AssertionError(e + ": " + describe(bytes), e);
    }
    nanos = THREADS.getCurrentThreadCpuTime() - nanos;
    allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    if (nanos > MAX_NANOS || allocated > MAX_BYTES) {
      throw new AssertionError(
          "takes " + nanos / 1_000_000 + " ms, " + allocated + " bytes: " + describe(bytes));
    }
  }

  private String describe(byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 4096));
    return "%s, seed %d, round %d, %d bytes: %s".formatted(name, SEED, rounds, bytes.length, hex);
  }
}
