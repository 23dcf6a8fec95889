package dev.treeline.request;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.treeline.capture.Capture;
import dev.treeline.capture.CaptureLine;
import dev.treeline.capture.CaptureLine.Side;
import dev.treeline.capture.Captures;
import dev.treeline.capture.Surroundings;
import dev.treeline.event.BodyException;
import dev.treeline.event.Event;
import dev.treeline.event.Events;
import dev.treeline.event.HttpRequest;
import dev.treeline.event.Reply;
import dev.treeline.forest.Model;
import dev.treeline.payload.MediaType;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import dev.treeline.store.S3Access;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.FirehoseClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// The scoring function's entry: one event in, one reply out.
///
/// Takes events of HTTP API (payload 2.0), REST API (1.0), Function URL, and a bare JSON document,
/// which is answered by the bare reply. Thread-safe: one instance serves every thread.
///
/// Every request that was scored is captured, as SageMaker captures those answered with 2xx; others
/// are not, nor is one whose reply would be longer than Lambda carries: that is answered with 413.
/// A capture that fails does not fail the score.
public final class ScoreHandler implements RequestStreamHandler {
  private static @Nullable ScoreHandler loaded;

  private final Scorer scorer;
  private final Capture capture;
  private final Edge edge;

  /// What a handler takes from the world.
  ///
  /// @param clock dates captures
  /// @param nanos measures durations
  /// @param ids a new random id at each call; never one made during init, which all copies restored
  ///   from a snapshot would share
  /// @param log takes one line of JSON, without a newline
  record Edge(
      InstantSource clock, LongSupplier nanos, Supplier<String> ids, Consumer<String> log) {}

  /// Wires the function from its environment: loads the model and opens the capture, once a
  /// process.
  public ScoreHandler() {
    this(loaded());
  }

  private ScoreHandler(ScoreHandler other) {
    this(other.scorer, other.capture, other.edge);
  }

  ScoreHandler(Scorer scorer, Capture capture, Edge edge) {
    this.scorer = scorer;
    this.capture = capture;
    this.edge = edge;
  }

  private static synchronized ScoreHandler loaded() {
    if (loaded == null) {
      loaded = from(System.getenv(), ScoreHandler::print);
    }
    return loaded;
  }

  /// Wires a handler of its own: loads the model and opens the capture that the settings name.
  ///
  /// @param environment settings by name, as [System#getenv()] gives them
  /// @param log takes one line of JSON a request, without a newline
  /// @throws dev.treeline.settings.SettingsException listing all wrong settings
  /// @throws dev.treeline.booster.ModelFormatException if there is no model that can be scored
  /// @throws UncheckedIOException if the model cannot be fetched
  public static ScoreHandler from(Map<String, String> environment, Consumer<String> log) {
    return from(environment, log, Model::load);
  }

  /// How a handler gets its model.
  @FunctionalInterface
  public interface ModelSource {
    /// Loads the model.
    ///
    /// @param files of its package, by name
    Model load(Map<String, byte[]> files);
  }

  /// The same, with a model that is loaded in another way.
  public static ScoreHandler from(
      Map<String, String> environment, Consumer<String> log, ModelSource models) {
    Path root = Path.of(environment.getOrDefault("LAMBDA_TASK_ROOT", ""));
    Settings settings = Settings.from(environment, root, Job.SCORE);
    S3Access s3 = new S3Access(new S3Builders(), environment);
    try {
      Map<String, byte[]> files = ModelPackage.files(settings.model(), s3);
      Scorer scorer =
          new Scorer(
              models.load(settings.serving().ensemble() ? files : ModelPackage.firstOf(files)),
              new Accepted(settings.serving().defaultAccept().map(MediaType::parse)),
              settings.serving().maxContentLength());
      Capture capture =
          Captures.open(
              settings,
              new Surroundings(
                  InstantSource.system(),
                  new SecureRandom(),
                  new FirehoseBuilders(),
                  Thread::sleep,
                  log));
      Edge edge =
          new Edge(
              InstantSource.system(), System::nanoTime, () -> UUID.randomUUID().toString(), log);
      return new ScoreHandler(scorer, capture, edge);
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      boolean placed = message.startsWith(settings.model());
      throw new UncheckedIOException(placed ? message : settings.model() + ": " + message, e);
    }
  }

  /// One line in one write: Lambda makes a log event of every write.
  private static void print(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }

  /// Answers one event. Whatever the event holds, there is a reply; nothing is thrown but what the
  /// streams throw.
  ///
  /// @param context may be null outside Lambda
  @Override
  public void handleRequest(InputStream input, OutputStream output, @Nullable Context context)
      throws IOException {
    String requestId = requestId(context);
    try {
      long start = edge.nanos().getAsLong();
      Event event = Events.read(input.readAllBytes());
      Outcome outcome = outcome(event, requestId);
      Reply reply = Replies.of(outcome, scorer.model());
      Events.write(event, reply, output);
      long micros = (edge.nanos().getAsLong() - start) / 1000;
      edge.log()
          .accept(RequestLog.line(requestId, scorer.model(), outcome, reply.status(), micros));
    } finally {
      capture.invocationDone(requestId);
    }
  }

  private static String requestId(@Nullable Context context) {
    String id = context == null ? null : context.getAwsRequestId();
    return id == null ? "" : id;
  }

  private Outcome outcome(Event event, String requestId) {
    try {
      return switch (event) {
        case Event.Http(var request) -> route(request, requestId);
        case Event.Direct(var request) -> route(request, requestId);
        case Event.DirectBatch _ ->
            throw new Refusal(
                Reason.UNREADABLE, "event: found several requests, expected one request");
        case Event.Unknown(var problem) -> throw new Refusal(Reason.UNREADABLE, problem);
        case Event.NoJson(var problem) -> throw new Refusal(Reason.UNREADABLE, problem);
      };
    } catch (Refusal refusal) {
      return refusal.outcome();
    } catch (RuntimeException | StackOverflowError e) {
      return new Outcome.Failed(edge.ids().get(), e);
    }
  }

  private Outcome route(HttpRequest request, String requestId) {
    Optional<Route> found = Route.at(request.path());
    if (found.isEmpty()) {
      String asked = request.method() + " " + request.path();
      throw new Refusal(
          Reason.NO_ROUTE, "path: found " + asked + ", expected one of " + Route.list());
    }
    Route route = found.get();
    if (!route.method().equals(request.method())) {
      return new Outcome.WrongMethod(request.method(), route);
    }
    return switch (route) {
      case INVOCATIONS -> invoke(request, requestId);
      case PING -> new Outcome.Healthy();
      case EXECUTION_PARAMETERS ->
          new Outcome.Parameters(
              Runtime.getRuntime().availableProcessors(), scorer.maxContentLength() >> 20);
    };
  }

  private Outcome invoke(HttpRequest request, String requestId) {
    byte[] body = body(request);
    Outcome outcome = scorer.score(request, body, edge.ids().get());
    if (outcome instanceof Outcome.Scored scored) {
      refuseTooLong(request, scored);
      try {
        capture.accept(line(request, body, scored));
      } catch (RuntimeException e) {
        // The rows are scored; the caller must not suffer for the capture.
        edge.log().accept(RequestLog.captureFailed(requestId, edge.ids().get(), e));
      }
    }
    return outcome;
  }

  private byte[] body(HttpRequest request) {
    try {
      return request.body(scorer.maxContentLength());
    } catch (BodyException e) {
      throw new Refusal(
          switch (e.kind()) {
            case UNREADABLE, UNSUPPORTED_ENCODING -> Reason.UNREADABLE;
            case TOO_LARGE -> Reason.TOO_LARGE;
          },
          e.problem());
    }
  }

  /// A reply that Lambda would not carry must not count as given, nor be captured.
  private void refuseTooLong(HttpRequest request, Outcome.Scored scored) {
    long bytes =
        Events.bytesIfLong(request, Events.packed(request, Replies.of(scored, scorer.model())));
    int most = Events.mostBytes(request);
    if (bytes > most) {
      throw new Refusal(
          Reason.TOO_LARGE,
          "reply: found "
              + scored.rows()
              + " rows that make "
              + bytes
              + " bytes, expected at most "
              + most
              + ", which is Lambda's limit; send fewer rows a request");
    }
  }

  private CaptureLine line(HttpRequest request, byte[] body, Outcome.Scored scored) {
    return new CaptureLine(
        Side.of(Scorer.contentType(request, body), body),
        Side.of(scored.contentType(), scored.text().getBytes(StandardCharsets.UTF_8)),
        scored.eventId(),
        request.header("x-amzn-sagemaker-inference-id").orElse(null),
        request.header("x-amzn-sagemaker-custom-attributes").map(List::of).orElse(List.of()),
        edge.clock().instant(),
        scorer.model().version());
  }

  // Classes and not lambdas: to link a lambda that calls the SDK is to load a part of it, before
  // the
  // first reply and for nothing where the model lies in the zip.

  private static final class FirehoseBuilders implements Supplier<FirehoseClientBuilder> {
    @Override
    public FirehoseClientBuilder get() {
      return FirehoseClient.builder();
    }
  }

  private static final class S3Builders implements Supplier<S3ClientBuilder> {
    @Override
    public S3ClientBuilder get() {
      return S3Client.builder();
    }
  }
}
