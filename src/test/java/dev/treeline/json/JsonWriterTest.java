package dev.treeline.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Written text against what Jackson's two generators write.
class JsonWriterTest {
  private static final long SEED = 11;

  // Each character is drawn from below one of these.
  private static final int[] RANGES = {0x20, 0x80, 0x80, 0x80, 0x800, 0x1_0000};

  @Test
  void stringsAreThoseOfJackson() throws IOException {
    Random random = new Random(SEED);
    for (int round = 0; round < 20_000; round++) {
      String text = text(random);
      assertThat(new String(written(JsonWriter.escaping(), text), StandardCharsets.UTF_8))
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(new String(jacksonBytes(text), StandardCharsets.UTF_8));
      assertThat(written(JsonWriter.plain(), text))
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(jacksonText(text).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void objectsArraysAndNumbersAreThoseOfJackson() {
    JsonWriter json = JsonWriter.plain();
    json.startObject();
    json.field("a", Long.MIN_VALUE);
    json.field("b", true);
    json.name("c");
    json.startArray();
    json.value("x");
    json.startArray();
    json.endArray();
    json.value(0);
    json.startObject();
    json.endObject();
    json.value(false);
    json.endArray();
    json.field("d", "");
    json.endObject();
    json.newLine();
    assertThat(new String(json.bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"a\":-9223372036854775808,\"b\":true,\"c\":[\"x\",[],0,{},false],\"d\":\"\"}\n");
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(random.nextInt(10) == 0 ? 5_000 : 20); i > 0; i--) {
      int range = RANGES[random.nextInt(RANGES.length)];
      switch (random.nextInt(12)) {
        case 0 -> text.append("\uD83D\uDE00");
        case 1 -> text.append((char) (0xD800 + random.nextInt(0x800)));
        case 2 -> text.append(random.nextBoolean() ? '"' : '\\');
        default -> text.append((char) random.nextInt(range));
      }
    }
    return text.toString();
  }

  private static byte[] written(JsonWriter json, String text) {
    json.startObject();
    json.field(text, text);
    json.endObject();
    return json.bytes();
  }

  private static byte[] jacksonBytes(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes, JsonEncoding.UTF8)) {
      write(json, text);
    }
    return bytes.toByteArray();
  }

  private static String jacksonText(String text) throws IOException {
    StringWriter chars = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(chars)) {
      write(json, text);
    }
    return chars.toString();
  }

  private static void write(JsonGenerator json, String text) throws IOException {
    json.writeStartObject();
    json.writeStringField(text, text);
    json.writeEndObject();
  }
}
