package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Cut, flipped and spliced bodies: rows, or a typed error; nothing else, and at once.
class PayloadDamageTest {
  private static final long SEED = 42;

  private static final List<String> BODIES =
      List.of(
          "{\"inputs\": [[3.5, 1.2, 5.3, 1.8], [1, null, \"NaN\", -2e-3]]}",
          "{\"instances\": [{\"a\": 1, \"b\": [1, 2], \"c\": \"x\"}], \"n\": {\"d\": [[]]}}",
          "{\"predictions\": [{\"score\": [0.25, 0.75]}]}\n{\"features\": [1]}",
          "a,\"b \"\"c\"\"\",d\r\n1,2.5,-3e7\n,nan,\"é\"\n",
          "1 2 3\n4 5 6\n");

  private static final List<MediaType> TYPES =
      List.of(MediaType.CSV, MediaType.JSON, MediaType.JSON_LINES);

  @Test
  void everyCutOfEveryBodyEndsInRowsOrATypedError() {
    for (String body : BODIES) {
      byte[] whole = body.getBytes(StandardCharsets.UTF_8);
      for (int length = 0; length <= whole.length; length++) {
        read(Arrays.copyOf(whole, length), "cut to " + length);
      }
    }
  }

  @Test
  void everyFlippedBodyEndsInRowsOrATypedError() {
    Random random = new Random(SEED);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int round = 0; round < 20_000; round++) {
            read(damaged(random), "seed " + SEED + ", round " + round);
          }
        });
  }

  private static byte[] damaged(Random random) {
    byte[] body = BODIES.get(random.nextInt(BODIES.size())).getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(body.length);
      switch (random.nextInt(3)) {
        case 0 -> body[at] = (byte) random.nextInt(256);
        case 1 -> body[at] = (byte) "[]{}\",:\n 0e-.".charAt(random.nextInt(13));
        default -> {
          byte[] longer = Arrays.copyOf(body, body.length + 5);
          System.arraycopy(body, at, longer, Math.min(at + 5, body.length), body.length - at);
          body = longer;
        }
      }
    }
    return body;
  }

  private static void read(byte[] body, String what) {
    for (MediaType type : TYPES) {
      assertThatCode(
              () -> {
                try {
                  Payload.read(type, body, ShownRow::of);
                } catch (PayloadException expected) {
                  Assertions.assertFalse(expected.place().isEmpty());
                }
              })
          .as("%s as %s: %s", what, type.name(), new String(body, StandardCharsets.ISO_8859_1))
          .doesNotThrowAnyException();
    }
  }
}
