package planted.attic;

/// A package that is not in the table, and not null-marked either.
final class StandsNowhere {
  private StandsNowhere() {}
}
