package dev.treeline.monitor;

import java.io.Serializable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/// Remembers which events have been counted, so that a line delivered twice counts once, whichever
/// thread reads which of them.
///
/// A line that is delivered twice is the same line: same id, same inference time. So an event is
/// its id and its time, ids are kept by the hour of that time, and an hour is forgotten when no
/// file can hold a line of it any more (see [#forgetBefore]). What is remembered is then a few
/// hours of traffic, however long the window is, and the outcome does not depend on the order of
/// reading.
///
/// Ids are 64-bit hashes, about 14 bytes each: among 4 million, two different ones are taken for
/// one with a chance of about one in two million. Where more than [#MOST] are to be remembered
/// (files without hours in their names, or more than that in three hours), the earliest hour goes:
/// a line that is delivered a second time after that is counted twice. Thread-safe.
final class SeenEvents implements Serializable {
  /// Ids that are remembered at most: 64 MB of tables.
  static final int MOST = 1 << 22;

  private static final int SECONDS = 3600;

  private final int most;
  private final ConcurrentSkipListMap<Long, Hour> hours = new ConcurrentSkipListMap<>();
  private final AtomicLong size = new AtomicLong();

  SeenEvents() {
    this(MOST);
  }

  SeenEvents(int most) {
    this.most = most;
  }

  /// Notes an event.
  ///
  /// @param id its id's hash, see [EventIds]
  /// @param epochSecond its inference time
  /// @return whether it is new: false when it was noted before and is still remembered
  boolean add(long id, long epochSecond) {
    long hash = EventIds.mixed(id + epochSecond * 0x9e3779b97f4a7c15L);
    Long hour = Math.floorDiv(epochSecond, SECONDS);
    if (!hours.computeIfAbsent(hour, _ -> new Hour()).add(hash)) {
      return false;
    }
    if (size.incrementAndGet() > most) {
      forgetFirst();
    }
    return true;
  }

  private synchronized void forgetFirst() {
    if (size.get() > most) {
      hours.pollFirstEntry();
      recount();
    }
  }

  /// Forgets events of earlier hours.
  ///
  /// @param epochHour hours since 1970
  synchronized void forgetBefore(long epochHour) {
    hours.headMap(epochHour).clear();
    recount();
  }

  // Other threads may add meanwhile: this is right to within a few, which is enough for a bound.
  private void recount() {
    size.set(hours.values().stream().mapToLong(Hour::size).sum());
  }

  /// Events that are remembered.
  long size() {
    return size.get();
  }

  /// The events of one hour, in parts that threads seldom want at the same time.
  private static final class Hour implements Serializable {
    private final HashSetOfLongs[] parts = new HashSetOfLongs[32];

    Hour() {
      for (int i = 0; i < parts.length; i++) {
        parts[i] = new HashSetOfLongs();
      }
    }

    boolean add(long hash) {
      return parts[(int) (hash >>> 59)].add(hash);
    }

    long size() {
      long size = 0;
      for (HashSetOfLongs part : parts) {
        size += part.size();
      }
      return size;
    }
  }

  /// Open addressing with linear probing, at most three quarters full; 0 is the free slot.
  private static final class HashSetOfLongs implements Serializable {
    private long[] slots = new long[64];
    private int size;

    synchronized int size() {
      return size;
    }

    synchronized boolean add(long hash) {
      int slot = slot(slots, hash);
      if (slots[slot] == hash) {
        return false;
      }
      slots[slot] = hash;
      size++;
      if (size * 4L > slots.length * 3L) {
        grow();
      }
      return true;
    }

    private void grow() {
      long[] larger = new long[slots.length * 2];
      for (long hash : slots) {
        if (hash != 0) {
          larger[slot(larger, hash)] = hash;
        }
      }
      slots = larger;
    }

    private static int slot(long[] slots, long hash) {
      int slot = (int) hash & (slots.length - 1);
      while (slots[slot] != 0 && slots[slot] != hash) {
        slot = (slot + 1) & (slots.length - 1);
      }
      return slot;
    }
  }
}
