package dev.treeline.forest;

import java.util.ArrayList;
import java.util.List;

/// What libxgboost gave for the rows of one model file: a text beside it, all bits in hexadecimal.
///
/// @param header `features F groups G outputs O trees T`
/// @param lines one a row
record OracleFile(String header, List<Line> lines) {

  /// A row and what came out, each as the text of its blocks.
  record Line(String row, String margins, String predictions, String leaves) {

    float[] values() {
      return Bits.read(row);
    }
  }

  /// Model files of the folder that are not pickles.
  static List<String> models() {
    return Fixtures.names("oracle").stream()
        .filter(name -> !name.endsWith(".txt") && !name.endsWith(".pkl"))
        .toList();
  }

  /// The expectations of a model file.
  static OracleFile of(String modelFile) {
    return read(stem(modelFile) + ".txt");
  }

  /// What a model of early stopping gives up to its best round; no header but the round's number.
  static OracleFile best(String modelFile) {
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
