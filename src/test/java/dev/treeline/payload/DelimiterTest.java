package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Against what Python's csv.Sniffer takes; the recipe of the table stands beside it.
class DelimiterTest {
  /// Lines where we differ on purpose: `|` beside points, quotes, and characters that nobody uses.
  private static final Set<String> BETTER =
      Set.of(
          "1.5|2.5",
          "5.1|3.5|1.4|0.2",
          "10|20|30|40",
          "1|1",
          "-1|-2|-3",
          "\"x y\"",
          "1#2#3",
          "1/2/3",
          "1~2~3",
          "1_2_3",
          "1^2^3",
          "1&2&3",
          "1=2=3",
          "1@2@3",
          "1!2!3",
          "-1e-5");

  private record Golden(String line, char delimiter) {}

  @Test
  void theDelimiterIsThatOfPython() throws IOException {
    for (Golden golden : table()) {
      char ours = Delimiter.of(seen(golden.line()), CsvOptions.BODY.delimiters());
      if (BETTER.contains(golden.line())) {
        assertThat(ours).as(golden.line()).isNotEqualTo(golden.delimiter());
        assertThat(ours).as(golden.line()).isEqualTo(golden.line().contains("|") ? '|' : ',');
      } else {
        assertThat(ours).as(golden.line()).isEqualTo(golden.delimiter());
      }
    }
  }

  private static String seen(String line) {
    return line.substring(0, Math.min(line.length(), Delimiter.SEEN)).strip();
  }

  private static List<Golden> table() throws IOException {
    try (InputStream in = DelimiterTest.class.getResourceAsStream("/payload/delimiters.tsv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      List<Golden> table =
          text.lines()
              .map(line -> line.split("\t", -1))
              .map(cells -> new Golden(unescaped(cells[0]), unescaped(cells[1]).charAt(0)))
              .toList();
      assertThat(table).hasSizeGreaterThan(70);
      return table;
    }
  }

  private static String unescaped(String text) {
    return text.replace("\\t", "\t").replace("\\r", "\r");
  }
}
