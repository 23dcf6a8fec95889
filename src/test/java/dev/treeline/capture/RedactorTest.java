package dev.treeline.capture;

import static dev.treeline.capture.Examples.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.treeline.capture.CaptureLine.Extent;
import dev.treeline.capture.CaptureLine.Side;
import dev.treeline.payload.MediaType;
import dev.treeline.payload.Payload;
import dev.treeline.payload.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What must not leave does not leave, and everything else is what it was.
class RedactorTest {
  private static final List<String> NAMES = List.of("age", "ssn", "zip", "pay");

  private final TestWorld world = new TestWorld("http://127.0.0.1:1");
  private final Ledger ledger =
      new Ledger(Examples.settings(), world.surroundings().clock(), world.out::add);

  private CaptureLine redact(String entries, String type, String body) {
    CaptureLine line =
        Examples.line(1)
            .with(Side.of(type, utf8(body)), Side.of("application/json", utf8("{\"score\":1}")));
    return new Redactor(Arrays.asList(entries.split(",", -1)), _ -> NAMES, ledger).redact(line);
  }

  private String input(String entries, String type, String body) {
    Side side = Objects.requireNonNull(redact(entries, type, body).input());
    return side.extent() == Extent.REDACTED ? "WITHHELD" + side.data() : side.data();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "ssn#1,2,3,4#1,\"\",3,4",
        "2#1,2,3,4#1,\"\",3,4",
        "age,4#1,2,3,4#\"\",2,3,\"\"",
        "ssn#1.50 , \"a \"\",b\" ,3,4#1.50 ,\"\",3,4",
        "ssn#1;2;3;4#1;\"\";3;4",
        "1#1 2 3 4#\"\" 2 3 4",
        "4#1 2 3 4 #1 2 3 \"\" ",
        "ssn#1,,3,4#1,\"\",3,4",
        "pay#1,2,3,#1,2,3,\"\"",
        "nobody#1,2,3,4#1,2,3,4",
        "ssn#1,2,3#WITHHELD",
        "ssn#1,2,3,4,5#WITHHELD",
        "ssn#1,\"2,3,4#WITHHELD",
        "ssn#1,\"2\"x,3,4#WITHHELD",
        "ssn#a#WITHHELD"
      })
  void cellsOfCsvAreEmptiedByNameOrNumberAndDoubtWithholdsAll(
      String entries, String body, String expected) {
    assertThat(input(entries, "text/csv", body)).isEqualTo(expected);
  }

  @Test
  void everyRowIsRedactedAndLinesStayAsTheyAre() {
    assertThat(input("ssn", "text/csv", "\ufeff1,2,3,4\r\n\r\n5,\"6\n6\",7,8\n9,0,1,2"))
        .isEqualTo("\ufeff1,\"\",3,4\r\n\r\n5,\"\",7,8\n9,\"\",1,2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "text/csv;label_size=1#1,2,3,4#1,'\"\"',3,4",
        "text/csv; label_size=0#1,2,3,4#1,'\"\"',3,4",
        "text/csv;label_size=1#0,1,2,3,4#WITHHELD"
      })
  void labelSizeMovesNoColumnsSinceBodiesHoldNoLabels(String type, String body, String expected) {
    assertThat(input("ssn", type, body)).isEqualTo(expected.replace("'", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "ssn#{\"age\": 1.0e+2, \"ssn\" : \"1-2\", \"x\":[]}#{\"age\": 1.0e+2, \"ssn\" : null, \"x\":[]}",
        "2#{\"age\":1,\"ssn\":{\"deep\":[1]}}#{\"age\":1,\"ssn\":null}",
        "ssn#{\"\\u0073sn\":7}#{\"\\u0073sn\":null}",
        "ssn#[1.10,2,3,4]#[1.10,null,3,4]",
        "ssn#[[1,2,3,4],[5,6,7,8]]#[[1,null,3,4],[5,null,7,8]]",
        "ssn#{\"instances\":[{\"features\":[1,2,3,4]}]}#{\"instances\":[{\"features\":[1,null,3,4]}]}",
        "ssn#{\"ssn\":1,\"ssn\":2}#{\"ssn\":null,\"ssn\":null}",
        "ssn#{\"inputs\":{\"ssn\":[1,2],\"age\":[[3],[4]]}}#{\"inputs\":{\"ssn\":[null,null],\"age\":[[3],[4]]}}",
        "ssn#{\"dataframe_split\":{\"columns\":[\"zip\",\"ssn\"],\"index\":[0],\"data\":[[1,2]]}}"
            + "#{\"dataframe_split\":{\"columns\":[\"zip\",\"ssn\"],\"index\":[0],\"data\":[[1,null]]}}",
        "ssn#{\"inputs\":[{\"name\":\"ssn\",\"shape\":[2],\"datatype\":\"FP32\",\"data\":[1,2]},"
            + "{\"name\":\"age\",\"shape\":[2],\"datatype\":\"FP32\",\"data\":[3,4]}]}"
            + "#{\"inputs\":[{\"name\":\"ssn\",\"shape\":[2],\"datatype\":\"FP32\",\"data\":[null,null]},"
            + "{\"name\":\"age\",\"shape\":[2],\"datatype\":\"FP32\",\"data\":[3,4]}]}",
        "ssn#{\"inputs\":[{\"name\":\"x\",\"shape\":[2,4],\"datatype\":\"FP32\",\"data\":[1,2,3,4,5,6,7,8]}]}"
            + "#{\"inputs\":[{\"name\":\"x\",\"shape\":[2,4],\"datatype\":\"FP32\",\"data\":[1,null,3,4,5,null,7,8]}]}",
        "ssn#[NaN,2,3,4]#[NaN,null,3,4]",
        "ssn#[1,2,3]#WITHHELD",
        "ssn#{\"keys\":[1,2],\"values\":[5,6]}#WITHHELD",
        "ssn#{\"inputs\":[{\"name\":\"x\",\"shape\":[2],\"data\":[1,2]}]}#WITHHELD",
        "ssn#{\"data\":[[1]],\"data\":[[1,2]],\"columns\":[\"zip\"]}#WITHHELD",
        "ssn#[1,2,{},4]#WITHHELD",
        "ssn#[1,2,3,4#WITHHELD",
        "ssn#not json#WITHHELD"
      })
  void columnsAreFoundInEveryShapeOfJsonAndDoubtWithholdsAll(
      String entries, String body, String expected) {
    assertThat(input(entries, "application/json", body)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "/a/b#{\"a\":{\"b\":1.00,\"c\":2}}#{\"a\":{\"b\":null,\"c\":2}}",
        "/a/1#{\"a\":[1,[2],3]}#{\"a\":[1,null,3]}",
        "/a/*/b#{\"a\":[{\"b\":1},{\"b\":2,\"c\":3}]}#{\"a\":[{\"b\":null},{\"b\":null,\"c\":3}]}",
        "/*#{\"*\":1,\"x\":2}#{\"*\":null,\"x\":2}",
        "/x~1y~0z#{\"x/y~z\":1}#{\"x/y~z\":null}",
        "/a,/a/b#{\"a\":{\"b\":1}}#{\"a\":null}",
        "/#{\"\":1,\"a\":2}#{\"\":null,\"a\":2}",
        "/nowhere/0#{\"a\":1}#{\"a\":1}",
        "/a#{\"a\":\"\\\"}\"}#{\"a\":null}",
        "/a#{\"a\":1#WITHHELD"
      })
  void pointersTakeOutWhatTheyLeadToAndLeaveTheRestByteForByte(
      String entries, String body, String expected) {
    assertThat(input(entries, "application/json", body)).isEqualTo(expected);
  }

  @Test
  void repliesAreRedactedByPointerAndNotByColumn() {
    assertThat(redact("/score", "application/json", "{}").output())
        .isEqualTo(Side.of("application/json", utf8("{\"score\":null}")));
    assertThat(redact("score", "application/json", "{}").output())
        .isEqualTo(Side.of("application/json", utf8("{\"score\":1}")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssn", "3", "/a"})
  void aBinaryBodyIsWithheldWholeMarkedAndCounted(String entry) {
    Side side =
        Objects.requireNonNull(redact(entry, "application/x-recordio-protobuf", "1,2").input());
    assertThat(side.data()).isEmpty();
    assertThat(side.extent()).isEqualTo(Extent.REDACTED);
    ledger.tell();
    assertThat(world.metrics())
        .singleElement()
        .asString()
        .contains("\"CaptureRedactedWhole\":1")
        .doesNotContain("CaptureDropped");
  }

  @Test
  void namesOfAModelNobodyKnowsWithholdWhatIsNotNamed() {
    Redactor unknown = new Redactor(List.of("ssn"), new Features.Unknown(), ledger);
    CaptureLine csv = unknown.redact(Examples.line("e", "1,2,3,4"));
    assertThat(csv.input()).extracting(Side::extent).isEqualTo(Extent.REDACTED);
    CaptureLine json =
        Examples.line(1).with(Side.of("application/json", utf8("{\"ssn\":5,\"a\":1}")), null);
    assertThat(unknown.redact(json).input())
        .extracting(Side::data)
        .isEqualTo("{\"ssn\":null,\"a\":1}");
    Redactor numbers = new Redactor(List.of("2"), new Features.Unknown(), ledger);
    assertThat(numbers.redact(Examples.line("e", "1,2,3")).input())
        .extracting(Side::data)
        .isEqualTo("1,\"\",3");
    assertThat(numbers.redact(Examples.line("e", "1")).input())
        .extracting(Side::extent)
        .isEqualTo(Extent.REDACTED);
  }

  @Test
  void deepNestingIsWithheldAndNeitherThrownNorLeaked() {
    assertThat(input("ssn", "application/json", "[".repeat(100_000))).isEqualTo("WITHHELD");
  }

  @Test
  void nothingIsRedactedWhereNothingIsAsked() {
    CaptureLine line = Examples.contractLine();
    assertThat(new Redactor(List.of(), _ -> NAMES, ledger).redact(line)).isSameAs(line);
  }

  private static List<List<String>> cells(String type, String body) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    Payload.read(
        MediaType.parse(type),
        utf8(body),
        row -> {
          List<String> cells = new ArrayList<>();
          for (int i = 0; i < row.width(); i++) {
            boolean text = row.kind(i) == Row.Kind.TEXT;
            cells.add(row.kind(i) + (text ? row.textAt(i) : "" + row.doubleAt(i)));
          }
          rows.add(cells);
        });
    return rows;
  }

  @Test
  void whatTheEndpointReadsOfRedactedCsvIsTheSameWithMissingCells() throws IOException {
    long seed = 11;
    Random random = new Random(seed);
    List<String> parts =
        List.of("1", "2.5", "", "\"a,b\"", " x ", "\"q\"\"q\"", "-3e4", "NaN", "\"\n\"", "\"\"");
    for (int round = 0; round < 2000; round++) {
      String delimiter = List.of(",", ";", "\t", "|").get(random.nextInt(4));
      StringBuilder body = new StringBuilder("0").append((delimiter + "0").repeat(3));
      for (int row = random.nextInt(4); row > 0; row--) {
        body.append(random.nextBoolean() ? "\n" : "\r\n").append(parts.get(random.nextInt(10)));
        for (int i = 1; i < 4; i++) {
          body.append(delimiter).append(parts.get(random.nextInt(10)));
        }
      }
      List<List<String>> expected = cells("text/csv", body.toString());
      expected.forEach(row -> row.set(2, "MISSINGNaN"));
      assertThat(cells("text/csv", input("zip", "text/csv", body.toString())))
          .as("seed %s round %s: %s", seed, round, body)
          .isEqualTo(expected);
    }
  }

  @Test
  void redactedJsonIsTheSameTreeWithNullsInPlaceOfTheMember() throws IOException {
    ObjectMapper trees = new ObjectMapper();
    long seed = 12;
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      JsonNode tree = tree(random, 3, trees);
      String body = random.nextBoolean() ? tree.toPrettyString() : tree.toString();
      JsonNode expected = trees.readTree(body);
      blank(expected);
      assertThat(trees.readTree(input("secret", "application/json", body)))
          .as("seed %s round %s: %s", seed, round, body)
          .isEqualTo(expected);
    }
  }

  private static JsonNode tree(Random random, int depth, ObjectMapper trees) {
    ObjectNode object = trees.createObjectNode();
    for (String name : List.of("a", "secret", "é\"\\", "z")) {
      switch (random.nextInt(depth > 0 ? 5 : 3)) {
        case 0 -> object.put(name, random.nextInt() / 8.0);
        case 1 -> object.put(name, "t\"\n\ud83d\ude00" + random.nextInt(9));
        case 2 -> object.putNull(name);
        case 3 -> object.set(name, tree(random, depth - 1, trees));
        default -> object.putArray(name).add(tree(random, depth - 1, trees));
      }
    }
    return object;
  }

  /// A list keeps its length.
  private static JsonNode blanked(JsonNode value) {
    if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, blanked(array.get(i)));
      }
      return array;
    }
    return NullNode.getInstance();
  }

  private static void blank(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.has("secret")) {
        object.set("secret", blanked(object.get("secret")));
      }
      object.forEach(RedactorTest::blank);
    } else if (node instanceof ArrayNode array) {
      array.forEach(RedactorTest::blank);
    }
  }

  @Test
  void noByteOfASecretLeavesHoweverTheBodyIsDamaged() {
    String csv = "1,SECRET,3,4\n5,SECRET,7,8\n";
    String json = "{\"instances\":[{\"age\":1,\"ssn\":\"SECRET\"},[1,\"SECRET\",3,4]]}";
    Random random = new Random(13);
    for (int round = 0; round < 20_000; round++) {
      boolean isCsv = random.nextBoolean();
      byte[] bytes = (isCsv ? csv : json).getBytes(StandardCharsets.US_ASCII);
      int at = random.nextInt(bytes.length);
      String structure = ",;\n\"{}[]: 5\\";
      byte damage = (byte) structure.charAt(random.nextInt(structure.length()));
      String secret = "SECRET";
      String body = new String(bytes, StandardCharsets.US_ASCII);
      boolean inside =
          body.substring(Math.max(0, at - 5), Math.min(body.length(), at + 6)).contains(secret)
              || body.startsWith("\"ssn\"", Math.max(0, at - 4));
      bytes[at] = damage;
      body = new String(bytes, StandardCharsets.US_ASCII);
      if (inside || (!isCsv && !body.contains("\"ssn\":"))) {
        continue; // The damage has changed the secret or its name.
      }
      String left = input("ssn", isCsv ? "text/csv" : "application/json", body);
      assertThat(left).as("from %s", body).doesNotContain(secret);
    }
  }
}
