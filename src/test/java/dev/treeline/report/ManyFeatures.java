package dev.treeline.report;

import dev.treeline.drift.Drift;
import dev.treeline.drift.Profile;
import dev.treeline.drift.ProfileBuilder;
import dev.treeline.drift.ProfileBuilder.NamedSketch;
import dev.treeline.drift.WindowCounts;
import dev.treeline.sketch.ColumnSketch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A run of many features, one in ten a category, each moved a little.
final class ManyFeatures {
  private static final int ROWS = 1_000;

  private ManyFeatures() {}

  static List<String> names(int features) {
    return IntStream.range(0, features)
        .mapToObj("customer_account_balance_%04d"::formatted)
        .toList();
  }

  static Background background(int features) {
    List<String> names = names(features);
    return new Background(
        new History(Trends.before(30, names)),
        names.stream().collect(Collectors.toMap(name -> name, _ -> 1.0 / features)));
  }

  static Report report(int features) {
    double[][] rows = new double[ROWS][features];
    SplittableRandom random = new SplittableRandom(5);
    for (double[] row : rows) {
      for (int i = 0; i < features; i++) {
        row[i] = i % 10 == 9 ? random.nextInt(26) : random.nextGaussian(i, 1 + i % 7);
      }
    }
    Profile profile = profile(rows, features);
    WindowCounts counts = WindowCounts.of(profile);
    for (double[] row : rows) {
      for (int i = 0; i < features; i++) {
        if (i % 10 == 9) {
          counts.feature(i).addText(category(row[i] * row[i] / 26));
        } else {
          counts.feature(i).addNumber(row[i] + i % 13 / 10.0);
        }
      }
      counts.endRow();
      counts.endBody();
    }
    Report like = Samples.report(50, Samples.Fault.NONE);
    return new Report(
        like.run(),
        profile,
        counts,
        Drift.judge(profile, counts),
        like.statistics(),
        like.constraints(),
        like.sagemaker(),
        like.rule());
  }

  private static Profile profile(double[][] rows, int features) {
    List<NamedSketch> sketches = new ArrayList<>();
    for (String name : names(features)) {
      sketches.add(new NamedSketch(name, ColumnSketch.forBaseline()));
    }
    for (double[] row : rows) {
      for (int i = 0; i < features; i++) {
        if (i % 10 == 9) {
          sketches.get(i).sketch().addText(category(row[i]));
        } else {
          sketches.get(i).sketch().addNumber(row[i], false);
        }
      }
    }
    ProfileBuilder builder = ProfileBuilder.of(sketches, List.of());
    for (int r = 0; r < rows.length; r++) {
      builder.block(ProfileBuilder.chunk(r, rows.length));
      for (int i = 0; i < features; i++) {
        if (i % 10 == 9) {
          builder.addText(i, category(rows[r][i]));
        } else {
          builder.addNumber(i, rows[r][i]);
        }
      }
      builder.endRow();
    }
    return builder.profile("20 contiguous chunks");
  }

  private static String category(double number) {
    return "segment " + (char) ('A' + (int) number);
  }
}
