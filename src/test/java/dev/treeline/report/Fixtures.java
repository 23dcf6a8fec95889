package dev.treeline.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Files below `src/test/resources/report`.
final class Fixtures {
  private Fixtures() {}

  static String text(String name) throws IOException {
    try (InputStream in = Fixtures.class.getResourceAsStream("/report/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
