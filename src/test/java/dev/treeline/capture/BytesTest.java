package dev.treeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A look at one byte after the other is the truth here.
class BytesTest {
  private static final long SEED = 5;

  private static byte[] bytes(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(60)];
    boolean isRare = random.nextBoolean();
    for (int i = 0; i < bytes.length; i++) {
      boolean isAny = !isRare || random.nextInt(30) == 0;
      bytes[i] = (byte) (isAny ? random.nextInt(256) : random.nextInt(' ' + 3, 128));
      bytes[i] = isRare && !isAny && bytes[i] == '\\' ? (byte) 'n' : bytes[i];
    }
    return bytes;
  }

  @Test
  void everyByteIsFoundWhereItIsFirst() {
    var random = new SplittableRandom(SEED);
    for (int round = 0; round < 100_000; round++) {
      byte[] bytes = bytes(random);
      int to = random.nextInt(bytes.length + 1);
      int from = random.nextInt(to + 1);
      int feed = from;
      while (feed < to && bytes[feed] != '\n') {
        feed++;
      }
      int special = from;
      while (special < to
          && bytes[special] >= ' '
          && bytes[special] != '"'
          && bytes[special] != '\\') {
        special++;
      }
      assertThat(Bytes.lineFeed(bytes, from, to)).as("seed %d, %d", SEED, round).isEqualTo(feed);
      assertThat(Bytes.notPlain(bytes, from, to)).as("seed %d, %d", SEED, round).isEqualTo(special);
    }
  }
}
