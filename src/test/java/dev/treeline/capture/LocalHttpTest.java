package dev.treeline.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers of the JDK's own server, and of a socket that says what a server should not.
class LocalHttpTest {
  private static final byte[] NOTHING = new byte[0];

  /// Length 0 lets the JDK's server send chunks, -1 nothing.
  @ParameterizedTest
  @ValueSource(longs = {0, 5, -1})
  void bodiesOfAnyFramingAreWhole(long length) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var asked = new CompletableFuture<String>();
    server.createContext(
        "/path",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1);
          asked.complete(exchange.getRequestHeaders().getFirst("A-Field") + " " + body);
          exchange.getResponseHeaders().add("An-Answer", " of mine ");
          exchange.sendResponseHeaders(200, length);
          if (length >= 0) {
            exchange.getResponseBody().write("event".getBytes(ISO_8859_1));
          }
          exchange.close();
        });
    server.start();
    try (var http = new LocalHttp("127.0.0.1:" + server.getAddress().getPort())) {
      byte[] body = "said".getBytes(ISO_8859_1);
      LocalHttp.Answer answer = http.ask("POST /path", "A-Field: value\r\n", body, 5000);
      assertThat(asked).isCompletedWithValue("value said");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.field("an-answer")).isEqualTo("of mine");
      assertThat(answer.field("another")).isEmpty();
      assertThat(new String(answer.body(), ISO_8859_1)).isEqualTo(length < 0 ? "" : "event");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aBodyMayEndWithTheConnection() throws IOException {
    assertThat(new String(answerTo("HTTP/1.0 200 OK\n\nto the end").body(), ISO_8859_1))
        .isEqualTo("to the end");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
      })
  void anAnswerThatIsCutOffIsAnError(String answer) {
    assertThatThrownBy(() -> answerTo(answer)).isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2000000000\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
      })
  void anAnswerThatIsNoneIsAnError(String answer) {
    assertThatThrownBy(() -> answerTo(answer))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("found");
  }

  @Test
  void aLineWithoutEndIsAnError() {
    assertThatThrownBy(() -> answerTo("HTTP/1.1 200 " + "x".repeat(20_000)))
        .hasMessageContaining("found a line of more than 8192 bytes");
  }

  @Test
  void closingEndsACallThatWaits() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        LocalHttp http = new LocalHttp("127.0.0.1:" + silent.getLocalPort())) {
      CompletableFuture<Void> call =
          CompletableFuture.runAsync(
              () -> assertThatThrownBy(() -> ask(http, 0)).isInstanceOf(IOException.class));
      try (Socket accepted = silent.accept()) {
        assertThat(accepted.isConnected()).isTrue();
        http.hangUp();
        call.get(10, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void silenceIsAnErrorWhenItLastsTooLong() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        LocalHttp http = new LocalHttp("127.0.0.1:" + silent.getLocalPort())) {
      assertThatThrownBy(() -> ask(http, 20)).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void anAddressWithoutPortNumberIsAnError() {
    try (LocalHttp http = new LocalHttp("127.0.0.1:http")) {
      assertThatThrownBy(() -> ask(http, 20))
          .hasMessage("found the address 127.0.0.1:http, expected host:port");
    }
  }

  private static LocalHttp.Answer ask(LocalHttp http, int patienceMillis) throws IOException {
    return http.ask("GET /", "", NOTHING, patienceMillis);
  }

  /// What a server that sends exactly this and closes is understood to say.
  private static LocalHttp.Answer answerTo(String answer) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        LocalHttp http = new LocalHttp("127.0.0.1:" + server.getLocalPort())) {
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(
              () -> {
                try (Socket socket = server.accept()) {
                  socket.getInputStream().readNBytes("GET / HTTP/1.1\r\n".length());
                  socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
                  socket.shutdownOutput();
                  socket.getInputStream().readAllBytes();
                } catch (IOException _) {
                  // The client may hang up on an answer that is none.
                }
              });
      try {
        return ask(http, 5000);
      } finally {
        http.hangUp();
        served.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
