package dev.treeline.capture;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The delivery that one capture uses: made when it is first asked for, closed before a snapshot,
/// and made anew after it, so that nothing of a connection or a credential is inherited.
/// Thread-safe.
final class Connection implements AutoCloseable {
  private final Supplier<Delivery> connect;
  private final ReentrantLock connecting = new ReentrantLock();
  private volatile @Nullable Delivery delivery;

  /// @param connect makes a delivery with a client of its own
  Connection(Supplier<Delivery> connect) {
    this.connect = connect;
  }

  /// The delivery; throws whatever making one throws, and tries again when asked again.
  Delivery delivery() {
    Delivery connected = delivery;
    if (connected != null) {
      return connected;
    }
    connecting.lock();
    try {
      connected = delivery;
      if (connected == null) {
        connected = connect.get();
        delivery = connected;
      }
      return connected;
    } finally {
      connecting.unlock();
    }
  }

  /// Whether there is none yet: making one takes long.
  boolean cold() {
    return delivery == null;
  }

  /// Closes what there is, sockets that are kept for later included; the next one to ask gets a new
  /// one.
  void hangUp() {
    connecting.lock();
    try {
      Delivery connected = delivery;
      delivery = null;
      if (connected != null) {
        connected.hangUp();
      }
    } finally {
      connecting.unlock();
    }
  }

  /// Closes what there is.
  @Override
  public void close() {
    connecting.lock();
    try {
      Delivery connected = delivery;
      delivery = null;
      if (connected != null) {
        connected.close();
      }
    } finally {
      connecting.unlock();
    }
  }
}
