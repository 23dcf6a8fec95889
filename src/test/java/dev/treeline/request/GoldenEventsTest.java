package dev.treeline.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Event in, reply out, file by file. After a change that is meant, run with `-Dgolden=write` and
/// read the difference.
class GoldenEventsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/request/golden");
  private static final Path EVENTS = Path.of("events");
  private static final String EVENT = ".event.json";
  private static final String REPLY = ".reply.json";

  /// The root folder's events that this function answers; the others are other functions'.
  private static final List<String> SAMPLES =
      List.of("http-api-v2", "rest-v1", "function-url", "csv", "base64", "direct");

  static Stream<String> samples() {
    return SAMPLES.stream();
  }

  static Stream<String> events() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(EVENT))
          .map(name -> name.replace(EVENT, ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void theEventGetsItsReply(String name) throws IOException {
    check(name, GOLDEN.resolve(name + EVENT));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theSampleEventGetsItsReply(String name) throws IOException {
    check(name, EVENTS.resolve(name + ".json"));
  }

  @Test
  void everyReplyHasItsEvent() throws IOException {
    List<String> known = Stream.concat(events(), samples()).toList();
    try (Stream<Path> files = Files.list(GOLDEN)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> !name.endsWith(EVENT))
                  .toList())
          .allSatisfy(
              name -> {
                assertThat(name).endsWith(REPLY);
                assertThat(known).contains(name.replace(REPLY, ""));
              });
    }
  }

  private static void check(String name, Path event) throws IOException {
    Bench bench = new Bench("iris");
    String reply = Bench.answer(bench.handler(), Files.readString(event)) + "\n";
    Path golden = GOLDEN.resolve(name + REPLY);
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(golden, reply);
    }
    assertThat(reply).isEqualTo(Files.readString(golden));
  }
}
