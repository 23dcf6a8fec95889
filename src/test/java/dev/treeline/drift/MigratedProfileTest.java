package dev.treeline.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.treeline.sketch.ColumnSketch;
import dev.treeline.sketch.Intervals;
import dev.treeline.sketch.KllSketch;
import dev.treeline.sketch.Partition;
import dev.treeline.sketch.Tally;
import dev.treeline.sketch.ValueCounts;
import dev.treeline.sketch.Values;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MigratedProfileTest {
  private static FeatureProfile of(ColumnStatistics column) {
    return MigratedProfile.of(column.tally().seen(), List.of(column)).features().getFirst();
  }

  private static ColumnStatistics.Numeric numeric(
      double min, double max, List<KllSketch.Bucket> buckets, KllSketch sketch) {
    var tally = new Tally(5, 0, 100, 0);
    return new ColumnStatistics.Numeric("x", tally, 0, 0, 0, 0, min, max, buckets, sketch);
  }

  @Test
  void anItemOfALevelCountsTwoToItsHeightAndEqualItemsAdd() {
    var sketch =
        KllSketch.restore(
            2048, 0.64, List.of(new double[] {1, 2, 3}, new double[] {2, 3}, new double[] {3}));

    FeatureProfile feature = of(numeric(1, 3, List.of(), sketch));

    assertThat(feature.partition()).isInstanceOf(Values.class);
    Partition cells = feature.partition();
    assertThat(feature.counts().count(cells.cellOf(1.0))).isEqualTo(1);
    assertThat(feature.counts().count(cells.cellOf(2.0))).isEqualTo(1 + 2);
    assertThat(feature.counts().count(cells.cellOf(3.0))).isEqualTo(1 + 2 + 4);
    assertThat(feature.counts().missing()).isEqualTo(5);
    assertThat(feature.blocks().isEnough()).isFalse();
  }

  @Test
  void theDistributionFunctionIsTheTablesToWithinTheSketchsError() {
    var column = ColumnSketch.forBaseline();
    double[] values = new SplittableRandom(8).doubles(200_000).map(x -> x * x).toArray();
    for (double value : values) {
      column.addNumber(value, false);
    }

    FeatureProfile feature = of(ColumnStatistics.of("x", column));

    var cells = (Intervals) feature.partition();
    long upTo = 0;
    for (int cell = 0; cell + 1 < cells.cells(); cell++) {
      upTo += feature.counts().count(cell);
      double truth = Math.sqrt(Math.clamp(cells.upper(cell), 0, 1));
      assertThat((double) upTo / values.length).isCloseTo(truth, within(0.006));
    }
    assertThat(feature.counts().known()).isEqualTo(values.length);
  }

  @Test
  void withoutASketchTheTenBucketsAreTheCells() {
    List<KllSketch.Bucket> buckets =
        IntStream.range(0, 10).mapToObj(i -> new KllSketch.Bucket(i, i + 1, 10 + i)).toList();

    FeatureProfile feature = of(numeric(0, 10, buckets, new KllSketch()));

    Partition cells = feature.partition();
    assertThat(feature.counts().known()).isEqualTo(145);
    assertThat(feature.counts().count(cells.cellOf(3.0)))
        .isEqualTo(13); // its lower bound is inside
    assertThat(feature.counts().count(cells.cellOf(2.9999))).isEqualTo(12);
    assertThat(feature.counts().count(cells.cellOf(10.0)))
        .isEqualTo(19); // as is the last upper one
    assertThat(cells.isBelow(-0.1)).isTrue();
    assertThat(cells.isAbove(10.1)).isTrue();
  }

  @Test
  void aFileWithMomentsAloneComparesNothingAndSaysSo() {
    FeatureProfile feature = of(numeric(0, 10, List.of(), new KllSketch()));

    assertThat(feature.counts().known()).isZero();
    assertThat(feature.missingShare()).isCloseTo(5 / 105.0, within(1e-12));
    assertThat(stateOf(feature, 300)).isEqualTo(State.INSUFFICIENT);
  }

  @Test
  void textsThatTheFileDoesNotListAreNeverUnseen() {
    var column = new ColumnStatistics.Text("x", new Tally(0, 0, 0, 24_000), 20_000, List.of());
    FeatureProfile feature = of(column);

    assertThat(((Values) feature.partition()).isComplete()).isFalse();
    assertThat(stateOf(feature, 300)).isEqualTo(State.INSUFFICIENT);
  }

  @Test
  void listedTextsAreAllThereAre() {
    var listed = List.of(new ValueCounts.Entry<>("TX", 60L), new ValueCounts.Entry<>("CA", 40L));
    FeatureProfile feature = of(new ColumnStatistics.Text("x", new Tally(1, 0, 0, 100), 2, listed));

    var cells = (Values) feature.partition();
    assertThat(cells.isComplete()).isTrue();
    assertThat(feature.counts().count(cells.cellOf("TX"))).isEqualTo(60);
    assertThat(cells.cellOf("NY")).isEqualTo(Partition.UNSEEN);
  }

  @Test
  void hostileNumbersMakeNoCellsAndNoError() {
    for (double[] range :
        new double[][] {
          {Double.NaN, Double.NaN}, {5, 1}, {-1e300, 1e300}, {0, 0}, {Double.NEGATIVE_INFINITY, 3}
        }) {
      List<KllSketch.Bucket> buckets =
          List.of(new KllSketch.Bucket(range[0], range[1], 7), new KllSketch.Bucket(3, 2, 1));
      FeatureProfile feature = of(numeric(range[0], range[1], buckets, new KllSketch()));
      assertThat(feature.counts().missing()).isEqualTo(5);
    }
  }

  private static State stateOf(FeatureProfile feature, int rows) {
    Profile profile =
        new Profile(
            Profile.VERSION,
            24_000,
            MigratedProfile.BLOCKS,
            List.of(feature),
            List.of(),
            Disclosure.OPEN);
    WindowCounts window = WindowCounts.of(profile);
    for (int i = 0; i < rows; i++) {
      if (feature.type().isNumeric()) {
        window.feature(0).addNumber(i % 10);
      } else {
        window.feature(0).addText("id-" + i);
      }
      window.endRow();
    }
    Findings findings = Drift.judge(profile, window);
    assertThat(findings.violations()).isEmpty();
    return findings.features().getFirst().state();
  }
}
