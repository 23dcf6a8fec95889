package dev.treeline.monitor;

import java.io.Serializable;
import java.util.Arrays;

/// Remembers which events have been counted, so that a line delivered twice counts once.
///
/// Ids are kept as 64-bit hashes in two generations: when the young one is full, the old one is
/// forgotten. So the last `generation` distinct ids are always known, the last two generations at
/// most, in at most 16 bytes each and slot of a half-full table. A delivery stream repeats a line
/// within minutes, so the bound does not bite in practice. Among 2 million ids, two different ones
/// are taken for one with a chance of about one in ten million. Not thread-safe.
final class SeenEvents implements Serializable {
  /// Ids of one generation in the monitor: 32 MB of table when full.
  static final int GENERATION = 1 << 21;

  private final int generation;
  private Table young = new Table();
  private Table old = new Table();

  SeenEvents() {
    this(GENERATION);
  }

  SeenEvents(int generation) {
    this.generation = generation;
  }

  /// Notes an event.
  ///
  /// @return whether it is new: false when it was noted before and is still remembered
  boolean add(String eventId) {
    long hash = hash(eventId);
    if (old.contains(hash) || !young.add(hash)) {
      return false;
    }
    if (young.size == generation) {
      old = young;
      young = new Table();
    }
    return true;
  }

  /// FNV-1a over the UTF-16 units, finished by the mixer of SplitMix64; never 0, the empty slot.
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    hash ^= hash >>> 31;
    return hash == 0 ? 1 : hash;
  }

  /// Open addressing with linear probing, at most half full.
  private static final class Table implements Serializable {
    private long[] slots = new long[1024];
    private int size;

    boolean contains(long hash) {
      return slots[slot(slots, hash)] == hash;
    }

    boolean add(long hash) {
      int slot = slot(slots, hash);
      if (slots[slot] == hash) {
        return false;
      }
      slots[slot] = hash;
      size++;
      if (size * 2 > slots.length) {
        grow();
      }
      return true;
    }

    private void grow() {
      long[] larger = new long[slots.length * 2];
      Arrays.stream(slots).filter(h -> h != 0).forEach(h -> larger[slot(larger, h)] = h);
      slots = larger;
    }

    /// Where this hash stands, or the free slot where it would.
    private static int slot(long[] slots, long hash) {
      int slot = (int) hash & (slots.length - 1);
      while (slots[slot] != 0 && slots[slot] != hash) {
        slot = (slot + 1) & (slots.length - 1);
      }
      return slot;
    }
  }
}
