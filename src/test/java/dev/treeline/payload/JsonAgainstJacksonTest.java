package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.treeline.json.JsonToken;
import dev.treeline.json.JsonTokens;
import dev.treeline.json.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Our tokens against those of Jackson, another reader of the same grammar, on bodies whole and
/// damaged: the same tokens, or both refuse.
///
/// What is refused here and read there, on purpose: bytes that are not the shortest UTF-8 of a
/// character, `INF` for `Infinity`, and what stands right after a word at the top, as in `true[]`.
/// What is read here and refused there: half a surrogate pair in a name, as both do in values.
class JsonAgainstJacksonTest {
  private static final long SEED = Long.getLong("treeline.fuzz.seed", 20);
  private static final int ROUNDS = Integer.getInteger("treeline.fuzz.rounds", 60_000);

  private static final String REFUSED = "refused";

  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JsonTokens.DEEPEST)
                  .maxStringLength(1 << 20)
                  .maxNameLength(1 << 20)
                  .build())
          .build();

  private static final List<byte[]> CORPUS =
      Stream.of(
              "[[5.1, -3.5e-7, 1E+4, 0.2], [1, null, \"NaN\", NaN, Infinity, -Infinity, -0]]",
              "{\"instances\": [{\"a\": 1, \"b\": [true, false], \"c\": \"x\"}], \"n\": {\"d\":"
                  + " [[]]}}",
              "{\"a b\\n\": \"\\u00e9\\ud83d\\uDE00\\\"\\/\\\\\", \"é€\uD83D\uDE00\": \"é€😀\"}",
              "{\"a\": +Infinity}\r\n[]\n{}\r\"x\" 1 2.5\tnull\n\n true",
              "\uFEFF [1,\n2]")
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .toList();

  @Test
  void theTokensAreTheSameOrBothRefuse() throws IOException {
    Mutation mutation = new Mutation(CORPUS, SEED);
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] body = round < CORPUS.size() ? CORPUS.get(round) : mutation.next();
      List<String> ours = ours(JsonTokens.of(body, 0, body.length));
      List<String> theirs = theirs(body);
      boolean refused = ours.getLast().startsWith(REFUSED);
      read += refused ? 0 : 1;
      if (refused && (theirs.getLast().equals(REFUSED) || isMeant(body, ours.getLast()))) {
        continue;
      }
      if (theirs.getLast().equals(REFUSED) && halfPairIn(ours)) {
        continue;
      }
      assertThat(ours)
          .as("seed %d, round %d: %s", SEED, round, new String(body, StandardCharsets.UTF_8))
          .isEqualTo(theirs);
    }
    assertThat(read).isBetween(ROUNDS / 50, ROUNDS - ROUNDS / 10);
  }

  @Test
  void bytesOfAStreamGiveTheSameTokensAndPlaces() throws IOException {
    Mutation mutation = new Mutation(CORPUS, SEED + 1);
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS / 3; round++) {
      byte[] body = round < CORPUS.size() ? CORPUS.get(round) : mutation.next();
      assertThat(ours(JsonTokens.of(new Trickle(body, 1 + random.nextInt(9)))))
          .as("seed %d, round %d: %s", SEED, round, new String(body, StandardCharsets.UTF_8))
          .isEqualTo(ours(JsonTokens.of(body, 0, body.length)));
    }
  }

  private static boolean isMeant(byte[] body, String refusal) {
    return !isUtf8(body)
        || refusal.contains("in place of the word Infinity")
        || refusal.contains("in place of a blank or the end");
  }

  private static boolean halfPairIn(List<String> tokens) {
    return tokens.stream()
        .filter(token -> token.startsWith("NAME "))
        .anyMatch(name -> !StandardCharsets.UTF_8.newEncoder().canEncode(name));
  }

  private static boolean isUtf8(byte[] body) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }

  private static List<String> ours(JsonTokens tokens) throws IOException {
    List<String> all = new ArrayList<>();
    try {
      while (tokens.next() != JsonToken.END) {
        JsonToken token = tokens.token();
        all.add(
            token == JsonToken.NAME
                ? "NAME " + tokens.name()
                : token.isScalar() ? token + " " + tokens.text() : token.name());
      }
      all.add("END");
    } catch (MalformedJsonException malformed) {
      all.add(REFUSED + " " + malformed.getMessage());
    }
    return all;
  }

  private static List<String> theirs(byte[] body) throws IOException {
    boolean marked =
        body.length >= 3
            && Arrays.equals(body, 0, 3, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, 0, 3);
    int from = marked ? 3 : 0;
    List<String> all = new ArrayList<>();
    try (JsonParser parser = JACKSON.createParser(body, from, body.length - from)) {
      while (parser.nextToken() != null) {
        all.add(theirs(parser));
      }
      all.add("END");
    } catch (JsonProcessingException malformed) {
      all.add(REFUSED);
    }
    return all;
  }

  private static String theirs(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT, END_OBJECT, START_ARRAY, END_ARRAY -> parser.currentToken().name();
      case FIELD_NAME -> "NAME " + parser.currentName();
      case VALUE_STRING -> "STRING " + parser.getText();
      case VALUE_NUMBER_INT -> "INTEGER " + parser.getText();
      case VALUE_NUMBER_FLOAT -> "DECIMAL " + parser.getText();
      case VALUE_TRUE -> "TRUE true";
      case VALUE_FALSE -> "FALSE false";
      case VALUE_NULL -> "NULL null";
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw new AssertionError(parser.currentToken());
    };
  }

  /// A stream that gives a few bytes at a time.
  private static final class Trickle extends ByteArrayInputStream {
    private final int most;

    Trickle(byte[] body, int most) {
      super(body);
      this.most = most;
    }

    @Override
    public synchronized int read(byte[] into, int from, int length) {
      return super.read(into, from, Math.min(length, most));
    }
  }
}
