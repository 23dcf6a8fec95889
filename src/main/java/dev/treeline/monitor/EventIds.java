package dev.treeline.monitor;

/// Hashes of event ids: FNV-1a (64 bits) over the id's characters.
final class EventIds {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private EventIds() {}

  static long hash(String id) {
    long hash = OFFSET;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * PRIME;
    }
    return hash;
  }

  /// The same of an id in ASCII, from `start` up to `end`.
  static long hash(byte[] line, int start, int end) {
    long hash = OFFSET;
    for (int i = start; i < end; i++) {
      hash = (hash ^ line[i]) * PRIME;
    }
    return hash;
  }

  /// Spreads a hash over all bits (the mixer of SplitMix64); never 0.
  static long mixed(long hash) {
    long mixed = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    mixed ^= mixed >>> 31;
    return mixed == 0 ? 1 : mixed;
  }
}
