package dev.treeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.CaptureLine.Answered;
import dev.treeline.capture.CaptureLine.Encoding;
import dev.treeline.capture.CaptureLine.Extent;
import dev.treeline.capture.CaptureLine.Side;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The short way to read a line says the same as the long one, or nothing at all.
class PlainLineTest {
  private static final long SEED = 20_261_123;
  private static final int ROUNDS = 60_000;
  private static final Instant TIME = Instant.parse("2026-02-28T23:59:07Z");
  private static final Answered ANSWERED = new Answered("iris", "1.2", "sha256:00ff");

  private final PlainLine plain = new PlainLine();

  private boolean isFound(byte[] line) {
    return plain.find(line, 0, line.length);
  }

  private static Side csv(String type, String data) {
    return new Side(type, data, Encoding.CSV);
  }

  private static CaptureLine usual() {
    return new CaptureLine(
        csv("text/csv", "5.1,3.5,-1e-3,,red\n4,3,2,1,blue"),
        csv("text/csv; charset=utf-8", "0.9\n0.25\n"),
        "f04a8538-696c-4648-8064-8b680b2e3318",
        "order-42",
        List.of(),
        TIME,
        ANSWERED);
  }

  private static byte[] written(CaptureLine line) {
    byte[] bytes = line.write();
    return Arrays.copyOf(bytes, bytes.length - 1);
  }

  @Test
  void lineThatTreelineWritesIsFoundAndSaysTheSame() {
    byte[] line = written(usual());
    assertThat(isFound(line)).isTrue();
    assertThat(plain.line()).isEqualTo(CaptureLine.read(line)).isEqualTo(usual());
    assertThat(plain.epochSecond()).isEqualTo(TIME.getEpochSecond());
    assertThat(plain.modelVersion()).isEqualTo("1.2");
    assertThat(plain.baselineDigest()).isEqualTo("sha256:00ff");
  }

  @Test
  void lineWithoutReplyAndWithoutMetadataIsFoundToo() {
    CaptureLine bare =
        new CaptureLine(csv("text/csv", "1"), null, "", null, List.of(), TIME, Answered.UNKNOWN);
    assertThat(isFound(written(usual()))).isTrue();
    assertThat(isFound(written(bare))).isTrue();
    assertThat(plain.line()).isEqualTo(bare);
    assertThat(plain.hasOutput()).isFalse();
  }

  @Test
  void everythingElseIsLeftToTheOtherWay() {
    CaptureLine usual = usual();
    Side json = new Side("application/json", "[1]", Encoding.JSON);
    Side base64 = new Side("text/csv", "MQ==", Encoding.BASE64);
    Side cut = new Side("text/csv", "1", Encoding.CSV, Extent.TRUNCATED);
    for (Side odd :
        List.of(
            json,
            base64,
            cut,
            csv("text/csv; a=b", "1"),
            csv("", "1"),
            csv("text/csv", "é"),
            csv("text/csv", "\"1\""),
            csv("text/csv", "1\r\n2"))) {
      assertThat(isFound(written(usual.with(odd, null)))).as(odd.toString()).isFalse();
      assertThat(isFound(written(usual.with(usual.input(), odd)))).as(odd.toString()).isFalse();
    }
    assertThat(isFound(written(usual.with(null, usual.output())))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-28T23:59:60Z", "2026-02-30T10:00:00Z", "2026-02-28T24:00:00Z",
        "2026-02-28T24:00:01Z", "2026-02-28t23:59:07Z", "2026-02-28T23:59:07z",
        "2026-13-28T23:59:07Z", "2026-02-28T23:59:7ZZ", "2026-02-28T23:61:07Z"
      })
  void oddTimeIsLeftToTheOtherWay(String time) {
    String line = new String(written(usual()), StandardCharsets.UTF_8);
    assertThat(isFound(line.replace(TIME.toString(), time).getBytes(StandardCharsets.UTF_8)))
        .isFalse();
  }

  @Test
  void everyByteCutOffOrAddedIsLeftToTheOtherWay() {
    byte[] line = written(usual());
    for (int length = 0; length < line.length; length++) {
      assertThat(plain.find(line, 0, length)).as("cut to %d bytes", length).isFalse();
    }
    assertThat(isFound(Arrays.copyOf(line, line.length + 1))).isFalse();
  }

  @Test
  void mutatedLinesAreFoundOnlyWhereTheOtherWayReadsTheSame() {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[][] starts = {
      written(usual()),
      written(usual().withoutAnswered()),
      written(usual().with(usual().input(), null)),
      written(usual().with(new Side("application/json", "[1]", Encoding.JSON), null))
    };
    int found = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] line = mutated(starts[random.nextInt(starts.length)], random);
      if (isFound(line)) {
        found++;
        CaptureLine read = plain.line();
        assertThat(CaptureLine.read(line))
            .as(() -> "seed " + SEED + ": " + new String(line, StandardCharsets.ISO_8859_1))
            .isEqualTo(read);
      }
    }
    assertThat(found).as("mutations that leave a plain line").isGreaterThan(ROUNDS / 20);
  }

  private static byte[] mutated(byte[] start, SplittableRandom random) {
    byte[] line = start.clone();
    for (int change = random.nextInt(1, 4); change > 0; change--) {
      int at = random.nextInt(line.length);
      switch (random.nextInt(5)) {
        case 0 -> line[at] = (byte) random.nextInt(256);
        case 1 -> line[at] = (byte) "0123456789,.-+eE\\n\"{}: Zt".charAt(random.nextInt(25));
        case 2 -> line = without(line, at, Math.min(line.length, at + random.nextInt(1, 12)));
        case 3 -> line = with(line, at, (byte) random.nextInt(' ', 127));
        default -> line[at] = line[random.nextInt(line.length)];
      }
    }
    return line;
  }

  private static byte[] without(byte[] line, int from, int to) {
    if (to - from >= line.length) {
      return line;
    }
    byte[] shorter = Arrays.copyOf(line, line.length - (to - from));
    System.arraycopy(line, to, shorter, from, line.length - to);
    return shorter;
  }

  private static byte[] with(byte[] line, int at, byte added) {
    byte[] longer = Arrays.copyOf(line, line.length + 1);
    System.arraycopy(line, at, longer, at + 1, line.length - at);
    longer[at] = added;
    return longer;
  }
}
