package dev.treeline.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The sample events of `events/`, and short ways to read events and write replies.
final class Samples {
  static final JsonMapper JSON = new JsonMapper();
  static final String ROW = "{\"inputs\": [[3.5, 1.2, 5.3, 1.8]]}";

  private Samples() {}

  /// All names, without `.json`.
  static List<String> names() {
    try (Stream<Path> files = Files.list(Path.of("events"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.replace(".json", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(Path.of("events", name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode tree(String name) {
    return (ObjectNode) parsed(bytes(name));
  }

  static JsonNode parsed(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(new String(json, StandardCharsets.UTF_8), e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static Event read(String json) {
    return Events.read(utf8(json));
  }

  /// The request of an event that is one.
  static HttpRequest http(byte[] event) {
    return http(Events.read(event));
  }

  static HttpRequest http(Event event) {
    assertThat(event).isInstanceOf(Event.Http.class);
    return ((Event.Http) event).request();
  }

  static String body(HttpRequest request) {
    return text(request.body(1 << 20));
  }

  static byte[] written(Event event, Reply... replies) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (event instanceof Event.DirectBatch batch) {
        Events.write(batch, Arrays.asList(replies), out);
      } else {
        Events.write(event, replies[0], out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
