package dev.treeline.capture;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/// Flushes between the reply and the freeze: an internal Lambda extension in the same JVM.
///
/// For every invocation it hears INVOKE, waits until the handler says that its reply is ready,
/// flushes what is due, and asks for the next event, which lets Lambda freeze the environment. When
/// Lambda does not let it register, or does not answer, lines are delivered by `accept` itself, and
/// one note says so. After registering it never stops asking, since Lambda waits for an extension
/// that falls silent; only where Lambda says that it knows none (403) there is nothing to wait for.
final class AfterReply implements Runnable {
  // Building the client keeps a small function's share of a core busy for long; the reply, which is
  // on its way when the handler says so, should be out before.
  private static final Duration HEAD_START = Duration.ofMillis(20);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  // What is kept free between the end of a flush and the end of Lambda's patience.
  private static final Duration MARGIN = Duration.ofMillis(100);
  // For lines of an invocation that did not end: its environment is lost, they need not be.
  private static final Duration LAST = Duration.ofSeconds(1);
  private static final Duration PARKING = Duration.ofSeconds(2);
  private static final int NAP_MILLIS = 10;

  private final BufferedCapture capture;
  private final ExtensionApi api;
  private final String identifier;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private boolean noted;
  private volatile boolean suspended;
  // The thread waits for the resumption, or has ended: it opens no connection.
  private boolean parked;

  private AfterReply(
      BufferedCapture capture, ExtensionApi api, String identifier, Surroundings world) {
    this.capture = capture;
    this.api = api;
    this.identifier = identifier;
    this.clock = world.clock();
    this.sleeper = world.sleeper();
  }

  /// Registers and starts the thread. To be called during init: later Lambda refuses.
  static void start(BufferedCapture capture, String runtimeApi, Surroundings world) {
    ExtensionApi api = new ExtensionApi(runtimeApi);
    String identifier;
    try {
      identifier = api.register();
    } catch (IOException e) {
      fallBack(capture, e);
      return;
    }
    AfterReply extension = new AfterReply(capture, api, identifier, world);
    capture.flushedBy(extension);
    Thread.ofPlatform().daemon().name(ExtensionApi.NAME).start(extension);
  }

  private static void fallBack(BufferedCapture capture, Throwable e) {
    String why = e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString();
    capture.ledger().note("capture: no extension (" + why + "), so lines go out before the reply");
    capture.direct(true);
  }

  @Override
  public void run() {
    int failures = 0;
    try {
      while (true) {
        try {
          awaitResumption();
          ExtensionApi.Event event = api.next(identifier);
          if (failures > 0) {
            failures = 0;
            capture.direct(false);
          }
          afterInvocation(event);
        } catch (InterruptedException e) {
          throw e;
        } catch (ExtensionApi.UnknownException e) {
          fallBackFrom(e);
          return;
        } catch (Throwable e) {
          if (suspended) {
            continue; // We have hung up ourselves.
          }
          // Errors too: a thread that died here would leave Lambda waiting for it until the
          // timeout.
          failures++;
          fallBackFrom(e);
          sleeper.sleep(pause(failures));
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // The process ends; close() flushes.
    } finally {
      park();
    }
  }

  /// Hangs up, so that no socket is open when the process is copied. Returns when the thread cannot
  /// open another: it may have been about to connect.
  synchronized void suspend() {
    suspended = true;
    Countdown left = Countdown.of(PARKING);
    try {
      while (!parked && !left.over()) {
        api.hangUp();
        wait(NAP_MILLIS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    api.hangUp();
  }

  private synchronized void park() {
    parked = true;
    notifyAll();
  }

  /// Asks for events again, as the extension that registered before the copy was made. Whether
  /// Lambda still knows it there is for Lambda to say; when not, lines go out before their replies.
  synchronized void resume() {
    suspended = false;
    notifyAll();
  }

  private synchronized void awaitResumption() throws InterruptedException {
    while (suspended) {
      park();
      wait();
    }
    parked = false;
  }

  private void fallBackFrom(Throwable e) {
    if (noted) {
      capture.direct(true);
    } else {
      noted = true;
      fallBack(capture, e);
    }
  }

  private static Duration pause(int failures) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private void afterInvocation(ExtensionApi.Event event) throws InterruptedException {
    if (!event.invoke()) {
      return;
    }
    Duration patience = Duration.between(clock.instant(), event.deadline());
    Countdown left = Countdown.of(patience.minus(MARGIN));
    boolean finished = capture.finished().await(event.requestId(), patience);
    if (capture.cold()) {
      sleeper.sleep(HEAD_START);
    }
    capture.flushWhenDue(finished ? left : Countdown.of(LAST));
  }
}
