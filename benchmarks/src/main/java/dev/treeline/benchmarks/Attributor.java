package dev.treeline.benchmarks;

import java.util.function.Function;

/// Whatever says what each feature added to a margin. Treeline is the first: what ratios refer to.
///
/// As peers they predict [Explain#values] contributions of a row; the names are those of
/// [Contender], for one title in the report.
public enum Attributor {
  TREELINE(TreelineContributions::new),
  XGBOOST4J_DMATRIX(Xgboost4jContributions::new),
  LIBXGBOOST(LibxgboostContributions::new);

  private final Function<Sample, Peer> opener;

  Attributor(Function<Sample, Peer> opener) {
    this.opener = opener;
  }

  Peer open(Sample sample) {
    return opener.apply(sample);
  }
}
