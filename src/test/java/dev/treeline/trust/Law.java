package dev.treeline.trust;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// How the values of one simulated column are distributed.
@FunctionalInterface
interface Law {
  /// Never a value.
  Law MISSING = (_, sink) -> sink.missing();

  /// Draws one value.
  void draw(Latent latent, Sink sink);

  /// Where a value goes.
  interface Sink {
    void number(double value);

    void text(String value);

    void missing();
  }

  /// A function of a standard normal.
  static Law of(DoubleUnaryOperator value) {
    return (latent, sink) -> sink.number(value.applyAsDouble(latent.next(0)));
  }

  static Law constant(double value) {
    return (_, sink) -> sink.number(value);
  }

  static Law normal(double mean, double deviation) {
    return of(z -> mean + deviation * z);
  }

  static Law lognormal(double sigma) {
    return of(z -> Math.exp(sigma * z));
  }

  /// A normal around 0, rounded to multiples of the step.
  static Law rounded(double deviation, double step) {
    return of(z -> Math.rint(z * deviation / step) * step);
  }

  /// Ones, the others zeros.
  static Law ones(double share) {
    return numbered(1 - share, share);
  }

  /// Counts after Poisson.
  static Law counts(double mean) {
    double[] shares = new double[(int) (mean + 12 * Math.sqrt(mean) + 12)];
    shares[0] = Math.exp(-mean);
    for (int i = 1; i < shares.length; i++) {
      shares[i] = shares[i - 1] * mean / i;
    }
    return numbered(shares);
  }

  /// Numbers 0, 1, … with these weights.
  static Law numbered(double... weights) {
    double[] cuts = cuts(weights);
    return (latent, sink) -> sink.number(place(cuts, latent.next(0)));
  }

  /// Texts `v0`, `v1`, … with these weights.
  static Law texts(double... weights) {
    double[] cuts = cuts(weights);
    String[] names =
        IntStream.range(0, weights.length).mapToObj(i -> "v" + i).toArray(String[]::new);
    return (latent, sink) -> sink.text(names[place(cuts, latent.next(0))]);
  }

  /// Texts `v0`, `v1`, … whose shares fall with a power of their rank.
  static Law zipf(int values, double power) {
    return texts(IntStream.rangeClosed(1, values).mapToDouble(i -> Math.pow(i, -power)).toArray());
  }

  /// This law, but another one in a share of the rows.
  default Law with(double share, Law other) {
    double cut = -NormalDistribution.of(0, 1).inverseCumulativeProbability(share);
    return (latent, sink) -> (latent.next(1) > cut ? other : this).draw(latent, sink);
  }

  /// Where a standard normal passes from one of the weighted places to the next.
  private static double[] cuts(double[] weights) {
    double all = Arrays.stream(weights).sum();
    double[] cuts = new double[weights.length - 1];
    double sum = 0;
    for (int i = 0; i < cuts.length; i++) {
      sum += weights[i];
      cuts[i] = NormalDistribution.of(0, 1).inverseCumulativeProbability(Math.min(1, sum / all));
    }
    return cuts;
  }

  private static int place(double[] cuts, double z) {
    int at = Arrays.binarySearch(cuts, z);
    return at < 0 ? -at - 1 : at;
  }
}
