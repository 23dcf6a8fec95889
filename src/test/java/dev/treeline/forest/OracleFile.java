package dev.treeline.forest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What libxgboost gave for the rows of one model file: a text beside it, all bits in hexadecimal.
///
/// @param header `features F groups G outputs O trees T`
/// @param lines one a row
public record OracleFile(String header, List<Line> lines) {

  /// Rows of more values than these are written as those that are present.
  private static final int SPARSE_FROM = 1000;

  /// A row and what came out, each as the text of its blocks.
  public record Line(String row, String margins, String predictions, String leaves) {

    Line unsorted() {
      return new Line(row, margins, margins, leaves);
    }

    /// The row as a model takes it. A wide one is written as `feature:bits` of what is present.
    public float[] values(int width) {
      if (width <= SPARSE_FROM) {
        return Bits.read(row);
      }
      float[] values = new float[width];
      Arrays.fill(values, Float.NaN);
      for (String cell : row.equals("n") ? new String[0] : row.split(" ", -1)) {
        int colon = cell.indexOf(':');
        values[Integer.parseInt(cell, 0, colon, 10)] = Bits.read(cell.substring(colon + 1))[0];
      }
      return values;
    }
  }

  /// Model files of the folder that are not pickles.
  public static List<String> models() {
    return Fixtures.names("oracle").stream()
        .filter(name -> !name.endsWith(".txt") && !name.endsWith(".pkl"))
        .toList();
  }

  /// Those of them that have trees.
  public static List<String> treeModels() {
    return models().stream().filter(name -> !name.startsWith("gblinear")).toList();
  }

  /// The expectations of a model file. The newest libxgboost, which gave them, sorts the quantiles
  /// of every model; a model of before 3.4 is scored as its own version did, unsorted.
  public static OracleFile of(String modelFile) {
    OracleFile expected = read(stem(modelFile) + ".txt");
    return modelFile.startsWith("quantile-") && !modelFile.startsWith("quantile-3.4")
        ? new OracleFile(expected.header, expected.lines.stream().map(Line::unsorted).toList())
        : expected;
  }

  /// What a model of early stopping gives up to its best round; no header but the round's number.
  public static OracleFile best(String modelFile) {
    return read(stem(modelFile) + ".best.txt");
  }

  private static String stem(String modelFile) {
    return modelFile.substring(0, modelFile.lastIndexOf('.'));
  }

  private static OracleFile read(String name) {
    List<String> text = Fixtures.lines("oracle/" + name);
    List<Line> lines = new ArrayList<>();
    for (String line : text.subList(1, text.size())) {
      String[] blocks = line.split("\\|", -1);
      lines.add(
          new Line(
              blocks[0].strip(),
              blocks[1].strip(),
              blocks[2].strip(),
              blocks.length > 3 ? blocks[3].strip() : ""));
    }
    return new OracleFile(text.getFirst(), lines);
  }
}
