package dev.treeline.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A Firehose that speaks JSON 1.1 on loopback, keeps its limits, joins what it gets as it is, and
/// fails as its script says: each call takes one answer off the script, an empty script accepts
/// all.
///
/// Aim an unmodified program at it with `AWS_ENDPOINT_URL_FIREHOSE` = [#url()].
public final class FakeFirehose implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_RECORDS = 500;
  private static final int MOST_RECORD_BYTES = 1000 * 1024;
  // The stricter reading of "4 MiB for the entire request": with Base64 and JSON around it.
  private static final int MOST_REQUEST_BYTES = 4 * 1024 * 1024;

  private final HttpServer server;
  private final Queue<Answer> script = new ArrayDeque<>();
  private final List<Call> calls = new ArrayList<>();
  private final ByteArrayOutputStream delivered = new ByteArrayOutputStream();
  private final Semaphore arrived = new Semaphore(0);
  private final List<String> authorizations = new ArrayList<>();
  private final AtomicInteger primings = new AtomicInteger();
  private volatile @Nullable Supplier<Answer> mood;

  /// How one call is answered.
  public sealed interface Answer {
    /// Accepts every record.
    record Accept() implements Answer {}

    /// Answers 200 and refuses the records at these positions.
    record RefuseSome(IntPredicate positions) implements Answer {}

    /// Accepts nothing.
    record Fail(int status, String type) implements Answer {}

    /// Accepts nothing, and answers 200 with this JSON.
    record Say(String json) implements Answer {}

    /// Accepts nothing, and says so too late.
    record Hang(Duration time) implements Answer {}

    /// Accepts nothing, and closes the connection without a word.
    record Drop() implements Answer {}

    /// Accepts every record, and says so too late.
    record AcceptLate(Duration time) implements Answer {}
  }

  /// One call as it came.
  ///
  /// @param records their bytes, Base64 taken off
  /// @param status what was answered; 0 when nobody was there any more
  public record Call(String stream, List<byte[]> records, int requestBytes, int status) {}

  /// Starts on a free port.
  public FakeFirehose() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /// Where it listens.
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Answers calls beyond the script from now on; null heals it.
  public void always(@Nullable Supplier<Answer> answers) {
    mood = answers;
  }

  /// Calls that carried no record: a client makes one to connect. They take no answer off the
  /// script, and are refused as Firehose refuses them.
  public int primings() {
    return primings.get();
  }

  /// The `Authorization` header of every call, those without records included.
  public synchronized List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  /// Adds answers to the script.
  public synchronized void next(Answer... answers) {
    script.addAll(Arrays.asList(answers));
  }

  /// Every call so far, in order.
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /// What S3 would hold: the accepted records, one after the other, with nothing in between.
  public synchronized String delivered() {
    return delivered.toString(StandardCharsets.UTF_8);
  }

  /// The accepted lines, read as capture lines.
  public List<CaptureLine> lines() {
    return delivered()
        .lines()
        .map(line -> CaptureLine.read(line.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  /// Waits until that many further calls have been answered.
  public boolean await(int further, Duration patience) throws InterruptedException {
    return arrived.tryAcquire(further, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void handle(HttpExchange http) throws IOException {
    try (http) {
      byte[] request = http.getRequestBody().readAllBytes();
      JsonNode json = JSON.readTree(request);
      String stream = json.path("DeliveryStreamName").asText();
      List<byte[]> records = new ArrayList<>();
      for (JsonNode node : json.path("Records")) {
        records.add(Base64.getDecoder().decode(node.path("Data").asText()));
      }
      Answer answer;
      synchronized (this) {
        authorizations.add(String.valueOf(http.getRequestHeaders().getFirst("Authorization")));
        Supplier<Answer> usual = mood;
        Answer scripted = records.isEmpty() ? null : script.poll();
        answer = scripted != null ? scripted : usual == null ? new Answer.Accept() : usual.get();
      }
      if (records.isEmpty()) {
        primings.incrementAndGet();
        prime(http, answer);
        return;
      }
      Answer.Fail refused = refusal(http, request.length, records);
      int status;
      try {
        status = answer(http, refused == null ? answer : refused, records);
      } catch (IOException _) {
        status = 0; // The caller has given up waiting.
      }
      synchronized (this) {
        calls.add(new Call(stream, List.copyOf(records), request.length, status));
      }
      arrived.release();
    }
  }

  private static void prime(HttpExchange http, Answer answer) throws IOException {
    switch (answer) {
      case Answer.Hang(Duration time) -> pause(time);
      case Answer.Drop() -> {
        return;
      }
      case Answer.Fail(int status, String type) -> {
        fail(http, status, type);
        return;
      }
      case Answer.Accept(), Answer.RefuseSome(_), Answer.Say(_), Answer.AcceptLate(_) -> {}
    }
    fail(http, 400, "ValidationException");
  }

  private static Answer.@Nullable Fail refusal(HttpExchange http, int bytes, List<byte[]> records) {
    boolean known =
        Set.of("Firehose_20150804.PutRecordBatch")
                .contains(String.valueOf(http.getRequestHeaders().getFirst("X-Amz-Target")))
            && String.valueOf(http.getRequestHeaders().getFirst("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 ");
    boolean fits =
        records.size() <= MOST_RECORDS
            && bytes <= MOST_REQUEST_BYTES
            && records.stream().allMatch(r -> r.length <= MOST_RECORD_BYTES);
    return known && fits ? null : new Answer.Fail(400, "InvalidArgumentException");
  }

  private int answer(HttpExchange http, Answer answer, List<byte[]> records) throws IOException {
    return switch (answer) {
      case Answer.Accept() -> accept(http, records, i -> false);
      case Answer.RefuseSome(IntPredicate positions) -> accept(http, records, positions);
      case Answer.Fail(int status, String type) -> fail(http, status, type);
      case Answer.Say(String json) -> send(http, 200, JSON.readTree(json));
      case Answer.Hang(Duration time) -> {
        pause(time);
        yield fail(http, 500, "InternalFailure");
      }
      case Answer.Drop() -> 0;
      case Answer.AcceptLate(Duration time) -> {
        pause(time);
        yield accept(http, records, i -> false);
      }
    };
  }

  private int accept(HttpExchange http, List<byte[]> records, IntPredicate refused)
      throws IOException {
    ObjectNode reply = JSON.createObjectNode();
    ArrayNode entries = JSON.createArrayNode();
    int failed = 0;
    synchronized (this) {
      for (int i = 0; i < records.size(); i++) {
        if (refused.test(i)) {
          failed++;
          entries
              .addObject()
              .put("ErrorCode", "ServiceUnavailableException")
              .put("ErrorMessage", "Slow down.");
        } else {
          delivered.writeBytes(records.get(i));
          entries.addObject().put("RecordId", "record-" + i);
        }
      }
    }
    reply.put("FailedPutCount", failed).put("Encrypted", false).set("RequestResponses", entries);
    return send(http, 200, reply);
  }

  private static int fail(HttpExchange http, int status, String type) throws IOException {
    return send(
        http, status, JSON.createObjectNode().put("__type", type).put("message", "as scripted"));
  }

  private static int send(HttpExchange http, int status, JsonNode reply) throws IOException {
    byte[] body = JSON.writeValueAsBytes(reply);
    http.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
    http.sendResponseHeaders(status, body.length);
    http.getResponseBody().write(body);
    return status;
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
