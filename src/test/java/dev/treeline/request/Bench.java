package dev.treeline.request;

import dev.treeline.capture.Capture;
import dev.treeline.capture.CaptureLine;
import dev.treeline.forest.Model;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final Models models;

  /// Serves the models of these names.
  Bench(String... names) {
    List<Served> served = new ArrayList<>();
    for (String name : names) {
      Map<String, byte[]> files =
          Map.of(
              "model.json", resource("models/" + name + "/model.json"),
              "schema.json", resource("models/" + name + "/schema.json"));
      served.add(new Served(name, Model.load(files), files, "0badcafe"));
    }
    models = new Models(served);
  }

  /// Serves one model.
  Bench(Model model) {
    models = new Models(List.of(new Served(model.name(), model, Map.of(), "0badcafe")));
  }

  ScoreHandler handler() {
    return handler(Map.of());
  }

  /// A handler with settings of its own.
  ScoreHandler handler(Map<String, String> settings) {
    return handler(this, this::nextId, settings);
  }

  ScoreHandler handler(Capture capture, Supplier<String> ids) {
    return handler(capture, ids, Map.of());
  }

  ScoreHandler handler(Capture capture, Supplier<String> ids, Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.putIfAbsent("TREELINE_CAPTURE", "off");
    Rules rules = Rules.of(Settings.from(environment, Path.of(""), Job.SCORE));
    Endpoint.Edge edge = new Endpoint.Edge(() -> NOW, () -> 0, ids, log::add);
    return new ScoreHandler(new Endpoint(models, rules, capture, edge), capture);
  }

  String nextId() {
    return "id-" + count.incrementAndGet();
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
