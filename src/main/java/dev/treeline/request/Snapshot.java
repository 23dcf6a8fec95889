package dev.treeline.request;

import dev.treeline.capture.Capture;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/// What SnapStart's two hooks do: before the snapshot all that a first request would have to load
/// is loaded and every connection is closed; after each restore what must differ between the copies
/// is made anew.
///
/// Nothing of a request is made during init, so that ids and times need no reset. (AWS Lambda
/// guide, "Implement code before or after Lambda function snapshots".)
final class Snapshot implements Resource {
  // The context forgets what nobody else holds.
  private static final Set<Snapshot> HELD = ConcurrentHashMap.newKeySet();

  private final Priming priming;
  private final Capture capture;

  private Snapshot(Priming priming, Capture capture) {
    this.priming = priming;
    this.capture = capture;
  }

  /// Registers the hooks.
  static void register(Priming priming, Capture capture) {
    Snapshot snapshot = new Snapshot(priming, capture);
    HELD.add(snapshot);
    Core.getGlobalContext().register(snapshot);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    priming.run();
    capture.suspend();
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    capture.resume();
  }
}
