package dev.treeline.drift;

import dev.treeline.sketch.ColumnSketch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// Baselines and windows for tests: columns of numbers, `NaN` where missing, or of texts.
final class Tables {
  private Tables() {}

  /// A profile of one numeric column, counted in equal contiguous blocks.
  static Profile numbers(int blocks, double... values) {
    return builder(blocks, values).profile(blocks + " contiguous chunks");
  }

  static ProfileBuilder builder(int blocks, double... values) {
    var sketch = ColumnSketch.forBaseline();
    for (double value : values) {
      sketch.addNumber(value, false);
    }
    var builder =
        ProfileBuilder.of(List.of(new ProfileBuilder.NamedSketch("x", sketch)), List.of());
    for (int i = 0; i < values.length; i++) {
      builder.block("%04d".formatted((long) i * blocks / values.length));
      builder.addNumber(0, values[i]);
      builder.endRow();
    }
    return builder;
  }

  /// A profile of one column of texts, counted in equal contiguous blocks.
  static Profile texts(int blocks, List<String> values) {
    var sketch = ColumnSketch.forBaseline();
    values.forEach(sketch::addText);
    var builder =
        ProfileBuilder.of(List.of(new ProfileBuilder.NamedSketch("colour", sketch)), List.of());
    for (int i = 0; i < values.size(); i++) {
      builder.block("%04d".formatted((long) i * blocks / values.size()));
      builder.addText(0, values.get(i));
      builder.endRow();
    }
    return builder.profile(blocks + " contiguous chunks");
  }

  static WindowCounts window(Profile profile, double... values) {
    var window = WindowCounts.of(profile);
    for (double value : values) {
      window.feature(0).addNumber(value);
      window.endRow();
    }
    return window;
  }

  static WindowCounts window(Profile profile, List<String> values) {
    var window = WindowCounts.of(profile);
    for (String value : values) {
      window.feature(0).addText(value);
      window.endRow();
    }
    return window;
  }

  static Finding only(Findings findings) {
    return findings.features().getFirst();
  }

  static double[] draw(SplittableRandom random, int n, ToDoubleFunction<SplittableRandom> law) {
    return random.ints(n, 0, 1).mapToDouble(_ -> law.applyAsDouble(random)).toArray();
  }

  static double[] normal(SplittableRandom random, int n, double mean, double deviation) {
    return draw(random, n, r -> r.nextGaussian(mean, deviation));
  }

  /// Texts `a`, `b`, `c`, … with these shares.
  static List<String> letters(SplittableRandom random, int n, double... shares) {
    var letters = new ArrayList<String>(n);
    for (int i = 0; i < n; i++) {
      double u = random.nextDouble();
      int letter = 0;
      while (letter < shares.length - 1 && u >= shares[letter]) {
        u -= shares[letter++];
      }
      letters.add(Character.toString('a' + letter));
    }
    return letters;
  }
}
