package dev.treeline.local;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A training table in memory: one row of numbers and one label a row.
final class TrainingTable implements Rows {
  private final List<String> features;
  private final List<String> labels;
  private final float[] values;

  private TrainingTable(List<String> features, List<String> labels, float[] values) {
    this.features = List.copyOf(features);
    this.labels = List.copyOf(labels);
    this.values = values;
  }

  /// Reads features and labels.
  ///
  /// @throws CommandException if a feature holds text
  static TrainingTable read(FeatureColumns columns, int label) {
    int width = columns.names().size();
    List<String> labels = new ArrayList<>();
    float[] row = new float[width];
    Growing values = new Growing();
    columns.read(
        (cells, index) -> {
          labels.add(cells.textAt(label));
          columns.fill(cells, row);
          values.add(row);
        });
    return new TrainingTable(columns.names(), labels, values.toArray());
  }

  List<String> features() {
    return features;
  }

  /// The label column as text.
  List<String> labels() {
    return labels;
  }

  @Override
  public int count() {
    return labels.size();
  }

  @Override
  public int width() {
    return features.size();
  }

  @Override
  public float[] values() {
    return values;
  }

  /// Which rows of every n are taken.
  enum Share {
    /// The first of every n.
    ONE,
    /// All but the first of every n.
    OTHERS;

    /// The numbers of the rows taken, from 0.
    IntStream rows(int count, int n) {
      return IntStream.range(0, count).filter(row -> (row % n == 0) == (this == ONE));
    }
  }

  /// A part of the rows.
  TrainingTable part(int n, Share share) {
    int[] rows = share.rows(count(), n).toArray();
    float[] some = new float[rows.length * width()];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * width(), some, i * width(), width());
    }
    return new TrainingTable(features, Arrays.stream(rows).mapToObj(labels::get).toList(), some);
  }

  /// Floats of which nobody knows how many there will be.
  private static final class Growing {
    private float[] values = new float[1 << 12];
    private int size;

    void add(float[] some) {
      if (size + some.length > values.length) {
        values = Arrays.copyOf(values, Math.max(values.length * 2, size + some.length));
      }
      System.arraycopy(some, 0, values, size, some.length);
      size += some.length;
    }

    float[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
