package dev.treeline.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.treeline.drift.ProfileBuilder;
import dev.treeline.drift.WindowCounts;
import dev.treeline.quality.Binary;
import dev.treeline.quality.ConfusionMatrix;
import dev.treeline.quality.Multiclass;
import dev.treeline.quality.Regression;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The laws of [Mergeable], for every class that implements it.
class MergeLawsTest {
  private static final long SEED = 42;
  private static final int ROUNDS = 25;

  /// A mergeable under test: an empty one, and how a stream of numbers fills it. Streams hold
  /// `NaN`, infinities, both zeros, repeated and far values.
  record Case<T extends Mergeable<T>>(Class<T> type, Function<List<Double>, T> fill) {
    @Override
    public String toString() {
      return type.getSimpleName();
    }
  }

  static Stream<Case<?>> exact() {
    return Stream.of(
        new Case<>(Tally.class, MergeLawsTest::tally),
        new Case<>(ExactSum.class, MergeLawsTest::sum),
        new Case<>(NumberSummary.class, MergeLawsTest::summary),
        new Case<>(valueCounts(), MergeLawsTest::counts),
        new Case<>(CellCounts.class, MergeLawsTest::cells),
        new Case<>(CellCounts.class, MergeLawsTest::valueCells),
        new Case<>(WindowCounts.class, MergeLawsTest::window),
        new Case<>(ProfileBuilder.class, MergeLawsTest::builder),
        new Case<>(Regression.class, MergeLawsTest::regression),
        new Case<>(ConfusionMatrix.class, MergeLawsTest::confusion),
        new Case<>(Binary.class, MergeLawsTest::binary),
        new Case<>(Multiclass.class, MergeLawsTest::multiclass));
  }

  @ParameterizedTest
  @MethodSource("exact")
  <T extends Mergeable<T>> void emptyChangesNothing(Case<T> of) {
    everyRound(
        (stream, round) -> {
          T a = of.fill().apply(stream);
          T empty = of.fill().apply(List.of());
          assertThat(a.plus(empty)).as(round).isEqualTo(a);
          assertThat(empty.plus(a)).as(round).isEqualTo(a);
        });
  }

  @ParameterizedTest
  @MethodSource("exact")
  <T extends Mergeable<T>> void orderAndGroupingChangeNothing(Case<T> of) {
    everyRound(
        (stream, round) -> {
          T a = of.fill().apply(stream.subList(0, stream.size() / 3));
          T b = of.fill().apply(stream.subList(stream.size() / 3, stream.size() / 2));
          T c = of.fill().apply(stream.subList(stream.size() / 2, stream.size()));
          assertThat(a.plus(b)).as(round).isEqualTo(b.plus(a));
          assertThat(a.plus(b).plus(c)).as(round).isEqualTo(a.plus(b.plus(c)));
        });
  }

  @ParameterizedTest
  @MethodSource("exact")
  <T extends Mergeable<T>> void mergingEqualsHavingSeenBothStreams(Case<T> of) {
    everyRound(
        (stream, round) -> {
          T whole = of.fill().apply(stream);
          T a = of.fill().apply(stream.subList(0, stream.size() / 3));
          T b = of.fill().apply(stream.subList(stream.size() / 3, stream.size()));
          assertThat(b.plus(a)).as(round).isEqualTo(whole);
        });
  }

  @ParameterizedTest
  @MethodSource("exact")
  <T extends Mergeable<T>> void neitherOperandChanges(Case<T> of) {
    everyRound(
        (stream, round) -> {
          T a = of.fill().apply(stream);
          T b = of.fill().apply(stream.reversed());
          T unused = a.plus(b).plus(a);
          assertThat(unused).isNotNull();
          assertThat(a).as(round).isEqualTo(of.fill().apply(stream));
          assertThat(b).as(round).isEqualTo(of.fill().apply(stream.reversed()));
        });
  }

  @Test
  void everyMergeableIsUnderTest() {
    Set<String> tested =
        exact().map(of -> of.type().getName()).collect(Collectors.toCollection(TreeSet::new));
    // Within an error only: KllSketchTest. ColumnSketch holds one.
    tested.add(KllSketch.class.getName());
    tested.add(ColumnSketch.class.getName());
    // Not public; parts of CellCounts and ProfileBuilder.
    tested.add(ClusterSums.class.getName());
    tested.add(ShareSums.class.getName());
    tested.add(Shares.class.getName());
    tested.add(Reach.class.getName());
    tested.add("dev.treeline.drift.BlockCells");
    Set<String> all =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.treeline.sketch", "dev.treeline.drift", "dev.treeline.quality")
                .stream()
                .filter(type -> type.isAssignableTo(Mergeable.class) && !type.isInterface())
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
    assertThat(tested).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void columnSketchKeepsItsExactPartsExactly() {
    everyRound(
        (stream, round) -> {
          ColumnSketch whole = column(stream);
          ColumnSketch parts =
              column(stream.subList(stream.size() / 3, stream.size()))
                  .plus(column(stream.subList(0, stream.size() / 3)));
          assertThat(parts.tally()).as(round).isEqualTo(whole.tally());
          assertThat(parts.numbers()).as(round).isEqualTo(whole.numbers());
          assertThat(parts.numberCounts()).as(round).isEqualTo(whole.numberCounts());
          assertThat(parts.kll().count()).as(round).isEqualTo(whole.kll().count());
        });
  }

  private interface Law {
    void check(List<Double> stream, String round);
  }

  private static void everyRound(Law law) {
    for (int round = 0; round < ROUNDS; round++) {
      law.check(stream(SEED + round), "seed " + (SEED + round));
    }
  }

  private static List<Double> stream(long seed) {
    var random = new SplittableRandom(seed);
    var stream = new ArrayList<Double>();
    int size = random.nextInt(3, 400);
    for (int i = 0; i < size; i++) {
      stream.add(
          switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            case 2 -> random.nextBoolean() ? 0.0 : -0.0;
            case 3 -> random.nextGaussian() * 1e200;
            case 4 -> random.nextGaussian() * 1e-200;
            case 5, 6, 7 -> (double) random.nextInt(5);
            default -> random.nextDouble();
          });
    }
    return stream;
  }

  @SuppressWarnings("unchecked") // a class literal cannot name its parameter
  private static Class<ValueCounts<Double>> valueCounts() {
    return (Class<ValueCounts<Double>>) (Class<?>) ValueCounts.class;
  }

  private static Tally tally(List<Double> stream) {
    var tally = Tally.EMPTY;
    for (double x : stream) {
      tally =
          tally.plus(Double.isNaN(x) ? new Tally(1, 0, 0, 0) : new Tally(0, x > 1 ? 1 : 0, 1, 2));
    }
    return tally;
  }

  private static ExactSum sum(List<Double> stream) {
    var sum = new ExactSum();
    stream.stream().filter(x -> !Double.isNaN(x)).forEach(sum::add);
    return sum;
  }

  private static NumberSummary summary(List<Double> stream) {
    var summary = new NumberSummary();
    stream.stream().filter(x -> !Double.isNaN(x)).forEach(summary::add);
    return summary;
  }

  private static ValueCounts<Double> counts(List<Double> stream) {
    var counts = new ValueCounts<Double>(8);
    stream.forEach(counts::add);
    return counts;
  }

  private static ColumnSketch column(List<Double> stream) {
    var column = ColumnSketch.forBaseline();
    stream.forEach(x -> column.addNumber(x, x > 1));
    return column;
  }

  private static CellCounts cells(List<Double> stream) {
    return fill(new CellCounts(Intervals.of(-1, 0, 0.25, 0.5, 1, 2)), stream);
  }

  private static CellCounts valueCells(List<Double> stream) {
    return fill(new CellCounts(Values.ofNumbers(0, 1, 2, 3)), stream);
  }

  private static CellCounts fill(CellCounts counts, List<Double> stream) {
    for (double x : stream) {
      counts.addNumber(x);
      if (x == 4) {
        counts.addText("four");
      }
      counts.endCluster();
    }
    return counts;
  }

  private static ProfileBuilder builder(List<Double> stream) {
    var column = column(List.of(0.0, 0.1, 0.2, 0.9, 1.0, 2.0, 3.0));
    var builder =
        ProfileBuilder.of(
            List.of(new ProfileBuilder.NamedSketch("x", column)),
            List.of(new ProfileBuilder.NamedSketch("score", column)));
    for (double x : stream) {
      builder.block("block " + Math.floorMod(Double.hashCode(x), 3));
      builder.addNumber(0, x);
      builder.addPrediction(0, x / 2);
      builder.endRow();
    }
    return builder;
  }

  private static WindowCounts window(List<Double> stream) {
    var window = WindowCounts.of(builder(List.of(1.0)).profile("test"));
    for (double x : stream) {
      window.feature(0).addNumber(x);
      window.prediction(0).addMissing();
      window.endRow();
      window.endBody();
    }
    return window;
  }

  private static Regression regression(List<Double> stream) {
    var regression = new Regression();
    stream.forEach(x -> regression.add(x, 1));
    return regression;
  }

  private static ConfusionMatrix confusion(List<Double> stream) {
    var confusion = new ConfusionMatrix(2);
    stream.forEach(x -> confusion.add(x > 1 ? 1 : 0, x > 0.5 ? 1 : 0));
    return confusion;
  }

  private static Binary binary(List<Double> stream) {
    var binary = new Binary(0.5);
    stream.forEach(x -> binary.add(x < 0.3, x));
    return binary;
  }

  private static Multiclass multiclass(List<Double> stream) {
    var multiclass = new Multiclass(2);
    stream.forEach(x -> multiclass.add(x > 3 ? 2 : 0, new float[] {(float) (double) x, 0.5f}));
    return multiclass;
  }
}
