package dev.treeline.request;

import dev.treeline.capture.Capture;
import dev.treeline.capture.CaptureLine;
import dev.treeline.forest.Model;
import dev.treeline.payload.MediaType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// A handler with a fixed clock, counted ids and a capture that keeps its lines.
final class Bench implements Capture {
  static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");
  static final int MAX_CONTENT_LENGTH = 6 * 1024 * 1024;

  final List<CaptureLine> captured = new CopyOnWriteArrayList<>();
  final List<String> done = new CopyOnWriteArrayList<>();
  final List<String> log = new CopyOnWriteArrayList<>();
  private final AtomicLong count = new AtomicLong();
  private final Model model;

  Bench(String model) {
    this.model =
        Model.load(
            Map.of(
                "model.json", resource("models/" + model + "/model.json"),
                "schema.json", resource("models/" + model + "/schema.json")));
  }

  ScoreHandler handler() {
    return handler(this, () -> "id-" + count.incrementAndGet());
  }

  ScoreHandler handler(Capture capture, Supplier<String> ids) {
    return handler(capture, ids, Optional.empty());
  }

  ScoreHandler handler(Capture capture, Supplier<String> ids, Optional<MediaType> defaultAccept) {
    return new ScoreHandler(
        new Scorer(model, new Accepted(defaultAccept), MAX_CONTENT_LENGTH),
        capture,
        new ScoreHandler.Edge(() -> NOW, () -> 0, ids, log::add));
  }

  /// The bytes that a handler answers with.
  static byte[] answer(ScoreHandler handler, byte[] event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(event), out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static String answer(ScoreHandler handler, String event) {
    return text(answer(handler, event.getBytes(StandardCharsets.UTF_8)));
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static byte[] resource(String name) {
    try (InputStream in = Bench.class.getResourceAsStream("/request/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void accept(CaptureLine line) {
    captured.add(line);
  }

  @Override
  public void invocationDone(String requestId) {
    done.add(requestId);
  }

  @Override
  public Counts counts() {
    return new Counts(captured.size(), captured.size(), 0);
  }

  @Override
  public void close() {}
}
