package dev.treeline.capture;

import java.time.Duration;

/// Delivers what waits when the process is told to end (SIGTERM), and counts what does not make it.
///
/// In Lambda some 500 ms are left, and only where an extension is registered; whoever is still busy
/// then is killed without a word. So the flush has a hard end before that, and the drops are told
/// while they can be. Elsewhere requests that were accepted may still finish: their lines are
/// waited for until it has been quiet for a while.
final class ProcessEnd implements Runnable {
  private static final Duration LAMBDA = Duration.ofMillis(400);
  private static final Duration ELSEWHERE = Duration.ofSeconds(20);
  private static final Duration QUIET = Duration.ofMillis(300);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Capture capture;
  private final Ledger ledger;
  private final boolean lambda;

  private ProcessEnd(Capture capture, Ledger ledger, boolean lambda) {
    this.capture = capture;
    this.ledger = ledger;
    this.lambda = lambda;
  }

  /// Makes the end of the process end this capture.
  static void closes(Capture capture, Ledger ledger, boolean lambda) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(new ProcessEnd(capture, ledger, lambda), "treeline-capture-end"));
  }

  @Override
  public void run() {
    try {
      if (!lambda) {
        awaitQuiet();
      }
      Thread closing = new Thread(new Closing(capture), "treeline-capture-close");
      closing.setDaemon(true);
      closing.start();
      Duration patience = lambda ? LAMBDA : ELSEWHERE;
      if (!closing.join(patience)) {
        ledger.abandon("the process ended " + patience.toMillis() + " ms later");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    ledger.tell();
  }

  private void awaitQuiet() throws InterruptedException {
    long offered = -1;
    for (long left = LONGEST_WAIT.toMillis();
        left > 0 && capture.counts().offered() != offered;
        left -= QUIET.toMillis()) {
      offered = capture.counts().offered();
      Thread.sleep(QUIET);
    }
  }

  /// Closes on a thread that can be left behind.
  private record Closing(Capture capture) implements Runnable {
    @Override
    public void run() {
      capture.close();
    }
  }
}
