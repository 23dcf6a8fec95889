package dev.treeline.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.treeline.capture.CaptureLine.Answered;
import dev.treeline.capture.CaptureLine.Extent;
import dev.treeline.capture.CaptureLine.Side;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CaptureLineLawsTest {

  @Property(tries = 500)
  void whatWasWrittenIsReadBackToTheSecond(@ForAll("lines") CaptureLine line) throws IOException {
    byte[] written = line.write();
    assertThat(written).endsWith('\n');
    assertThat(new String(written, StandardCharsets.UTF_8).strip()).doesNotContain("\n");
    assertThat(CaptureLine.read(written))
        .isEqualTo(
            new CaptureLine(
                line.input(),
                line.output(),
                line.eventId(),
                line.inferenceId(),
                line.customAttributes(),
                line.inferenceTime().truncatedTo(ChronoUnit.SECONDS),
                line.answered()));
  }

  @Property(tries = 500)
  void aBodyComesBackByteForByte(@ForAll("types") String type, @ForAll byte[] body) {
    assertThat(Side.of(type, body).body()).isEqualTo(body);
  }

  @Provide
  Arbitrary<String> types() {
    return Arbitraries.of(
        "text/csv", "application/json", "text/csv; charset=utf-8", "application/octet-stream", "");
  }

  private static Side side(String type, byte[] body, Extent extent) {
    Side whole = Side.of(type, body);
    return new Side(type, whole.data(), whole.encoding(), extent);
  }

  @Provide
  Arbitrary<CaptureLine> lines() {
    Arbitrary<byte[]> bodies = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
    Arbitrary<Side> sides =
        Combinators.combine(types(), bodies, Arbitraries.of(Extent.class))
            .as(CaptureLineLawsTest::side);
    // Whole characters only: half a surrogate pair has no UTF-8.
    Arbitrary<String> texts =
        Arbitraries.integers()
            .between(1, 0x10ffff)
            .filter(point -> point < 0xd800 || point > 0xdfff)
            .list()
            .ofMaxSize(20)
            .map(
                points ->
                    points.stream()
                        .collect(
                            StringBuilder::new,
                            StringBuilder::appendCodePoint,
                            StringBuilder::append)
                        .toString());
    Arbitrary<Instant> times =
        Arbitraries.longs().between(0, 4_102_444_800_000L).map(Instant::ofEpochMilli);
    Arbitrary<Answered> answers = Combinators.combine(texts, texts, texts).as(Answered::new);
    return Combinators.combine(
            sides.injectNull(0.2),
            sides.injectNull(0.2),
            texts,
            texts.injectNull(0.5),
            texts.list().ofMaxSize(3),
            times,
            answers)
        .as(
            (input, output, eventId, inferenceId, attributes, time, answered) ->
                new CaptureLine(
                    input, output, eventId, inferenceId, List.copyOf(attributes), time, answered));
  }
}
