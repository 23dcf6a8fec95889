package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.forest.Fixtures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A model that libxgboost wrote, rows, and what libxgboost said of them, as text and as bits.
///
/// @param file the model
/// @param rows cells as a CSV has them; empty where a value is missing
/// @param margins the floats' bits
/// @param predictions the floats' bits
/// @param leaves as numbers
record OracleRows(
    Path file,
    List<List<String>> rows,
    List<List<Integer>> margins,
    List<List<Integer>> predictions,
    List<List<String>> leaves) {

  /// @param model such as `softprob-3.4.1.ubj`
  static OracleRows of(String model) {
    return of(model, model.substring(0, model.lastIndexOf('.')) + ".txt");
  }

  static OracleRows of(String model, String expected) {
    List<String> lines = Fixtures.lines("oracle/" + expected);
    List<List<String>> blocks = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      blocks.add(Arrays.stream(line.split("\\|", -1)).map(String::strip).toList());
    }
    assertThat(blocks).hasSizeGreaterThan(10);
    return new OracleRows(
        Path.of("src/test/resources/forest/oracle", model).toAbsolutePath(),
        words(blocks, 0, OracleRows::cell),
        words(blocks, 1, OracleRows::bits),
        words(blocks, 2, OracleRows::bits),
        words(blocks, 3, word -> word));
  }

  private static <T> List<List<T>> words(
      List<List<String>> blocks, int block, Function<String, T> meaning) {
    return blocks.stream()
        .filter(line -> line.size() > block)
        .map(line -> Arrays.stream(line.get(block).split(" ", -1)).map(meaning).toList())
        .toList();
  }

  private static Integer bits(String hexadecimal) {
    return Integer.parseUnsignedInt(hexadecimal, 16);
  }

  static String cell(String hexadecimal) {
    return hexadecimal.equals("n") ? "" : Float.toString(Float.intBitsToFloat(bits(hexadecimal)));
  }

  /// What a command printed, as bits.
  static List<List<Integer>> read(String csv) {
    return csv.lines()
        .map(
            line ->
                Arrays.stream(line.split(",", -1))
                    .map(OracleRows::number)
                    .map(Float::floatToRawIntBits)
                    .toList())
        .toList();
  }

  private static float number(String text) {
    return switch (text) {
      case "inf" -> Float.POSITIVE_INFINITY;
      case "-inf" -> Float.NEGATIVE_INFINITY;
      case "nan" -> Float.NaN;
      default -> Float.parseFloat(text);
    };
  }

  int features() {
    return rows.getFirst().size();
  }

  /// Lines of cells without a header.
  String delimited(String delimiter) {
    return lines(row -> String.join(delimiter, row));
  }

  /// Every row as a line.
  String lines(Function<List<String>, String> line) {
    return rows.stream().map(line).collect(Collectors.joining("\n", "", "\n"));
  }
}
