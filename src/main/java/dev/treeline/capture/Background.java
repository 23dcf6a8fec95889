package dev.treeline.capture;

import java.time.Duration;

/// Flushes now and then where the process is not frozen between requests: on a workstation, in a
/// container, or in a Lambda environment that serves several requests at once. One thread, however
/// many requests there are.
final class Background implements Runnable {
  // Without an age of its own a line waits for others, so that they share a record.
  private static final Duration GATHER = Duration.ofSeconds(1);

  private final BufferedCapture capture;

  private Background(BufferedCapture capture) {
    this.capture = capture;
  }

  static void start(BufferedCapture capture) {
    Thread.ofPlatform().daemon().name("treeline-capture").start(new Background(capture));
  }

  @Override
  public void run() {
    Duration time = capture.age().isZero() ? GATHER : capture.age();
    try {
      while (capture.queue().awaitLine()) {
        capture.queue().gather(time, BufferedCapture.ENOUGH_BYTES);
        capture.flush();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // The process ends; close() flushes.
    }
  }
}
