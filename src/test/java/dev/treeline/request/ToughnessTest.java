package dev.treeline.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.treeline.request.Caller.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// The first table of `docs/toughness.md`: each body in it gets the reply that stands beside it, in
/// less than 100 MB. `-Dgolden=write` writes the table.
class ToughnessTest {
  private static final Path PAGE = Path.of("docs/toughness.md");
  private static final String BEGIN = "<!-- bodies -->\n";
  private static final String END = "<!-- end of bodies -->\n";
  private static final long MOST_BYTES = 100 << 20;
  private static final int SHOWN = 130;
  private static final String JSON = "application/json";
  private static final String CSV = "text/csv";
  private static final String LIBSVM = "text/libsvm";
  private static final String RECORDIO = "application/x-recordio-protobuf";
  private static final String ROW = "3.5,1.2,5.3,1.8";

  private record Case(String what, String type, Input body, List<String> headers) {}

  /// Bytes; a class of its own, since records hold no arrays.
  private static final class Input {
    private final byte[] bytes;

    Input(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  private static Case text(String what, String type, String body) {
    return new Case(what, type, new Input(body.getBytes(StandardCharsets.UTF_8)), List.of());
  }

  private static Case raw(String what, String type, int... bytes) {
    byte[] body = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      body[i] = (byte) bytes[i];
    }
    return new Case(what, type, new Input(body), List.of());
  }

  private static List<Case> cases() {
    return List.of(
        text("arrays nested 100,000 deep", JSON, "[".repeat(100_000)),
        text("objects nested 100,000 deep", JSON, "{\"a\":".repeat(100_000)),
        text("a number of 1,000,000 digits", JSON, "[" + "9".repeat(1_000_000) + ",1,1,1]"),
        text("a number of 900 digits", JSON, "[" + "9".repeat(900) + ",1,1,1]"),
        text("`1e999` and `-1e999`", JSON, "[1e999,-1e999,1e-999,1]"),
        text("bare `NaN`, `Infinity`, `-Infinity`", JSON, "[NaN,Infinity,-Infinity,1]"),
        text("the same key twice", JSON, "{\"sepal_length\":1,\"sepal_length\":2}"),
        text("`inputs` twice", JSON, "{\"inputs\":[[1,2,3,4]],\"inputs\":[[1,2,3,4]]}"),
        raw("bytes that are not UTF-8", JSON, '[', '"', 0xC3, 0x28, '"', ']'),
        raw("bytes that are not UTF-8", CSV, '1', ',', 0xFF, 0xFE, ',', '3'),
        text("a byte order mark", JSON, "\uFEFF[" + ROW + "]"),
        text("a byte order mark", CSV, "\uFEFF" + ROW),
        text("CRLF", CSV, ROW + "\r\n" + ROW + "\r\n"),
        text("CRLF", "application/jsonlines", "[" + ROW + "]\r\n[" + ROW + "]\r\n"),
        text("a row of 10,000 columns", CSV, "1,".repeat(9_999) + "1"),
        text("a row of 10,000 columns", JSON, "[" + "1,".repeat(9_999) + "1]"),
        text("a row of 2,000,000 columns", CSV, "1,".repeat(1_999_999) + "1"),
        text("10,000 unknown names", JSON, names(10_000)),
        text("a string of 3,000,000 characters", JSON, "[\"" + "x".repeat(3_000_000) + "\"]"),
        text("a quote that is never closed", CSV, "\"" + ROW.repeat(1000)),
        text("only blank lines", CSV, "\n".repeat(100_000)),
        text("NUL characters", CSV, "1\0,2,3,4"),
        text("a document after the document", JSON, "[" + ROW + "] [" + ROW + "]"),
        text("half a document", JSON, "{\"inputs\":[[3.5,1.2"),
        text("an index of 2,000,000,000", LIBSVM, "1 2000000000:1"),
        text("a negative index", LIBSVM, "1 -1:1"),
        text("an index twice", LIBSVM, "1 1:1 1:2"),
        text("3,000,000 rows without values", LIBSVM, "0\n".repeat(3_000_000)),
        raw("a frame of 4 GB, announced", RECORDIO, 0x0A, 0x23, 0xD7, 0xCE, -1, -1, -1, -1),
        raw("no frame at all", RECORDIO, 1, 2, 3, 4, 5, 6, 7, 8),
        new Case(
            "10 MB of blanks in 10 KB of gzip",
            JSON,
            new Input(gzip(" ".repeat(10_000_000))),
            List.of("Content-Encoding", "gzip")),
        new Case(
            "gzip that is none",
            JSON,
            new Input(new byte[100]),
            List.of("Content-Encoding", "gzip")),
        new Case(
            "another encoding", CSV, new Input(new byte[] {1}), List.of("Content-Encoding", "br")),
        text("7 MB", CSV, "1,2,3,4\n".repeat(900_000)),
        text("a form", "application/x-www-form-urlencoded", "a=1&b=2"),
        text("a type of 10,000 parameters", CSV + ";a=1".repeat(10_000), ROW));
  }

  private static String names(int count) {
    StringBuilder body = new StringBuilder("{\"n0\":0");
    for (int i = 1; i < count; i++) {
      body.append(",\"n").append(i).append("\":1");
    }
    return body.append('}').toString();
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Test
  void everyBodyGetsTheReplyOfTheTable() throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ScoreHandler handler =
        ScoreHandler.from(Map.of("TREELINE_MODEL", "model", "TREELINE_CAPTURE", "off"), line -> {});
    StringBuilder table =
        new StringBuilder("| sent | as | what came back |\n| --- | --- | --- |\n");
    for (Case one : cases()) {
      byte[] event = event(one);
      long before = threads.getCurrentThreadAllocatedBytes();
      byte[] reply = Bench.answer(handler, event);
      long spent = threads.getCurrentThreadAllocatedBytes() - before;
      Answer answer = Caller.answer(reply);
      assertThat(spent).as(one.what).isLessThan(MOST_BYTES);
      assertThat(answer.status()).as(one.what).isLessThan(500);
      table.append(row(one, answer));
    }
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    String written = page.substring(0, from) + table + page.substring(page.indexOf(END));
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(PAGE, written);
    }
    assertThat(written).isEqualTo(Files.readString(PAGE));
  }

  private static byte[] event(Case one) {
    String[] headers = new String[2 + one.headers.size()];
    headers[0] = "content-type";
    headers[1] = one.type;
    for (int i = 0; i < one.headers.size(); i++) {
      headers[2 + i] = one.headers.get(i);
    }
    return Caller.event("POST", "/invocations", one.body.bytes, headers);
  }

  private static String row(Case one, Answer answer) {
    String said =
        answer.status() == 200 ? "scored" : answer.json().path("message").asText(answer.body());
    String shown = said.length() > SHOWN ? said.substring(0, SHOWN) + "…" : said;
    String type = one.type.length() > 40 ? CSV + ";…" : one.type;
    return "| "
        + one.what
        + " | `"
        + type
        + "` | "
        + answer.status()
        + " "
        + shown.replace("|", "\\|").replaceAll("\\p{Cntrl}", "·")
        + " |\n";
  }
}
