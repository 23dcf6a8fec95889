package dev.treeline.request;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.treeline.capture.Capture;
import dev.treeline.capture.Captures;
import dev.treeline.capture.NoCapture;
import dev.treeline.capture.Sleeper;
import dev.treeline.capture.Surroundings;
import dev.treeline.event.Event;
import dev.treeline.event.Events;
import dev.treeline.event.HttpRequest;
import dev.treeline.event.Reply;
import dev.treeline.forest.Model;
import dev.treeline.settings.Job;
import dev.treeline.settings.Settings;
import dev.treeline.store.S3Access;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.FirehoseClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// The scoring function's entry: one event in, one reply out.
///
/// Takes events of HTTP API (payload 2.0), REST API (1.0), load balancers, Function URL, a bare
/// document, which is answered by the bare reply, and a batch of requests. Thread-safe: one
/// instance serves every thread.
public final class ScoreHandler implements RequestStreamHandler, AutoCloseable {
  // {"replies":[]} around the replies of a batch.
  private static final int BATCH_FRAME = 14;

  // A refusal of a long reply, with its headers.
  private static final int REFUSAL = 600;

  private static @Nullable ScoreHandler loaded;

  private final Endpoint endpoint;
  private final Capture capture;

  /// Wires the function from its environment: loads the models and opens the capture, once a
  /// process.
  public ScoreHandler() {
    this(loaded());
  }

  private ScoreHandler(ScoreHandler other) {
    this(other.endpoint, other.capture);
  }

  ScoreHandler(Endpoint endpoint, Capture capture) {
    this.endpoint = endpoint;
    this.capture = capture;
  }

  private static synchronized ScoreHandler loaded() {
    if (loaded == null) {
      loaded = from(System.getenv(), new StandardOutput());
    }
    return loaded;
  }

  /// Wires a handler of its own: loads the model and opens the capture that the settings name.
  ///
  /// @param environment settings by name, as [System#getenv()] gives them
  /// @param log takes one line of JSON a request, without a newline
  /// @throws dev.treeline.settings.SettingsException listing all wrong settings
  /// @throws dev.treeline.booster.ModelFormatException if there is no model that can be scored
  /// @throws java.io.UncheckedIOException if the model cannot be fetched
  public static ScoreHandler from(Map<String, String> environment, Consumer<String> log) {
    return from(environment, log, new Exactly(), false);
  }

  /// How a handler gets its model.
  @FunctionalInterface
  public interface ModelSource {
    /// Loads the model.
    ///
    /// @param files of its package, by name
    Model load(Map<String, byte[]> files);
  }

  /// The same for a server that ends in its own order, with models that are loaded in another way:
  /// nothing but [#close] ends the capture.
  public static ScoreHandler from(
      Map<String, String> environment, Consumer<String> log, ModelSource source) {
    return from(environment, log, source, true);
  }

  private static ScoreHandler from(
      Map<String, String> environment, Consumer<String> log, ModelSource source, boolean owned) {
    Path root = Path.of(environment.getOrDefault("LAMBDA_TASK_ROOT", ""));
    Settings settings = Settings.from(environment, root, Job.SCORE);
    S3Access s3 = new S3Access(new S3Builders(), environment);
    Models models = new ModelPackages(settings, s3, source).load();
    settings.capture().content().checkColumns(models.featureNames());
    Surroundings world =
        new Surroundings(
            InstantSource.system(), new Chance(), new FirehoseBuilders(), new Sleeping(), log);
    Capture capture =
        owned
            ? Captures.openOwned(settings, world, models)
            : Captures.open(settings, world, models);
    Endpoint.Edge edge =
        new Endpoint.Edge(InstantSource.system(), new Nanos(), new RandomIds(), log);
    Rules rules = Rules.of(settings);
    if ("snap-start".equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"))) {
      Snapshot.register(new Priming(unheard(models, rules, edge), models), capture);
    }
    return new ScoreHandler(new Endpoint(models, rules, capture, edge), capture);
  }

  /// Delivers the captured lines that wait. To be called when the last request is answered: lines
  /// of later ones are dropped, counted and told.
  @Override
  public void close() {
    capture.close();
  }

  /// The same path, without anything that reaches the world.
  private static ScoreHandler unheard(Models models, Rules rules, Endpoint.Edge edge) {
    Capture off = new NoCapture();
    Endpoint.Edge quiet = new Endpoint.Edge(edge.clock(), edge.nanos(), edge.ids(), line -> {});
    return new ScoreHandler(new Endpoint(models, rules, off, quiet), off);
  }

  /// Answers one event. Whatever the event holds, there is a reply; nothing is thrown but what the
  /// streams throw.
  ///
  /// @param context may be null outside Lambda
  @Override
  public void handleRequest(InputStream input, OutputStream output, @Nullable Context context)
      throws IOException {
    Invocation invocation = Invocation.of(context);
    try {
      long start = endpoint.nanos();
      Event event = Events.read(input.readAllBytes());
      if (event instanceof Event.Http http) {
        Events.write(event, endpoint.answer(http.request(), invocation, start), output);
      } else {
        answerOther(event, invocation, start, output);
      }
    } finally {
      capture.invocationDone(invocation.requestId());
    }
  }

  private void answerOther(Event event, Invocation invocation, long start, OutputStream output)
      throws IOException {
    switch (event) {
      case Event.Http(var request) ->
          Events.write(event, endpoint.answer(request, invocation, start), output);
      case Event.Direct(var request) ->
          Events.write(event, endpoint.answer(request, invocation, start), output);
      case Event.DirectBatch batch -> Events.write(batch, answers(batch, invocation), output);
      case Event.Unknown(var problem) ->
          Events.write(event, endpoint.refuse(problem, invocation), output);
      case Event.NoJson(var problem) ->
          Events.write(event, endpoint.refuse(problem, invocation), output);
    }
  }

  /// Their replies travel as one, so a long one leaves less for those after it.
  private List<Reply> answers(Event.DirectBatch batch, Invocation invocation) {
    List<Reply> replies = new ArrayList<>();
    long left = Events.MOST_BYTES - BATCH_FRAME;
    // What a refusal takes is set aside for every request that is still to come.
    long refusals = (long) REFUSAL * batch.requests().size();
    for (HttpRequest request : batch.requests()) {
      refusals -= REFUSAL;
      int most = (int) Math.max(0, left - Math.min(refusals, Events.MOST_BYTES / 2));
      Reply reply = endpoint.answer(request, invocation, endpoint.nanos(), most);
      left -= Events.bytes(request, reply) + 1;
      replies.add(reply);
    }
    return replies;
  }

  // Classes and not lambdas: linking the first ones takes a cold start milliseconds, and one that
  // calls the SDK loads a part of it for nothing where the model lies in the zip.

  /// One line in one write: Lambda makes a log event of every write.
  private static final class StandardOutput implements Consumer<String> {
    @Override
    public void accept(String line) {
      byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
      System.out.write(bytes, 0, bytes.length);
      System.out.flush();
    }
  }

  private static final class Sleeping implements Sleeper {
    @Override
    public void sleep(Duration time) throws InterruptedException {
      Thread.sleep(time);
    }
  }

  private static final class Exactly implements ModelSource {
    @Override
    public Model load(Map<String, byte[]> files) {
      return Model.load(files);
    }
  }

  private static final class Nanos implements LongSupplier {
    @Override
    public long getAsLong() {
      return System.nanoTime();
    }
  }

  private static final class RandomIds implements Supplier<String> {
    @Override
    public String get() {
      return UUID.randomUUID().toString();
    }
  }

  /// Randomness that a snapshot's copies do not share, and that nobody pays for before it is
  /// needed.
  private static final class Chance implements RandomGenerator {
    private static final class Source {
      private static final SecureRandom RANDOM = new SecureRandom();
    }

    @Override
    public long nextLong() {
      return Source.RANDOM.nextLong();
    }
  }

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
