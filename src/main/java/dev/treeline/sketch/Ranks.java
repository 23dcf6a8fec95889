package dev.treeline.sketch;

/// Finds where a number stands among ascending ones, in as many steps for any number: no branch
/// depends on it, so that a processor looks several up at a time and guesses none of them wrong.
///
/// A table says at which of the ascending numbers those of a bucket start, and a few halvings find
/// the place among them. Buckets are of equal width, or the upper bits of the number where that
/// makes them fuller in fewer places. Immutable.
final class Ranks {
  private static final int MOST_BUCKETS = 4_096;

  // Numbers at either end that buckets of equal width leave to the first and the last of them, so
  // that a few outliers do not make all others wide.
  private static final int[] OUTLIERS = {0, 7, 15};

  // The numbers' keys, and behind them as many larger ones as a search can pass over.
  private final int[] keys;
  private final int[] starts;
  // Half the width of a search's window, as a power of two; 0 where no bucket holds a number.
  private final int half;
  private final boolean isEven;
  private final float low;
  private final float scale;
  private final int shift;
  private final int firstKey;

  private Ranks(float[] ascending, float low, float scale, int shift, int buckets) {
    this.isEven = shift == 0;
    this.low = low;
    this.scale = scale;
    this.shift = shift;
    this.firstKey = ascending.length == 0 ? 0 : key(ascending[0]) >> shift;
    this.starts = new int[buckets];
    int[] sizes = new int[buckets];
    int fullest = 0;
    for (float x : ascending) {
      fullest = Math.max(fullest, ++sizes[bucket(x, key(x))]);
    }
    for (int b = 1; b < buckets; b++) {
      starts[b] = starts[b - 1] + sizes[b - 1];
    }
    this.half = Integer.highestOneBit(fullest);
    this.keys = new int[ascending.length + 2 * half];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = i < ascending.length ? key(ascending[i]) : Integer.MAX_VALUE;
    }
  }

  /// @param ascending strictly, without `-0.0`
  static Ranks of(float[] ascending) {
    Ranks best = byBits(ascending);
    for (int outliers : OUTLIERS) {
      if (ascending.length > 2 * outliers + 1 && !Float.isNaN(ascending[ascending.length - 1])) {
        Ranks even = even(ascending, outliers);
        best = even.half < best.half ? even : best;
      }
    }
    return best;
  }

  private static Ranks byBits(float[] ascending) {
    int first = ascending.length == 0 ? 0 : key(ascending[0]);
    int last = ascending.length == 0 ? 0 : key(ascending[ascending.length - 1]);
    int shift = 1;
    while (((long) last >> shift) - (first >> shift) >= room(ascending)) {
      shift++;
    }
    return new Ranks(ascending, 0, 0, shift, (int) (((long) last >> shift) - (first >> shift)) + 1);
  }

  private static Ranks even(float[] ascending, int outliers) {
    int buckets = room(ascending);
    float low = ascending[outliers];
    float scale = (buckets - 1) / (ascending[ascending.length - 1 - outliers] - low);
    boolean isScale = scale > 0 && Float.isFinite(scale) && Float.isFinite(low);
    return isScale ? new Ranks(ascending, low, scale, 0, buckets) : byBits(ascending);
  }

  private static int room(float[] ascending) {
    return Math.clamp(4L * Integer.highestOneBit(ascending.length), 16, MOST_BUCKETS);
  }

  /// Rises with the number, so that what stands in an earlier bucket is smaller.
  private int bucket(float x, int key) {
    int bucket = isEven ? (int) ((x - low) * scale) : (key >> shift) - firstKey;
    return Math.max(0, Math.min(bucket, starts.length - 1));
  }

  /// How many of the numbers are below this one.
  ///
  /// @param x not `NaN` and not `-0.0`
  int below(float x) {
    int key = key(x);
    int at = starts[bucket(x, key)];
    for (int step = half; step > 0; step >>= 1) {
      // All ones where the number there is below.
      at += step & (int) (((long) keys[at + step - 1] - key) >> 63);
    }
    return at;
  }

  /// Orders floats as integers: ascending, negative ones first.
  private static int key(float x) {
    int bits = Float.floatToRawIntBits(x);
    return bits ^ ((bits >> 31) & 0x7FFF_FFFF);
  }
}
