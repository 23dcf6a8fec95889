package dev.treeline.sketch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How often each value came: exact up to a cap of distinct values, an exact sample beyond.
///
/// Beyond the cap it keeps the values with the smallest hashes, each still with its exact count;
/// the rest are counted together in [#other()]. Which values are kept depends only on which values
/// came, never on order or split, so the merge laws hold bit for bit. The k-th smallest hash also
/// estimates how many distinct values there were, with a relative standard error of about 1/√cap (3
/// % at 1,000).
///
/// Keys are `String` or `Double`. Text longer than 256 characters is cut there. Not thread-safe.
///
/// @param <K> `String` or `Double`
public final class ValueCounts<K extends Comparable<K>> implements Mergeable<ValueCounts<K>> {
  /// One value and how often it came.
  ///
  /// @param <K> `String` or `Double`
  /// @param value the value
  /// @param count at least 1
  public record Entry<K>(K value, long count) {}

  /// Characters of a text that are kept; what is longer is cut.
  public static final int LONGEST_TEXT = 256;

  private final int cap;
  private final Map<K, long[]> counts = new HashMap<>();
  private long total;
  // Largest hash, as an unsigned number, that is still kept; all ones until the cap is passed.
  private long limit = -1L;
  private boolean capped;

  /// An empty count.
  ///
  /// @param cap distinct values that are kept, at least 1
  public ValueCounts(int cap) {
    if (cap < 1) {
      throw new IllegalArgumentException(
          "cap of distinct values: found " + cap + ", expected >= 1");
    }
    this.cap = cap;
  }

  /// What was counted elsewhere.
  ///
  /// @param limit the largest hash that is still kept; all ones where none was dropped
  static ValueCounts<Double> of(int cap, Map<Double, long[]> kept, long total, long limit) {
    var counts = new ValueCounts<Double>(cap);
    counts.counts.putAll(kept);
    counts.total = total;
    counts.limit = limit;
    counts.capped = limit != -1L;
    return counts;
  }

  /// Counts one value.
  public void add(K value) {
    add(value, 1);
  }

  /// Counts a value several times.
  ///
  /// @param times at least 1
  public void add(K value, long times) {
    total = Math.addExact(total, times);
    K key = key(value);
    // Every kept value passes, and most others are refused without a look at the map.
    if (capped && Long.compareUnsigned(hash(key), limit) > 0) {
      return;
    }
    long[] count = counts.get(key);
    if (count != null) {
      count[0] += times;
    } else {
      counts.put(key, new long[] {times});
      if (counts.size() >= 2L * cap + 64) {
        prune();
      }
    }
  }

  /// Values counted, each as often as it came.
  public long total() {
    return total;
  }

  /// Distinct values that are kept at most.
  public int cap() {
    return cap;
  }

  /// Whether more distinct values came than are kept.
  public boolean isCapped() {
    prune();
    return capped;
  }

  /// Values that are not among the kept ones; 0 unless [#isCapped()].
  public long other() {
    long kept = 0;
    for (Entry<K> entry : commonest()) {
      kept += entry.count();
    }
    return total - kept;
  }

  /// Distinct values: exact unless [#isCapped()], an estimate then.
  public long distinct() {
    if (!isCapped()) {
      return counts.size();
    }
    return estimate(cap, limit);
  }

  /// How many distinct values there are of which so many have no larger hash.
  static long estimate(int cap, long limit) {
    double share = (limit >>> 11) * 0x1.0p-53;
    return Math.max(cap + 1L, Math.round((cap - 1) / share));
  }

  /// Kept values, the commonest first, equally common ones in their natural order.
  public List<Entry<K>> commonest() {
    prune();
    var entries = new ArrayList<Entry<K>>(counts.size());
    counts.forEach((value, count) -> entries.add(new Entry<>(value, count[0])));
    entries.sort(
        Comparator.<Entry<K>>comparingLong(Entry::count).reversed().thenComparing(Entry::value));
    return List.copyOf(entries);
  }

  @Override
  public ValueCounts<K> plus(ValueCounts<K> other) {
    if (cap != other.cap) {
      throw new IllegalArgumentException(
          "merging value counts: found caps "
              + cap
              + " and "
              + other.cap
              + ", expected equal ones");
    }
    var both = new ValueCounts<K>(cap);
    both.capped = capped || other.capped;
    both.limit = Long.compareUnsigned(limit, other.limit) < 0 ? limit : other.limit;
    for (ValueCounts<K> part : List.of(this, other)) {
      part.prune();
      part.counts.forEach(
          (value, count) -> {
            if (Long.compareUnsigned(hash(value), both.limit) <= 0) {
              both.counts.computeIfAbsent(value, _ -> new long[1])[0] += count[0];
            }
          });
    }
    both.total = Math.addExact(total, other.total);
    both.prune();
    return both;
  }

  /// The form in which a value is kept: text is cut to 256 characters, `-0.0` is `0.0`.
  @SuppressWarnings("unchecked") // a String stays a String, a Double a Double
  static <K> K key(K value) {
    if (value instanceof String text && text.length() > LONGEST_TEXT) {
      return (K) text.substring(0, LONGEST_TEXT);
    }
    if (value instanceof Double number && number == 0) {
      return (K) (Double) 0.0;
    }
    return value;
  }

  private void prune() {
    if (counts.size() <= cap) {
      return;
    }
    var keys = new ArrayList<>(counts.keySet());
    keys.sort(
        Comparator.<K, Long>comparing(ValueCounts::hash, Long::compareUnsigned)
            .thenComparing(Comparator.naturalOrder()));
    for (K dropped : keys.subList(cap, keys.size())) {
      counts.remove(dropped);
    }
    limit = hash(keys.get(cap - 1));
    capped = true;
  }

  // Fixed for all time and all machines: the kept values of two runs must be the same.
  private static <K> long hash(K key) {
    if (key instanceof Double number) {
      return hash((double) number);
    }
    long hash = 0xCBF2_9CE4_8422_2325L; // FNV-1a
    String text = key.toString();
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100_0000_01B3L;
    }
    return mixed(hash);
  }

  /// The hash of a number.
  static long hash(double number) {
    return mixed(Double.doubleToLongBits(number));
  }

  /// The finisher of SplitMix64 (Steele, Lea, Flood 2014).
  private static long mixed(long hash) {
    long mixed = (hash ^ (hash >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return mixed ^ (mixed >>> 31);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof ValueCounts<?> other
        && cap == other.cap
        && total == other.total
        && commonest().equals(other.commonest());
  }

  @Override
  public int hashCode() {
    return Long.hashCode(total);
  }

  @Override
  public String toString() {
    return commonest() + (capped ? " and " + other() + " others" : "");
  }
}
