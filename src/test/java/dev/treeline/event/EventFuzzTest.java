package dev.treeline.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Damaged and hostile events: nothing is thrown, nothing hangs, and little memory is taken. Longer
/// with `-Dtreeline.fuzz.seconds=600`; the seed is printed when an event fails.
class EventFuzzTest {
  private static final long SEED = Long.getLong("treeline.fuzz.seed", 20261123);
  private static final long SECONDS = Long.getLong("treeline.fuzz.seconds", 3);
  private static final int LONGEST = 6_291_456;
  private static final long MOST_ALLOCATED = 100_000_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\\u",
          "\\ud83d",
          "null",
          "true",
          "1e999",
          "%",
          "\"requests\":[",
          "\"httpMethod\":\"POST\"",
          "\"requestContext\":{\"elb\":1}",
          "\"body\":\"",
          "\"isBase64Encoded\":true",
          "\"headers\":{",
          "\"content-encoding\":\"gzip\"",
          "\"Records\":[{\"eventSource\":\"aws:s3\"",
          "/{proxy+}",
          "\u0000",
          "é",
          "\ufeff");

  private final Random random = new Random(SEED);

  @Test
  void mutatedSamplesAreReadAndAnsweredWithoutAFault() throws IOException {
    List<byte[]> samples = Samples.names().stream().map(Samples::bytes).toList();
    long end = System.nanoTime() + SECONDS * 1_000_000_000;
    int rounds = 0;
    while (System.nanoTime() < end) {
      byte[] event = samples.get(random.nextInt(samples.size()));
      for (int i = random.nextInt(8); i >= 0; i--) {
        event = mutated(event, samples);
      }
      tried(event, "seed " + SEED + ", round " + rounds++);
    }
    assertThat(rounds).isGreaterThan(100);
  }

  @Test
  void longHostileEventsTakeLittleMemory() throws IOException {
    for (String[] parts :
        new String[][] {
          {"{\"httpMethod\":\"POST\",\"headers\":{", "\"\":1,"},
          {"{\"httpMethod\":\"POST\",\"multiValueHeaders\":{\"accept\":[", "1,"},
          {"{\"requests\":[", "{},"},
          {"{\"requests\":[", "{\"headers\":{\"a\":1},\"body\":\"\"},"},
          {"{\"requests\":[{\"headers\":{", "\"\":1,"},
          {"{\"a\":", "["},
          {"", "["},
          {"{\"Records\":[", "{},"},
          {"{", "\"a\":1,"},
          {"{\"httpMethod\":\"POST\",\"body\":\"", "\\u0041"},
          {"{\"httpMethod\":\"POST\",\"body\":\"", "\\"},
          {"{\"httpMethod\":\"POST\",\"isBase64Encoded\":true,\"body\":\"", "\\/AAA"},
          {"{\"httpMethod\":\"POST\",\"path\":\"", "%41"},
          {"{\"resource\":\"", "{a}"}
        }) {
      for (String tail : new String[] {"", "\"}", "\"\":1}]}}"}) {
        int times = (LONGEST - parts[0].length() - tail.length()) / parts[1].length();
        tried(
            Samples.utf8(parts[0] + parts[1].repeat(times) + tail),
            parts[0] + parts[1] + "..." + tail);
      }
    }
  }

  @Test
  void manyValuesUnderOneNameAreJoinedInTime() throws IOException {
    String value = "\"" + "x".repeat(600) + "\",";
    String event =
        "{\"httpMethod\":\"POST\",\"multiValueHeaders\":{\"accept\":[" + value.repeat(9_999);
    tried(Samples.utf8(event + "1]}}"), "many values");
  }

  @Test
  void aBombIsNotInflated() throws IOException {
    byte[] bomb = Gzip.pack(new byte[400_000_000]);
    String event =
        "{\"httpMethod\":\"POST\",\"headers\":{\"content-encoding\":\"gzip\"},"
            + "\"isBase64Encoded\":true,\"body\":\""
            + Base64.getEncoder().encodeToString(bomb)
            + "\"}";
    tried(Samples.utf8(event), "bomb");
  }

  private static void tried(byte[] event, String what) throws IOException {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long start = THREADS.getCurrentThreadCpuTime();
    try {
      answered(Events.read(event));
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(what + ": " + shown(event), e);
    }
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated)
        .as(what)
        .isLessThan(MOST_ALLOCATED);
    assertThat(THREADS.getCurrentThreadCpuTime() - start).as(what).isLessThan(5_000_000_000L);
  }

  private static String shown(byte[] event) {
    return Samples.text(Arrays.copyOf(event, Math.min(event.length, 5_000)));
  }

  private static void answered(Event event) throws IOException {
    Reply reply = Reply.text(200, "text/csv", Samples.utf8("1\n"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (event) {
      case Event.Http(var request) -> {
        used(request);
        Events.write(event, reply, out);
      }
      case Event.Direct(var request) -> {
        used(request);
        Events.write(event, reply, out);
      }
      case Event.DirectBatch batch -> {
        batch.requests().forEach(EventFuzzTest::used);
        Reply[] replies = new Reply[batch.requests().size()];
        Arrays.fill(replies, reply);
        Events.write(batch, Arrays.asList(replies), out);
      }
      case Event.Unknown(var problem) -> assertThat(problem).isNotBlank();
      case Event.NoJson(var problem) -> assertThat(problem).isNotBlank();
    }
  }

  private static void used(HttpRequest request) {
    assertThat(request.method()).isNotNull();
    assertThat(request.path()).isNotNull();
    request.header("content-type");
    request.header("accept");
    request.query("explain");
    try {
      assertThat(request.body(LONGEST).length).isLessThanOrEqualTo(LONGEST);
    } catch (BodyException e) {
      assertThat(e.problem()).contains(": found ");
    }
  }

  private byte[] mutated(byte[] event, List<byte[]> samples) {
    int at = random.nextInt(event.length + 1);
    int end = Math.min(event.length, at + random.nextInt(40));
    return switch (random.nextInt(7)) {
      case 0 -> spliced(event, at, end, Samples.utf8(PIECES.get(random.nextInt(PIECES.size()))));
      case 1 -> spliced(event, at, at, Samples.utf8(PIECES.get(random.nextInt(PIECES.size()))));
      case 2 -> spliced(event, at, end, new byte[0]);
      case 3 -> spliced(event, at, end, new byte[] {(byte) random.nextInt(256)});
      case 4 -> spliced(event, at, at, Arrays.copyOfRange(event, at, end));
      case 5 -> {
        byte[] other = samples.get(random.nextInt(samples.size()));
        int from = random.nextInt(other.length);
        int to = Math.min(other.length, from + random.nextInt(200));
        yield spliced(event, at, end, Arrays.copyOfRange(other, from, to));
      }
      default -> random.nextInt(8) == 0 ? Arrays.copyOf(event, at) : event;
    };
  }

  private static byte[] spliced(byte[] event, int from, int to, byte[] between) {
    byte[] spliced = new byte[event.length - (to - from) + between.length];
    System.arraycopy(event, 0, spliced, 0, from);
    System.arraycopy(between, 0, spliced, from, between.length);
    System.arraycopy(event, to, spliced, from + between.length, event.length - to);
    return spliced;
  }
}
