package dev.treeline.capture;

import dev.treeline.capture.CaptureLine.Side;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Lines and settings that tests start from.
final class Examples {
  static final Instant TIME = Instant.parse("2022-04-18T00:21:48Z");

  private Examples() {}

  /// The example of the contract: exactly these bytes.
  static final String CONTRACT_LINE =
      """
      {"captureData":{"endpointInput":{"observedContentType":"text/csv","mode":"INPUT",\
      "data":"132,10,182.9,54","encoding":"CSV"},"endpointOutput":{"observedContentType":\
      "text/csv; charset=utf-8","mode":"OUTPUT","data":"0.036397725343704224","encoding":"CSV"}},\
      "eventMetadata":{"eventId":"f04a8538-696c-4648-8064-8b680b2e3318","customAttributes":\
      ["trace=1"],"inferenceId":"order-42","inferenceTime":"2022-04-18T00:21:48Z"},\
      "eventVersion":"0"}
      """;

  static CaptureLine contractLine() {
    return new CaptureLine(
        Side.of("text/csv", utf8("132,10,182.9,54")),
        Side.of("text/csv; charset=utf-8", utf8("0.036397725343704224")),
        "f04a8538-696c-4648-8064-8b680b2e3318",
        "order-42",
        List.of("trace=1"),
        TIME,
        CaptureLine.Answered.UNKNOWN);
  }

  /// A line that differs from its neighbours by its event id only.
  static CaptureLine line(int number) {
    return line("event-" + number, "1,2,3");
  }

  static CaptureLine line(String eventId, String body) {
    return new CaptureLine(
        Side.of("text/csv", utf8(body)),
        Side.of("text/csv", utf8("0.5\n")),
        eventId,
        null,
        List.of(),
        TIME,
        "v1");
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Settings settings(String... pairs) {
    Map<String, String> env = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      env.put(pairs[i], pairs[i + 1]);
    }
    return Settings.from(env, Path.of("/nowhere"), Job.LOCAL);
  }

  /// A file of `src/test/resources/capture`.
  static byte[] resource(String name) {
    try (InputStream in = Examples.class.getResourceAsStream("/capture/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> resourceLines(String name) {
    return new String(resource(name), StandardCharsets.UTF_8).lines().toList();
  }
}
