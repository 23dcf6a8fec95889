package dev.treeline.sketch;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.FrequentItemsSketch;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.HllUnion;
import org.apache.datasketches.hll.TgtHllType;

/// What is only estimated of a baseline's column: how many distinct values there are, and which of
/// too many texts are common. Both by DataSketches, whose jar only the workstation has: a window
/// never makes one of these.
///
/// Distinct values to 0.8 % (standard error of HyperLogLog at 2^14 registers), whatever the order.
/// A text that is 0.02 % of all is among the common ones; which of the rarer ones are, depends on
/// the order. 16 KB and at most 16,384 texts. Not thread-safe.
final class Estimates {
  private static final int LG_REGISTERS = 14;

  // Three quarters of it are texts: what comes more often than 3.5/16,384 of all is never lost.
  private static final int TEXT_SLOTS = 16_384;

  private HllSketch values = new HllSketch(LG_REGISTERS, TgtHllType.HLL_8);
  private final FrequentItemsSketch<String> texts = new FrequentItemsSketch<>(TEXT_SLOTS);

  void add(double value) {
    values.update(value);
  }

  void add(String text) {
    String kept = ValueCounts.key(text);
    values.update(kept.isEmpty() ? "\0" : kept); // the sketch passes over empty text
    texts.update(kept);
  }

  /// Distinct values.
  long distinct() {
    return Math.round(values.getCompositeEstimate()); // the one that knows no order
  }

  /// The common texts, the commonest first, equally common ones in their natural order.
  List<String> common() {
    return Arrays.stream(texts.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES))
        .sorted(
            Comparator.<FrequentItemsSketch.Row<String>>comparingLong(row -> -row.getEstimate())
                .thenComparing(FrequentItemsSketch.Row::getItem))
        .map(FrequentItemsSketch.Row::getItem)
        .toList();
  }

  Estimates plus(Estimates other) {
    var union = new HllUnion(LG_REGISTERS);
    union.update(values);
    union.update(other.values);
    var both = new Estimates();
    both.values = union.getResult(TgtHllType.HLL_8);
    both.texts.merge(texts);
    both.texts.merge(other.texts);
    return both;
  }
}
