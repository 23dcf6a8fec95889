package dev.treeline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Callers that are slow, many, half gone or send too much, over bare sockets.
@Timeout(60)
class HardCallersTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final LocalServer.Patience PATIENT = new LocalServer.Patience(LONG, LONG, LONG);
  private static final String WHOLE =
      "POST /invocations HTTP/1.1\r\nHost: h\r\nContent-Type: text/csv\r\nContent-Length: 3\r\n\r\n1,2";
  private static final String REPLY = "{\"statusCode\":201,\"body\":\"hi\"}";

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final AtomicInteger events = new AtomicInteger();

  @TempDir Path reports;
  private @Nullable LocalServer server;

  @AfterEach
  void stop() {
    server().close();
  }

  @Test
  void aThousandCallersAtOnceAreAllAnswered() throws Exception {
    serve(answering(), Gateway.SLOWEST, PATIENT);
    List<Socket> callers = new ArrayList<>();
    try {
      for (int i = 0; i < 1000; i++) {
        callers.add(connect());
      }
      for (Socket caller : callers) {
        send(caller, WHOLE);
      }
      for (Socket caller : callers) {
        assertThat(head(caller)).startsWith("HTTP/1.1 201");
      }
    } finally {
      for (Socket caller : callers) {
        caller.close();
      }
    }
    assertThat(events).hasValue(1000);
  }

  @Test
  void aBodyThatDripsIsRefusedWhenItsTimeIsOver() throws Exception {
    serve(answering(), SHORT, PATIENT);
    try (Socket caller = connect()) {
      send(caller, "POST /invocations HTTP/1.1\r\nHost: h\r\nContent-Length: 900\r\n\r\n");
      drip(caller, "1", 12);
      assertThat(head(caller)).startsWith("HTTP/1.1 408");
    }
    assertThat(events).hasValue(0);
  }

  @Test
  void aHeadThatDripsIsCutOff() throws Exception {
    serve(answering(), Gateway.SLOWEST, new LocalServer.Patience(LONG, SHORT, LONG));
    try (Socket caller = connect()) {
      send(caller, "POST /invocations HTTP/1.1\r\nX: ");
      drip(caller, "x", 15);
      assertThat(isCutOff(caller)).isTrue();
    }
  }

  @Test
  void aKeptConnectionMayRestBetweenRequests() throws Exception {
    serve(answering(), Gateway.SLOWEST, new LocalServer.Patience(LONG, SHORT, LONG));
    try (Socket caller = connect()) {
      for (int i = 0; i < 3; i++) {
        send(caller, WHOLE);
        assertThat(head(caller)).startsWith("HTTP/1.1 201");
        Thread.sleep(SHORT.multipliedBy(2));
      }
    }
  }

  @Test
  void anAnswerMayTakeLongerThanAHeadMay() throws Exception {
    serve(
        (in, out, context) -> {
          try {
            Thread.sleep(SHORT.multipliedBy(3));
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          out.write(REPLY.getBytes(StandardCharsets.UTF_8));
        },
        Gateway.SLOWEST,
        new LocalServer.Patience(LONG, SHORT, LONG));
    try (Socket caller = connect()) {
      send(caller, WHOLE);
      assertThat(head(caller)).startsWith("HTTP/1.1 201");
    }
  }

  @Test
  void aSilentConnectionIsClosed() throws Exception {
    serve(answering(), Gateway.SLOWEST, new LocalServer.Patience(SHORT, LONG, LONG));
    try (Socket caller = connect()) {
      assertThat(isCutOff(caller)).isTrue();
    }
  }

  @Test
  void aCallerThatSendsNoMoreIsStillAnswered() throws Exception {
    serve(answering(), Gateway.SLOWEST, PATIENT);
    try (Socket caller = connect()) {
      send(caller, WHOLE);
      caller.shutdownOutput();
      assertThat(head(caller)).startsWith("HTTP/1.1 201");
    }
  }

  @Test
  void aCallerThatLeavesInTheMiddleHarmsNobody() throws Exception {
    serve(answering(), Gateway.SLOWEST, PATIENT);
    for (int i = 0; i < 20; i++) {
      try (Socket caller = connect()) {
        send(caller, "POST /invocations HTTP/1.1\r\nHost: h\r\nContent-Length: 900\r\n\r\n1,");
        caller.setSoLinger(true, 0);
      }
    }
    try (Socket caller = connect()) {
      send(caller, WHOLE);
      assertThat(head(caller)).startsWith("HTTP/1.1 201");
    }
    assertThat(events).hasValue(1);
  }

  @Test
  void aChunkedBodyIsRefusedAsSoonAsItIsTooLong() throws Exception {
    serve(answering(), Gateway.SLOWEST, PATIENT);
    try (Socket caller = connect()) {
      send(caller, "POST /invocations HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
      send(caller, "3e8\r\n" + "1".repeat(1000) + "\r\n");
      send(caller, "1\r\n1\r\n"); // and no end
      assertThat(head(caller)).startsWith("HTTP/1.1 413");
    }
    assertThat(events).hasValue(0);
  }

  @Test
  void anAnnouncedOversizeIsRefusedBeforeItComes() throws Exception {
    serve(answering(), Gateway.SLOWEST, PATIENT);
    try (Socket caller = connect()) {
      send(caller, "POST /invocations HTTP/1.1\r\nHost: h\r\nContent-Length: 9999999999\r\n\r\n");
      assertThat(head(caller)).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void aBodyInManySmallChunksArrivesWhole() throws Exception {
    serve(answering(), Gateway.SLOWEST, PATIENT);
    try (Socket caller = connect()) {
      send(caller, "POST /invocations HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (int i = 0; i < 1000; i++) {
        send(caller, "1\r\n1\r\n");
      }
      send(caller, "0\r\n\r\n");
      assertThat(head(caller)).startsWith("HTTP/1.1 201");
    }
  }

  @Test
  void closingAnswersWhatHasBegun() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    serve(
        (in, out, context) -> {
          begun.countDown();
          try {
            mayEnd.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          out.write(REPLY.getBytes(StandardCharsets.UTF_8));
        },
        Gateway.SLOWEST,
        PATIENT);
    try (Socket caller = connect()) {
      send(caller, WHOLE);
      begun.await();
      Thread closing = Thread.ofPlatform().start(server()::close);
      Thread.sleep(SHORT);
      assertThat(closing.isAlive()).isTrue();
      mayEnd.countDown();
      assertThat(head(caller)).startsWith("HTTP/1.1 201");
      closing.join();
    }
  }

  @Test
  void aFunctionThatThrowsIsLoggedAndItsTraceKeptFromTheCaller() throws Exception {
    serve(
        (in, out, context) -> {
          throw new IllegalStateException("a secret of ours");
        },
        Gateway.SLOWEST,
        PATIENT);
    try (Socket caller = connect()) {
      send(caller, WHOLE);
      assertThat(head(caller)).startsWith("HTTP/1.1 500").doesNotContain("secret");
    }
    assertThat(log.toString(StandardCharsets.UTF_8)).contains("a secret of ours");
  }

  private RequestStreamHandler answering() {
    return (in, out, context) -> {
      events.incrementAndGet();
      out.write(REPLY.getBytes(StandardCharsets.UTF_8));
    };
  }

  private void serve(RequestStreamHandler function, Duration slowest, LocalServer.Patience patience)
      throws IOException {
    Gateway gateway =
        new Gateway(
                function,
                1000,
                InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z")),
                () -> "request-1",
                new PrintStream(log, true, StandardCharsets.UTF_8))
            .patientFor(slowest);
    server =
        new LocalServer(
            "localhost", 0, gateway, new ReportPages(reports, "latest", "none yet"), patience);
  }

  private LocalServer server() {
    return Objects.requireNonNull(server, "no server was started");
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server().port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /// Sends the text again and again, ten times a second, as long as somebody listens.
  private static void drip(Socket socket, String text, int times) throws InterruptedException {
    try {
      for (int i = 0; i < times; i++) {
        send(socket, text);
        Thread.sleep(100);
      }
    } catch (IOException _) {
      // The server has had enough.
    }
  }

  /// The first bytes of the reply.
  private static String head(Socket socket) throws IOException {
    byte[] bytes = new byte[4096];
    int length = socket.getInputStream().read(bytes);
    return length < 0 ? "" : new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static boolean isCutOff(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException _) {
      return true; // reset
    }
  }

  @Test
  void closingWaitsForABodyThatHasBegunAndRefusesWhatIsNew() throws Exception {
    serve(answering(), Gateway.SLOWEST, PATIENT);
    try (Socket caller = connect();
        Socket kept = connect()) {
      send(kept, WHOLE);
      assertThat(head(kept)).startsWith("HTTP/1.1 201");
      send(caller, WHOLE.substring(0, WHOLE.length() - 1));
      Thread.sleep(SHORT);
      int port = server().port();
      Thread closing = Thread.ofPlatform().start(server()::close);
      Thread.sleep(SHORT);
      assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
          .isInstanceOf(ConnectException.class);
      send(kept, WHOLE);
      assertThat(head(kept)).startsWith("HTTP/1.1 503").contains("Retry-After: 1");
      Thread.sleep(2000);
      send(caller, "3");
      assertThat(head(caller)).startsWith("HTTP/1.1 201");
      closing.join();
    }
    assertThat(events).hasValue(2);
  }

  @Test
  void closingWaitsNoLongerThanItsGoodbye() throws Exception {
    serve(answering(), Gateway.SLOWEST, new LocalServer.Patience(LONG, LONG, SHORT));
    try (Socket caller = connect()) {
      send(caller, WHOLE.substring(0, WHOLE.length() - 1));
      Thread.sleep(SHORT);
      long before = System.nanoTime();
      server().close();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
    }
    assertThat(events).hasValue(0);
  }
}
