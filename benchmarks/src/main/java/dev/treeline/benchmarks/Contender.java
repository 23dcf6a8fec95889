package dev.treeline.benchmarks;

/// Everything that is measured. Treeline is the first: what ratios refer to.
///
/// A benchmark's JVM opens one of them only, so that calls through [Peer] have one receiver and are
/// inlined, as they would be without the interface.
public enum Contender {
  TREELINE(".ubj", true, true) {
    @Override
    Peer open(Sample sample) {
      return new Treeline(sample);
    }
  },
  XGBOOST4J_INPLACE(".ubj", true, true) {
    @Override
    Peer open(Sample sample) {
      return new Xgboost4jInplace(sample);
    }
  },
  XGBOOST4J_DMATRIX(".ubj", true, true) {
    @Override
    Peer open(Sample sample) {
      return new Xgboost4jMatrix(sample);
    }
  },
  LIBXGBOOST(".ubj", true, true) {
    @Override
    Peer open(Sample sample) {
      return new Libxgboost(sample);
    }
  },
  ONNX_RUNTIME(".onnx", false, true) {
    @Override
    Peer open(Sample sample) {
      return new OnnxRuntime(sample);
    }
  },
  H2O_PREDICTOR(".bin", false, false) {
    @Override
    Peer open(Sample sample) {
      return new H2oPredictor(sample);
    }
  },
  NAIVE_WALKER(".trees", false, false) {
    @Override
    Peer open(Sample sample) {
      return new NaiveWalker(sample);
    }
  };

  /// The model file that it reads.
  final String ending;

  /// Whether its predictions have libxgboost's bits; otherwise they are near.
  final boolean exact;

  /// Whether it has more than a loop for a batch.
  final boolean batches;

  Contender(String ending, boolean exact, boolean batches) {
    this.ending = ending;
    this.exact = exact;
    this.batches = batches;
  }

  abstract Peer open(Sample sample);
}
