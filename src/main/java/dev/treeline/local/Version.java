package dev.treeline.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// The version, which the build writes into a resource.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    try (InputStream text = Version.class.getResourceAsStream("version.txt")) {
      byte[] bytes = Objects.requireNonNull(text, "version.txt").readAllBytes();
      return new String[] {new String(bytes, StandardCharsets.UTF_8).strip()};
    }
  }
}
