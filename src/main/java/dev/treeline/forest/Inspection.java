package dev.treeline.forest;

import dev.treeline.booster.Detail;
import dev.treeline.booster.FileFormat;
import dev.treeline.booster.FileVersion;
import dev.treeline.booster.LinearDocument;
import dev.treeline.booster.ModelDocument;
import dev.treeline.booster.ModelFile;
import dev.treeline.booster.ModelFormatException;
import dev.treeline.booster.TreesDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// What a model file says of its model, for a person to read.
///
/// @param format the file's format
/// @param version of the XGBoost that wrote it
/// @param objective XGBoost's name of it, known or not
/// @param facts what whoever sends rows has to know
/// @param groups margins a row gets
/// @param baseScore as the file says it
/// @param baseMargins what each row starts from, one a group
/// @param rounds boosting rounds in the file
/// @param bestRound the round, from 0, that early stopping noted as the best
/// @param shape of the trees; all zero for a linear model
/// @param features one use a feature, in the order that the trees know; cannot be changed
public record Inspection(
    FileFormat format,
    FileVersion version,
    Kind kind,
    String objective,
    Facts facts,
    int groups,
    String baseScore,
    List<Float> baseMargins,
    int rounds,
    OptionalInt bestRound,
    Shape shape,
    List<FeatureUse> features) {

  /// What is added up.
  public enum Kind {
    TREES("gbtree"),
    /// Trees whose leaves are weighted, since training dropped some.
    WEIGHTED_TREES("dart"),
    LINEAR("gblinear");

    private final String booster;

    Kind(String booster) {
      this.booster = booster;
    }

    /// XGBoost's name of it.
    public String booster() {
      return booster;
    }
  }

  /// How large the trees are.
  ///
  /// @param nodes that the roots reach, splits and leaves
  /// @param deepest the most splits on any path
  /// @param categoricalSplits how many of the splits compare categories
  /// @param leafSize values of a leaf
  public record Shape(
      int trees, long nodes, long leaves, int deepest, long categoricalSplits, int leafSize) {}

  public Inspection {
    baseMargins = List.copyOf(baseMargins);
  }

  /// Reads a model file.
  ///
  /// @throws ModelFormatException if it is not a model, or makes no sense
  public static Inspection read(String fileName, byte[] bytes) {
    ModelDocument document = ModelFile.read(fileName, bytes, Detail.STATISTICS);
    try {
      return of(FileFormat.of(bytes), document);
    } catch (ModelFormatException e) {
      throw e.in(fileName);
    }
  }

  private static Inspection of(FileFormat format, ModelDocument document) {
    var checked = CheckedModel.check(document);
    List<Float> baseMargins = new ArrayList<>();
    for (float margin : checked.baseMargins) {
      baseMargins.add(margin);
    }
    var uses = new FeatureUses(document);
    return switch (document.booster()) {
      case TreesDocument trees -> {
        Shape shape = uses.count(trees);
        yield new Inspection(
            format,
            document.version(),
            trees.treeWeights.length > 0 ? Kind.WEIGHTED_TREES : Kind.TREES,
            document.objective(),
            Facts.of(document),
            checked.groups,
            document.param().baseScore(),
            baseMargins,
            Rounds.count(trees, checked.groups),
            best(document),
            shape,
            uses.list());
      }
      case LinearDocument _ ->
          new Inspection(
              format,
              document.version(),
              Kind.LINEAR,
              document.objective(),
              Facts.of(document),
              checked.groups,
              document.param().baseScore(),
              baseMargins,
              0,
              best(document),
              new Shape(0, 0, 0, 0, 0, 0),
              uses.list());
    };
  }

  private static OptionalInt best(ModelDocument document) {
    String best = document.attributes().getOrDefault(Rounds.BEST_ITERATION, "");
    return best.matches("[0-9]{1,9}")
        ? OptionalInt.of(Integer.parseInt(best))
        : OptionalInt.empty();
  }
}
