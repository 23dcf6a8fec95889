package dev.treeline.drift;

/// How likely a difference of two distribution functions is when nothing changed.
///
/// The two-sample law is taken as the exact one-sample law of Kolmogorov's statistic at `N = n m /
/// (n + m)`, rounded, which is SciPy's `ks_2samp(method="asymp")`. Ties make it conservative.
final class Kolmogorov {
  // Above this n the one-sided sum costs more than it gains over its expansion.
  private static final int LARGEST_SUM = 100_000;

  private Kolmogorov() {}

  /// Probability of a two-sample difference of at least `d` without a change.
  ///
  /// @param d from 0 to 1
  /// @param n effective size of one sample, above 0
  /// @param m size of the other, above 0
  static double twoSample(double d, double n, double m) {
    return survival(d, Math.max(1, Math.round(n * m / (n + m))));
  }

  /// Probability that the two-sided one-sample statistic of `n` values is at least `d`.
  ///
  /// Which formula is exact enough where follows Simard and L'Ecuyer, "Computing the Two-Sided
  /// Kolmogorov-Smirnov Distribution", Journal of Statistical Software 39 (2011).
  static double survival(double d, long n) {
    if (d >= 1) {
      return 0;
    }
    double scaled = n * d;
    if (scaled <= 0.5) {
      return 1;
    }
    double square = scaled * d;
    if (square >= 370) {
      return 0;
    }
    // Beyond this the tail is so thin that a difference from 1 would lose its digits.
    double tail = n <= 140 ? 4 : n <= LARGEST_SUM ? 2.2 : 6;
    if (d >= 0.5 || square >= tail) {
      // Leaves out that both sides are exceeded at once, about 2 exp(-8 n d^2), as SciPy does.
      return Math.min(1, 2 * oneSided(d, n));
    }
    boolean matrixIsSmall = n <= 140 || (n <= LARGEST_SUM && n * Math.pow(d, 1.5) <= 1.4);
    double cumulative = matrixIsSmall ? marsagliaTsangWang(d, (int) n) : pelzGood(d, (double) n);
    return Math.clamp(1 - cumulative, 0.0, 1.0);
  }

  /// Smirnov's sum for the one-sided statistic; its expansion (relative error of order 1/n) above
  /// 100,000 values.
  private static double oneSided(double d, long n) {
    if (n > LARGEST_SUM) {
      double root = 6.0 * n * d + 1;
      return Math.exp(-root * root / (18.0 * n) - 4 / 9.0 * n * Math.pow(d, 4));
    }
    double sum = 0;
    double logChoices = 0;
    for (long j = 0; j <= (long) Math.floor(n * (1 - d)); j++) {
      double share = d + (double) j / n;
      sum += Math.exp(logChoices + (j - 1) * Math.log(share) + (n - j) * Math.log1p(-share));
      logChoices += Math.log((double) (n - j) / (j + 1));
    }
    return d * sum;
  }

  /// Exact, by a power of a matrix: Marsaglia, Tsang and Wang, Journal of Statistical Software 8
  /// (2003), after Durbin.
  private static double marsagliaTsangWang(double d, int n) {
    int k = (int) (n * d) + 1;
    int size = 2 * k - 1;
    double h = k - n * d;
    double[][] matrix = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        matrix[i][j] = i - j + 1 >= 0 ? 1 : 0;
      }
    }
    for (int i = 0; i < size; i++) {
      matrix[i][0] -= Math.pow(h, i + 1);
      matrix[size - 1][i] -= Math.pow(h, size - i);
    }
    matrix[size - 1][0] += 2 * h - 1 > 0 ? Math.pow(2 * h - 1, size) : 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        for (int g = 1; g <= i - j + 1; g++) {
          matrix[i][j] /= g;
        }
      }
    }
    var power = Power.of(matrix, n);
    double value = power.matrix[k - 1][k - 1];
    int exponent = power.exponent;
    for (int i = 1; i <= n; i++) {
      value = value * i / n;
      if (value < 1e-140) {
        value *= 1e140;
        exponent -= 140;
      }
    }
    return value * Math.pow(10, exponent);
  }

  /// A matrix times a power of ten.
  private static final class Power {
    private final double[][] matrix;
    private final int exponent;

    Power(double[][] matrix, int exponent) {
      this.matrix = matrix;
      this.exponent = exponent;
    }

    static Power of(double[][] base, int n) {
      if (n == 1) {
        return new Power(base, 0);
      }
      Power half = of(base, n / 2);
      Power whole = new Power(product(half.matrix, half.matrix), 2 * half.exponent);
      if (n % 2 == 1) {
        whole = new Power(product(base, whole.matrix), whole.exponent);
      }
      int middle = base.length / 2;
      return whole.matrix[middle][middle] > 1e140 ? whole.smaller() : whole;
    }

    private Power smaller() {
      double[][] scaled = new double[matrix.length][];
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] = matrix[i].clone();
        for (int j = 0; j < scaled.length; j++) {
          scaled[i][j] *= 1e-140;
        }
      }
      return new Power(scaled, exponent + 140);
    }

    private static double[][] product(double[][] a, double[][] b) {
      double[][] c = new double[a.length][a.length];
      for (int i = 0; i < a.length; i++) {
        for (int k = 0; k < a.length; k++) {
          double factor = a[i][k];
          for (int j = 0; j < a.length; j++) {
            c[i][j] += factor * b[k][j];
          }
        }
      }
      return c;
    }
  }

  /// Expansion of the law in powers of 1/√n: Pelz and Good, Journal of the Royal Statistical
  /// Society B 38 (1976); within 1e-10 where it is used here.
  private static double pelzGood(double d, double n) {
    double z = d * Math.sqrt(n);
    double z2 = z * z;
    double z4 = z2 * z2;
    double z6 = z4 * z2;
    double pi2 = Math.PI * Math.PI;
    double pi4 = pi2 * pi2;
    double pi6 = pi4 * pi2;
    double k0 = 0;
    double k1 = 0;
    double k2 = 0;
    double k3 = 0;
    int terms = (int) Math.ceil(16 * z / Math.PI);
    for (int k = terms; k >= 1; k--) {
      double o2 = (2.0 * k - 1) * (2.0 * k - 1);
      double o4 = o2 * o2;
      double weight = Math.exp(-pi2 * o2 / (8 * z2));
      k0 += weight;
      k1 += weight * (pi2 / 4 * o2 - z2);
      k2 +=
          weight
              * (6 * z6 + 2 * z4 + (2 * z4 - 5 * z2) * pi2 / 4 * o2 + pi4 * (1 - 2 * z2) / 16 * o4);
      k3 +=
          weight
              * (-30 * z6
                  - 90 * z4 * z4
                  + pi2 * (135 * z4 - 96 * z6) / 4 * o2
                  + pi4 * (212 * z4 - 60 * z2) / 16 * o4
                  + pi6 * (5 - 30 * z2) / 64 * o4 * o2);
    }
    double k2More = 0;
    double k3More = 0;
    for (int k = terms; k >= 1; k--) {
      double square = (double) k * k;
      double weight = square * Math.exp(-pi2 * square / (2 * z2));
      k2More += weight;
      k3More += weight * (3 * z2 - pi2 * square);
    }
    double root = Math.sqrt(2 * Math.PI);
    double zeroth = k0 * root / z;
    double first = k1 * root / (6 * z4);
    double second = k2 * root / (72 * z6 * z) - k2More * pi2 * root / (36 * z2 * z);
    double third = k3 * root / (6480 * z6 * z4) + k3More * pi2 * root / (216 * z6);
    double rootN = Math.sqrt(n);
    return zeroth + first / rootN + second / n + third / (n * rootN);
  }
}
