package dev.treeline.sketch;

/// How much the shares of values that went wrong vary between the rows that came together: missing
/// ones among all, mistyped ones among those that were given, and unseen ones and ones out of the
/// baseline's range among those of the right type. Exact, and additive. Not thread-safe.
final class Shares implements Mergeable<Shares> {
  private ShareSums missingOfSeen = new ShareSums();
  private ShareSums mistypedOfGiven = new ShareSums();
  private ShareSums unseenOfPresent = new ShareSums();
  private ShareSums outsideOfPresent = new ShareSums();

  void addMissing() {
    missingOfSeen.add(true);
  }

  /// Counts a value that was given.
  ///
  /// @param cell its cell, or where else it went
  void add(int cell, boolean isOutside) {
    missingOfSeen.add(false);
    mistypedOfGiven.add(cell == Partition.MISTYPED);
    if (cell != Partition.MISTYPED) {
      unseenOfPresent.add(cell == Partition.UNSEEN);
      outsideOfPresent.add(isOutside);
    }
  }

  /// Counts values of which none belongs to another.
  ///
  /// @param placed how many of them are in a cell
  void addLone(long placed, LoneCounts lone) {
    long present = placed + lone.unseen;
    missingOfSeen.addLone(present + lone.mistyped + lone.missing, lone.missing);
    mistypedOfGiven.addLone(present + lone.mistyped, lone.mistyped);
    unseenOfPresent.addLone(present, lone.unseen);
    outsideOfPresent.addLone(present, lone.outside);
  }

  /// Says that the values since the last call belong together.
  void end() {
    missingOfSeen.end();
    mistypedOfGiven.end();
    unseenOfPresent.end();
    outsideOfPresent.end();
  }

  /// The design effect of the share of missing values.
  double missing() {
    return missingOfSeen.designEffect();
  }

  /// The design effect of the share of mistyped values.
  double mistyped() {
    return mistypedOfGiven.designEffect();
  }

  /// The design effect of the share of unseen values.
  double unseen() {
    return unseenOfPresent.designEffect();
  }

  /// The design effect of the share of values out of the baseline's range.
  double outside() {
    return outsideOfPresent.designEffect();
  }

  @Override
  public Shares plus(Shares other) {
    var both = new Shares();
    both.missingOfSeen = missingOfSeen.plus(other.missingOfSeen);
    both.mistypedOfGiven = mistypedOfGiven.plus(other.mistypedOfGiven);
    both.unseenOfPresent = unseenOfPresent.plus(other.unseenOfPresent);
    both.outsideOfPresent = outsideOfPresent.plus(other.outsideOfPresent);
    return both;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Shares other
        && missingOfSeen.equals(other.missingOfSeen)
        && mistypedOfGiven.equals(other.mistypedOfGiven)
        && unseenOfPresent.equals(other.unseenOfPresent)
        && outsideOfPresent.equals(other.outsideOfPresent);
  }

  @Override
  public int hashCode() {
    return missingOfSeen.hashCode() * 31 + outsideOfPresent.hashCode();
  }
}
