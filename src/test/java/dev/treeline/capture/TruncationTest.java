package dev.treeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.Capture.Counts;
import dev.treeline.capture.CaptureLine.Encoding;
import dev.treeline.capture.CaptureLine.Extent;
import dev.treeline.capture.CaptureLine.Side;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Lines that are too long are cut, marked and counted.
class TruncationTest {
  private static final int MOST = 5000;

  private static CaptureLine line(String input, String output) {
    return Examples.line(1)
        .with(
            new Side("text/csv", input, Encoding.CSV),
            new Side("application/json", output, Encoding.JSON));
  }

  private static Side input(CaptureLine line) {
    return Objects.requireNonNull(line.input());
  }

  @Test
  void aLongRequestIsCutAndItsShortReplyStaysWhole() {
    CaptureLine cut = Truncation.cut(line("1,".repeat(9000), "[0.5]"), MOST);
    assertThat(cut.write().length).isBetween(MOST - 20, MOST);
    assertThat(cut.input()).extracting(Side::extent).isEqualTo(Extent.TRUNCATED);
    assertThat("1,".repeat(9000)).startsWith(input(cut).data());
    assertThat(cut.output()).isEqualTo(new Side("application/json", "[0.5]", Encoding.JSON));
  }

  @Test
  void aLongReplyIsCutAndItsShortRequestStaysWhole() {
    CaptureLine cut = Truncation.cut(line("1,2", "[" + "1,".repeat(9000)), MOST);
    assertThat(input(cut).extent()).isEqualTo(Extent.WHOLE);
    assertThat(cut.output()).extracting(Side::extent).isEqualTo(Extent.TRUNCATED);
  }

  @Test
  void twoLongSidesShareTheRoom() {
    CaptureLine cut = Truncation.cut(line("a".repeat(9000), "b".repeat(9000)), MOST);
    assertThat(cut.write().length).isBetween(MOST - 20, MOST);
    assertThat(cut.output()).extracting(Side::data).asString().hasSameSizeAs(input(cut).data());
  }

  @Test
  void anyTextIsCutToFitAndReadsBack() {
    long seed = 5;
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      while (text.length() < 6000) {
        text.appendCodePoint(
            switch (random.nextInt(5)) {
              case 0 -> random.nextInt(32);
              case 1 -> "\"\\/\u007f".charAt(random.nextInt(4));
              case 2 -> 0x80 + random.nextInt(0xd000);
              case 3 -> 0x1f600 + random.nextInt(50);
              default -> 'a' + random.nextInt(26);
            });
      }
      CaptureLine cut = Truncation.cut(line(text.toString(), "[1]"), MOST);
      byte[] written = cut.write();
      assertThat(written.length).as("seed %s round %s", seed, round).isBetween(MOST - 40, MOST);
      assertThat(CaptureLine.read(written)).isEqualTo(cut);
      assertThat(text.toString()).startsWith(input(cut).data());
      assertThat(
              Character.isHighSurrogate(input(cut).data().charAt(input(cut).data().length() - 1)))
          .isFalse();
    }
  }

  @Test
  void base64IsCutAtAWholeGroupSoThatItCanBeDecoded() {
    byte[] body = new byte[9001];
    new Random(1).nextBytes(body);
    Side side = new Side("x/y", Base64.getEncoder().encodeToString(body), Encoding.BASE64);
    CaptureLine cut = Truncation.cut(Examples.line(1).with(side, null), MOST);
    byte[] left = input(cut).body();
    assertThat(body).startsWith(left);
    assertThat(left.length).isGreaterThan(3000);
  }

  @Test
  void cutLinesAreDeliveredCountedAndKnownToTheReader() throws IOException {
    TestWorld world = new TestWorld("http://127.0.0.1:1");
    try (Capture capture =
        Captures.open(
            Examples.settings("TREELINE_CAPTURE", "log", "TREELINE_CAPTURE_MAX_BYTES", "4096"),
            world.surroundings())) {
      capture.accept(Examples.line("short", "1,2"));
      capture.accept(Examples.line("long", "1,".repeat(4000)));
      assertThat(capture.counts()).isEqualTo(new Counts(2, 2, 0));
    }
    assertThat(world.metrics()).singleElement().asString().contains("\"CaptureTruncated\":1");
    StringBuilder file = new StringBuilder();
    for (String line : world.out) {
      file.append(line.contains("_aws") ? "" : line + "\n");
    }
    assertThat(
            CaptureFile.read(
                new ByteArrayInputStream(Examples.utf8(file.toString())), "f", _ -> {}, _ -> {}))
        .isEqualTo(new CaptureFile.Tally(2, 1, 0, 0));
  }

  @Test
  void aLineWhoseMetadataAloneIsTooLongIsDroppedAndCounted() {
    TestWorld world = new TestWorld("http://127.0.0.1:1");
    try (Capture capture =
        Captures.open(
            Examples.settings("TREELINE_CAPTURE", "log", "TREELINE_CAPTURE_MAX_BYTES", "4096"),
            world.surroundings())) {
      capture.accept(Examples.line("e".repeat(5000), "1,2"));
      assertThat(capture.counts()).isEqualTo(new Counts(1, 0, 1));
      assertThat(world.out).singleElement().asString().contains("bytes without its data");
    }
  }

  @Test
  void nothingIsLeftOfSidesThatFindNoRoom() {
    CaptureLine cut = Truncation.cut(line("1,2", "[1]"), 10);
    assertThat(List.of(input(cut).data())).containsExactly("");
  }
}
