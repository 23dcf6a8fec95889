package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rows of JSON with objects and lists inside, made flat.
class NestedRowsTest {
  private static List<String> flat(MediaType type, String text) {
    List<String> rows = new ArrayList<>();
    Payload.decode(
        type,
        text.getBytes(StandardCharsets.UTF_8),
        BodyOptions.BODY.flattened(),
        row ->
            rows.add(
                IntStream.range(0, row.width())
                    .mapToObj(i -> row.nameAt(i) + "=" + row.textAt(i))
                    .collect(Collectors.joining(" "))));
    return rows;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\": 1, \"user\": {\"age\": 30, \"home\": {\"city\": \"Ulm\"}}} | a=1 user.age=30"
            + " user.home.city=Ulm",
        "{\"tags\": [\"x\", \"y\"], \"b\": 2} | tags.0=x tags.1=y b=2",
        "{\"one\": [7], \"b\": 2} | one=7 b=2",
        "{\"o\": {\"one\": [7], \"two\": 2}} | o.one=7 o.two=2",
        "{\"list\": [{\"x\": 1}, {\"x\": 2}]} | list.0.x=1 list.1.x=2",
        "{\"list\": [{\"x\": 1}]} | list.0.x=1",
        "{\"list\": [[1, 2], [3]]} | list.0.0=1 list.0.1=2 list.1=3",
        "{\"e\": {}, \"f\": [], \"a\": 1} | a=1",
        "{\"n\": {\"m\": null, \"t\": true}} | n.m= n.t=true",
      })
  void aValueInsideIsNamedByItsPath(String text, String expected) {
    assertThat(flat(MediaType.JSON_LINES, text)).containsExactly(expected);
    assertThat(flat(MediaType.JSON, "{\"instances\": [" + text + "]}")).containsExactly(expected);
  }

  @Test
  void aNameThatComesTwiceInAnObjectIsAnError() {
    assertThatThrownBy(() -> flat(MediaType.JSON, "{\"a\": {\"b\": 1, \"b\": 2}}"))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("a.b", "twice");
  }

  @Test
  void endlessDepthAndEndlessPathsAreRefused() {
    String deep = "{\"a\": ".repeat(30) + "1" + "}".repeat(30);
    assertThat(flat(MediaType.JSON, deep)).hasSize(1);
    String deeper = "{\"a\": ".repeat(5_000) + "1" + "}".repeat(5_000);
    assertThatThrownBy(() -> flat(MediaType.JSON, deeper)).isInstanceOf(PayloadException.class);
    String wide = "{\"" + "a".repeat(100_000) + "\": [" + "1,".repeat(100_000) + "1]}";
    assertThatThrownBy(() -> flat(MediaType.JSON, wide))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("a path longer than 4096 characters");
  }

  @Test
  void anEarlyEndIsRefused() {
    for (String text :
        List.of("{\"a\": {\"b\": 1", "{\"a\": [1, 2", "{\"a\": {\"b\": [", "{\"a\": {")) {
      assertThatThrownBy(() -> flat(MediaType.JSON, text)).isInstanceOf(PayloadException.class);
    }
  }

  @Test
  void withoutBeingAskedANestedObjectIsRefused() {
    assertThatThrownBy(() -> ShownRow.json("{\"a\": {\"b\": 1}}"))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("$.a: found a nested value");
  }
}
