package dev.treeline.capture;

import java.nio.charset.StandardCharsets;

/// Which events a percentage keeps: decided by the event's id alone, so that every process, retry
/// and reader comes to the same answer, and what a low percentage keeps a higher one keeps too.
///
/// The id's UTF-8 bytes go through FNV-1a (64 bits), the result through the last step of
/// MurmurHash3 (`fmix64`), which spreads it over all bits; read as a fraction of 2^64, an event is
/// kept when a hundred times it is below the percentage.
final class Sample {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Sample() {}

  /// @param percent 0 keeps none, 100 all
  static boolean keeps(String eventId, int percent) {
    return percent >= 100 || place(eventId) < percent;
  }

  /// Where an id stands among a hundred equal parts, 0 to 99.
  static int place(String eventId) {
    long hash = FNV_OFFSET;
    for (byte b : eventId.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return (int) Math.unsignedMultiplyHigh(hash, 100);
  }
}
