package dev.treeline.capture;

import static dev.treeline.capture.Examples.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.capture.CaptureFile.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class CaptureFileTest {
  private final List<CaptureLine> lines = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private void read(byte[] bytes) throws IOException {
    CaptureFile.read(new ByteArrayInputStream(bytes), "f.jsonl", lines::add, problems::add);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] lines(int from, int to) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = from; i < to; i++) {
      Examples.line(i).write(out);
    }
    return out.toByteArray();
  }

  private List<String> eventIds() {
    return lines.stream().map(CaptureLine::eventId).toList();
  }

  @Test
  void aRealObjectIsReadPlainAndCompressed() throws IOException {
    byte[] real = Examples.resource("real-2026.jsonl");
    read(real);
    assertThat(problems).isEmpty();
    assertThat(lines)
        .hasSize(3)
        .first()
        .extracting(CaptureLine::eventId)
        .isEqualTo("73c27749-61f8-43ed-b3a6-841c4aa8a7eb");
    List<CaptureLine> plain = List.copyOf(lines);
    lines.clear();
    read(gzip(real));
    assertThat(lines).isEqualTo(plain);
  }

  @Test
  void badLinesAreCountedByNumberAndTheRestIsRead() throws IOException {
    read(
        join(
            lines(0, 1),
            utf8("not json\n"),
            utf8("\n   \r\n"),
            lines(1, 2),
            utf8("{\"captureData\":{}}\n"),
            lines(2, 3)));
    assertThat(eventIds()).containsExactly("event-0", "event-1", "event-2");
    assertThat(problems).extracting(Problem::line).containsExactly(2L, 6L);
    assertThat(problems.get(1))
        .hasToString("f.jsonl:6: $.eventMetadata.eventId: found nothing, expected a value");
  }

  @Test
  void groundTruthAloneIsNoCaptureLineAndSaidToBeSo() throws IOException {
    CaptureFile.Tally tally =
        CaptureFile.read(
            new ByteArrayInputStream(
                join(
                    utf8(
                        """
                        {"groundTruthData":{"data":"1","encoding":"CSV"},"eventMetadata":{"eventId":\
                        "74b0dd56","inferenceTime":"2019-11-24T07:30:50Z"},"eventVersion":"0"}
                        """),
                    lines(0, 2))),
            "actuals.jsonl",
            lines::add,
            problems::add);
    assertThat(tally).isEqualTo(new CaptureFile.Tally(2, 0, 0, 1));
    assertThat(problems)
        .singleElement()
        .hasToString("actuals.jsonl:1: $.captureData: found nothing, expected a value");
  }

  @Test
  void theLastLineNeedsNoLineEnd() throws IOException {
    byte[] two = lines(0, 2);
    read(Arrays.copyOf(two, two.length - 1));
    assertThat(eventIds()).containsExactly("event-0", "event-1");
    assertThat(problems).isEmpty();
  }

  @Test
  void anEmptyFileHasNoLines() throws IOException {
    read(new byte[0]);
    read(gzip(new byte[0]));
    read(utf8("{"));
    assertThat(lines).isEmpty();
    assertThat(problems).hasSize(1);
  }

  @Test
  void allMembersOfACompressedFileAreReadFromAStreamThatNeverSaysWhatIsAvailable()
      throws IOException {
    byte[] members = join(gzip(lines(0, 3)), gzip(lines(3, 4)), gzip(lines(4, 9)));
    InputStream network =
        new FilterInputStream(new ByteArrayInputStream(members)) {
          @Override
          public int available() {
            return 0;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(length, 1));
          }
        };
    CaptureFile.read(network, "f.gz", lines::add, problems::add);
    assertThat(lines).hasSize(9);
    assertThat(problems).isEmpty();
  }

  @Test
  void aCutCompressedFileGivesItsLinesAndOneProblem() throws IOException {
    byte[] whole = gzip(lines(0, 2000));
    read(Arrays.copyOf(whole, whole.length / 2));
    assertThat(lines).isNotEmpty().hasSizeLessThan(2000);
    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.line()).isEqualTo(lines.size() + 1L);
              assertThat(problem.reason()).startsWith("found an early end, expected whole gzip");
            });
  }

  @Test
  void everyFlippedByteOfACompressedFileIsAProblemOrHarmless() throws IOException {
    byte[] whole = join(gzip(lines(0, 5)), gzip(lines(5, 9)));
    for (int i = 2; i < whole.length; i++) {
      lines.clear();
      problems.clear();
      byte[] flipped = whole.clone();
      flipped[i] ^= 0x55;
      read(flipped);
      assertThat(lines.size() == 9 || !problems.isEmpty()).as("byte %s", i).isTrue();
    }
  }

  @Test
  void aLineThatIsTooLongIsAProblemAndTakesNoMemory() throws IOException {
    long length = 300L * 1024 * 1024;
    AtomicLong left = new AtomicLong(length);
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return left.getAndDecrement() > 0 ? 'x' : -1;
          }

          @Override
          public int read(byte[] bytes, int offset, int wanted) {
            long n = Math.min(wanted, left.get());
            Arrays.fill(bytes, offset, offset + (int) n, (byte) 'x');
            left.addAndGet(-n);
            return n == 0 ? -1 : (int) n;
          }
        };
    InputStream then =
        new SequenceInputStream(endless, new ByteArrayInputStream(join(utf8("\n"), lines(0, 1))));
    CaptureFile.read(then, "long", lines::add, problems::add);
    assertThat(eventIds()).containsExactly("event-0");
    assertThat(problems)
        .singleElement()
        .hasToString("long:1: found more than 33554432 bytes, expected a shorter line");
  }

  @Test
  void aSideThatItsTakerCannotReadIsAProblemOfItsLine() throws IOException {
    CaptureLine broken =
        CaptureLine.read(
            utf8(
                new String(Examples.line(0).write(), StandardCharsets.UTF_8)
                    .replace("\"CSV\"", "\"BASE64\"")
                    .replace("1,2,3", "%%")));
    CaptureFile.read(
        new ByteArrayInputStream(broken.write()),
        "f",
        line -> Objects.requireNonNull(line.input()).body(),
        problems::add);
    assertThat(problems)
        .singleElement()
        .extracting(Problem::reason)
        .asString()
        .endsWith("expected Base64");
  }

  @Test
  void aStreamThatFailsIsNoProblemOfTheData() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("connection reset");
          }
        };
    assertThatThrownBy(() -> CaptureFile.read(failing, "f", lines::add, problems::add))
        .hasMessage("connection reset");
  }
}
