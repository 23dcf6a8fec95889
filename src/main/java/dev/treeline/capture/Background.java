package dev.treeline.capture;

import java.time.Duration;

/// Flushes now and then where the process is not frozen between requests: on a workstation, in a
/// container, or in a Lambda environment that serves several requests at once.
final class Background implements Runnable {
  private static final Duration GATHER = Duration.ofSeconds(1);

  private final BufferedCapture capture;
  private final Sleeper sleeper;

  private Background(BufferedCapture capture, Sleeper sleeper) {
    this.capture = capture;
    this.sleeper = sleeper;
  }

  static void start(BufferedCapture capture, Surroundings world) {
    Thread.ofPlatform()
        .daemon()
        .name("treeline-capture")
        .start(new Background(capture, world.sleeper()));
  }

  @Override
  public void run() {
    try {
      while (capture.queue().awaitLine()) {
        sleeper.sleep(GATHER);
        capture.flush();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // The process ends; close() flushes.
    }
  }
}
