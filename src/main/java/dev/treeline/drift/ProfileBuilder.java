package dev.treeline.drift;

import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.ColumnSketch;
import dev.treeline.sketch.Mergeable;
import dev.treeline.sketch.Partition;
import dev.treeline.sketch.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// Second pass over the training rows: counts every block into cells frozen by the first pass.
///
/// First pass: fill one [ColumnSketch#forBaseline()] for each column. Then make a builder of the
/// sketches, go through the rows again offering every value with its block's label, and call
/// [#profile(String)]. Labels must sort in time order, such as `2013-01-09` or [#chunk(long,
/// long)]. Exact, and additive. Not thread-safe.
public final class ProfileBuilder implements Mergeable<ProfileBuilder> {
  private final List<Column> features;
  private final List<Column> predictions;
  private long rows;

  private ProfileBuilder(List<Column> features, List<Column> predictions) {
    this.features = List.copyOf(features);
    this.predictions = List.copyOf(predictions);
  }

  /// A builder with cells frozen from the first pass.
  ///
  /// @param features names and sketches in the model's order
  /// @param predictions names and sketches of outputs; empty without a model
  public static ProfileBuilder of(List<NamedSketch> features, List<NamedSketch> predictions) {
    return of(features, predictions, Partition.Detail.EQUAL_MASS);
  }

  /// A builder with cells frozen from the first pass.
  ///
  /// @param features names and sketches in the model's order
  /// @param predictions names and sketches of outputs; empty without a model
  /// @param detail how fine the cells of numbers are
  public static ProfileBuilder of(
      List<NamedSketch> features, List<NamedSketch> predictions, Partition.Detail detail) {
    return new ProfileBuilder(
        features.stream().map(column -> Column.of(column, detail)).toList(),
        predictions.stream().map(column -> Column.of(column, detail)).toList());
  }

  /// A column's name and what the first pass saw of it.
  ///
  /// @param name unique within its family
  /// @param sketch made by [ColumnSketch#forBaseline()] or [ColumnSketch#forCategories()]
  public record NamedSketch(String name, ColumnSketch sketch) {}

  /// The label of the chunk that a row falls into when 20 contiguous ones are cut in file order:
  /// `chunk 01` to `chunk 20`.
  ///
  /// @param row from 0
  /// @param rows rows in all
  public static String chunk(long row, long rows) {
    if (row < 0 || row >= rows) {
      throw new IllegalArgumentException("row: found " + row + ", expected 0 to " + (rows - 1));
    }
    long chunk = row * BlockSummary.ENOUGH_BLOCKS / rows + 1;
    return String.format(Locale.ROOT, "chunk %02d", chunk);
  }

  /// Opens the block that the following values belong to; blocks may be reopened. Must be called
  /// before the first value.
  public void block(String label) {
    features.forEach(column -> column.open(label));
    predictions.forEach(column -> column.open(label));
  }

  /// Counts an absent value of a feature.
  public void addMissing(int feature) {
    features.get(feature).addMissing();
  }

  /// Counts a number of a feature; `NaN` is missing.
  public void addNumber(int feature, double value) {
    features.get(feature).addNumber(value);
  }

  /// Counts a text of a feature.
  public void addText(int feature, String text) {
    features.get(feature).addText(text);
  }

  /// Counts a number as an output; `NaN` is missing.
  public void addPrediction(int output, double value) {
    predictions.get(output).addNumber(value);
  }

  /// Counts a text as an output, such as the decided class.
  public void addPrediction(int output, String text) {
    predictions.get(output).addText(text);
  }

  /// Counts one row.
  public void endRow() {
    rows++;
  }

  /// Says that the rows since the last call belong together, such as those of one customer or of
  /// one body. Without any call every row stands for itself.
  public void endCluster() {
    features.forEach(column -> column.counts.endCluster());
    predictions.forEach(column -> column.counts.endCluster());
  }

  /// Compares every block with the rest and freezes the baseline, with all its values; before it is
  /// written, [Profile#disclosed(Disclosure)] is to be asked.
  ///
  /// @param blockKind what a block is, for people
  public Profile profile(String blockKind) {
    return new Profile(
        Profile.VERSION,
        rows,
        blockKind,
        features.stream().map(Column::profile).toList(),
        predictions.stream().map(Column::profile).toList(),
        Disclosure.OPEN);
  }

  @Override
  public ProfileBuilder plus(ProfileBuilder other) {
    var both =
        new ProfileBuilder(sum(features, other.features), sum(predictions, other.predictions));
    both.rows = Math.addExact(rows, other.rows);
    return both;
  }

  private static List<Column> sum(List<Column> some, List<Column> others) {
    if (some.size() != others.size()) {
      throw new IllegalArgumentException(
          "merging baselines: found %d and %d columns, expected as many"
              .formatted(some.size(), others.size()));
    }
    var sums = new ArrayList<Column>(some.size());
    for (int i = 0; i < some.size(); i++) {
      sums.add(some.get(i).plus(others.get(i)));
    }
    return sums;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof ProfileBuilder other
        && rows == other.rows
        && features.equals(other.features)
        && predictions.equals(other.predictions);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(rows);
  }

  /// One column in the second pass.
  private static final class Column {
    private final String name;
    private final ValueType type;
    private final long distinct;
    private final CellCounts counts;
    private final TreeMap<String, BlockCells> blocks = new TreeMap<>();
    private BlockCells current = new BlockCells(1);
    private boolean isOpen;

    private Column(String name, ValueType type, long distinct, CellCounts counts) {
      this.name = name;
      this.type = type;
      this.distinct = distinct;
      this.counts = counts;
    }

    static Column of(NamedSketch column, Partition.Detail detail) {
      ColumnSketch sketch = column.sketch();
      var counts = new CellCounts(Partition.freeze(sketch, detail));
      return new Column(column.name(), sketch.type(), sketch.distinct(), counts);
    }

    void open(String label) {
      current = blocks.computeIfAbsent(label, _ -> new BlockCells(counts.partition().cells()));
      isOpen = true;
    }

    void addMissing() {
      checkOpen();
      counts.addMissing();
      current.addMissing();
    }

    void addNumber(double value) {
      if (Double.isNaN(value)) {
        addMissing();
        return;
      }
      checkOpen();
      count(counts.addNumber(value));
    }

    void addText(String text) {
      checkOpen();
      count(counts.addText(text));
    }

    private void count(int cell) {
      if (cell >= 0) {
        current.add(cell);
      } else if (cell == Partition.MISTYPED) {
        current.addMistyped();
      }
    }

    private void checkOpen() {
      if (!isOpen) {
        throw new IllegalStateException("baseline: found a value before the first block");
      }
    }

    FeatureProfile profile() {
      BlockSummary summary = Blocks.summarise(counts.partition(), blocks);
      return new FeatureProfile(name, type, counts, summary, distinct, counts.designEffect());
    }

    Column plus(Column other) {
      var both = new Column(name, type, distinct, counts.plus(other.counts));
      both.blocks.putAll(blocks);
      other.blocks.forEach((label, block) -> both.blocks.merge(label, block, BlockCells::plus));
      return both;
    }

    @Override
    public boolean equals(Object object) {
      return object instanceof Column other
          && name.equals(other.name)
          && counts.equals(other.counts)
          && blocks.equals(other.blocks);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }
}
