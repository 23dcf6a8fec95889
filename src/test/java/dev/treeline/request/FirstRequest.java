package dev.treeline.request;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A process that answers one event as a cold start does, prints the reply, and ends.
final class FirstRequest {
  private FirstRequest() {}

  public static void main(String[] args) throws IOException {
    ScoreHandler handler = new ScoreHandler();
    byte[] event = Files.readAllBytes(Path.of(args[0]));
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(event), reply, null);
    System.out.println(reply.toString(StandardCharsets.UTF_8));
  }
}
