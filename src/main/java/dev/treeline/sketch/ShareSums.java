package dev.treeline.sketch;

/// What is needed of the rows that came together to tell by how much one share, such as that of
/// missing values, varies between them.
///
/// Integers only, so that it merges exactly. Not thread-safe.
final class ShareSums implements Mergeable<ShareSums> {
  private long clusters;
  private long size;
  private long count;
  private long sizesSquared;
  private long sizesTimesCounts;
  private long countsSquared;

  // The open cluster.
  private long openSize;
  private long openCount;

  void add(boolean isConcerned) {
    openSize++;
    openCount += isConcerned ? 1 : 0;
  }

  void end() {
    if (openSize == 0) {
      return;
    }
    clusters++;
    size += openSize;
    count += openCount;
    sizesSquared += openSize * openSize;
    sizesTimesCounts += openSize * openCount;
    countsSquared += openCount * openCount;
    openSize = 0;
    openCount = 0;
  }

  /// Adds clusters of one value each.
  ///
  /// @param values how many
  /// @param concerned how many of them are concerned
  void addLone(long values, long concerned) {
    clusters += values;
    size += values;
    count += concerned;
    sizesSquared += values;
    sizesTimesCounts += concerned;
    countsSquared += concerned;
  }

  /// Kish's design effect of the share, first order: the variance between clusters over that of
  /// single values; at least 1, and 1 when nothing can be measured, as with one cluster, clusters
  /// of one value, or a share of 0 or 1. Values after the last end of a cluster are left out.
  double designEffect() {
    if (clusters < 2 || clusters == sizesSquared || count == 0 || count == size) {
      return 1;
    }
    double p = (double) count / size;
    double between = countsSquared - 2 * p * sizesTimesCounts + p * p * sizesSquared;
    double ratio = between / (size * p * (1 - p)) * clusters / (clusters - 1);
    double corrected = ratio * FewClusters.penalty(clusters);
    return corrected > 1 ? corrected : 1;
  }

  @Override
  public ShareSums plus(ShareSums other) {
    var both = new ShareSums();
    both.clusters = Math.addExact(clusters, other.clusters);
    both.size = Math.addExact(size, other.size);
    both.count = Math.addExact(count, other.count);
    both.sizesSquared = Math.addExact(sizesSquared, other.sizesSquared);
    both.sizesTimesCounts = Math.addExact(sizesTimesCounts, other.sizesTimesCounts);
    both.countsSquared = Math.addExact(countsSquared, other.countsSquared);
    return both;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof ShareSums other
        && clusters == other.clusters
        && size == other.size
        && count == other.count
        && sizesSquared == other.sizesSquared
        && sizesTimesCounts == other.sizesTimesCounts
        && countsSquared == other.countsSquared;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(sizesSquared) * 31 + Long.hashCode(countsSquared);
  }
}
