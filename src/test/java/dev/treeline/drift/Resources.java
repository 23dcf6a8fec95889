package dev.treeline.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/// Files of this package's tests.
final class Resources {
  private Resources() {}

  /// The file that a system property names, or else this one.
  static JsonNode json(String property, String name) {
    String other = System.getProperty(property);
    try {
      return other == null ? json(name) : new ObjectMapper().readTree(Path.of(other).toFile());
    } catch (IOException e) {
      throw new IllegalStateException(other, e);
    }
  }

  static JsonNode json(String name) {
    try {
      return new ObjectMapper().readTree(text(name));
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  static String text(String name) {
    try (InputStream in =
        Objects.requireNonNull(Resources.class.getResourceAsStream("/drift/" + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  /// One number a line.
  static double[] column(String name) {
    return text(name).lines().mapToDouble(Double::parseDouble).toArray();
  }

  static double[] doubles(JsonNode array) {
    double[] doubles = new double[array.size()];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = array.get(i).asDouble();
    }
    return doubles;
  }

  static long[] longs(JsonNode array) {
    long[] longs = new long[array.size()];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = array.get(i).asLong();
    }
    return longs;
  }
}
