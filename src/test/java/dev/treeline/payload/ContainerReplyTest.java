package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What the container cannot do, and laws. What it can is in [ContainerRepliesTest].
class ContainerReplyTest {
  private static final long SEED = 20_250_721;

  @Test
  void jsonLinesAreAnObjectALine() {
    float[] scores = {0.25f, Float.NaN, 2, -0.5f};
    assertThat(ContainerReply.write(ReplyFormat.JSON_LINES, scores, 1).text())
        .isEqualTo("{\"score\": 0.25}\n{\"score\": NaN}\n{\"score\": 2.0}\n{\"score\": -0.5}\n");
    assertThat(ContainerReply.write(ReplyFormat.JSON_LINES, scores, 2).text())
        .isEqualTo("{\"score\": [0.25, NaN]}\n{\"score\": [2.0, -0.5]}\n");
  }

  @Test
  void recordioIsAFrameARow() {
    byte[] frames =
        ContainerReply.write(ReplyFormat.RECORDIO, new float[] {1, 2, -0.0f, Float.NaN}, 2).bytes();
    assertThat(RecordFrames.read(frames))
        .containsExactly(
            Map.of("score", List.of("3f800000", "40000000")),
            Map.of("score", List.of("80000000", "7fc00000")));
  }

  @Test
  void noRowsAreNothingToRead() {
    assertThat(ContainerReply.write(ReplyFormat.JSON, new float[0], 3).text())
        .isEqualTo("{\"predictions\": []}");
    assertThat(ContainerReply.write(ReplyFormat.CSV, new float[0], 3).bytes()).isEmpty();
    assertThat(ContainerReply.write(ReplyFormat.JSON_LINES, new float[0], 3).bytes()).isEmpty();
    assertThat(ContainerReply.write(ReplyFormat.RECORDIO, new float[0], 3).bytes()).isEmpty();
  }

  @Test
  void framesOfAnyLengthReadBack() {
    for (int outputs = 1; outputs < 700; outputs += 1 + outputs / 9) {
      float[] scores = random(3 * outputs);
      var records =
          RecordFrames.read(ContainerReply.write(ReplyFormat.RECORDIO, scores, outputs).bytes());
      assertThat(records).hasSize(3);
      List<String> bits = new ArrayList<>();
      records.forEach(record -> bits.addAll(record.getOrDefault("score", List.of())));
      assertThat(bits).isEqualTo(hex(scores));
    }
  }

  @Test
  void textReadsBackToTheSameBits() {
    float[] scores = random(3_000);
    for (ReplyFormat format : List.of(ReplyFormat.CSV, ReplyFormat.JSON, ReplyFormat.JSON_LINES)) {
      Body reply = ContainerReply.write(format, scores, 3);
      List<String> bits = new ArrayList<>();
      Payload.read(
          MediaType.parse(reply.contentType()),
          reply.bytes(),
          row -> {
            for (int i = 0; i < row.width(); i++) {
              bits.add(String.format("%08x", Float.floatToIntBits(row.floatAt(i))));
            }
          });
      assertThat(bits).as("%s, seed %d", format, SEED).isEqualTo(hex(scores));
    }
  }

  @Test
  void fiveHundredRowsAllocateLittleMoreThanTheirReply() {
    float[] scores = new float[500];
    Random random = new Random(SEED);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextFloat();
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int length = 0;
    long before = 0;
    int runs = 200;
    for (int run = -runs; run < runs; run++) {
      if (run == 0) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      length = ContainerReply.write(ReplyFormat.JSON, scores, 1).bytes().length;
    }
    long each = (threads.getCurrentThreadAllocatedBytes() - before) / runs;
    // The buffer as first made, perhaps grown once, the text and its bytes.
    assertThat(each).isLessThan(6L * length);
  }

  @Test
  void formatsAreFoundByTheirMediaType() {
    assertThat(ReplyFormat.of(MediaType.parse("Text/CSV; charset=utf-8")))
        .contains(ReplyFormat.CSV);
    assertThat(ReplyFormat.of(MediaType.parse("application/x-recordio-protobuf")))
        .contains(ReplyFormat.RECORDIO);
    assertThat(ReplyFormat.of(MediaType.parse("image/png"))).isEmpty();
  }

  @Test
  void bytesThatAreNoTextAreNotShownAsText() {
    Body frames = ContainerReply.write(ReplyFormat.RECORDIO, new float[] {1}, 1);
    assertThat(frames.isText()).isFalse();
    assertThatThrownBy(frames::text).hasMessage("application/x-recordio-protobuf is not text");
  }

  /// All sorts of floats, but one NaN only: text does not tell its payloads.
  private static float[] random(int count) {
    Random random = new Random(SEED);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      values[i] = Float.isNaN(value) ? Float.NaN : value;
    }
    return values;
  }

  private static List<String> hex(float[] scores) {
    List<String> hex = new ArrayList<>();
    for (float score : scores) {
      hex.add(String.format("%08x", Float.floatToRawIntBits(score)));
    }
    return hex;
  }
}
