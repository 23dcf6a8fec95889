package dev.treeline.capture;

import dev.treeline.json.JsonToken;
import dev.treeline.json.JsonTokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Lambda's Extensions API, as far as an internal extension may use it: register for INVOKE
/// (SHUTDOWN is refused with 403), then ask for one event after the other. Asking for the next
/// event says that the extension is done with the last one; until then the environment is not
/// frozen.
///
/// `HttpURLConnection`, since the SDK's HTTP client brings the same classes anyway.
final class ExtensionApi {
  static final String NAME = "treeline-capture";

  private static final int REGISTER_TIMEOUT_MILLIS = 2000;

  private final URI base;
  private volatile @Nullable HttpURLConnection asking;

  /// @param runtimeApi host and port, from `AWS_LAMBDA_RUNTIME_API`
  ExtensionApi(String runtimeApi) {
    this.base = URI.create("http://" + runtimeApi + "/2020-01-01/extension/");
  }

  /// An event.
  ///
  /// @param invoke whether an invocation has begun
  /// @param requestId what Lambda calls the invocation
  /// @param deadline when Lambda gives the invocation up
  record Event(boolean invoke, String requestId, Instant deadline) {}

  /// Lambda does not know this extension, and will not: asking again is in vain.
  static final class UnknownException extends IOException {
    UnknownException(String message) {
      super(message);
    }
  }

  /// Registers; possible during init only.
  ///
  /// @return the identifier that further calls carry
  String register() throws IOException {
    HttpURLConnection connection = connect("register");
    byte[] body = "{\"events\":[\"INVOKE\"]}".getBytes(StandardCharsets.UTF_8);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Lambda-Extension-Name", NAME);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setReadTimeout(REGISTER_TIMEOUT_MILLIS);
    connection.setDoOutput(true);
    // Or the JDK keeps the socket for the next call, which a suspension may never let begin.
    connection.setRequestProperty("Connection", "close");
    // With a fixed length the JDK does not send a failed POST a second time behind our back.
    connection.setFixedLengthStreamingMode(body.length);
    try (var out = connection.getOutputStream()) {
      out.write(body);
    }
    try (InputStream in = answer(connection)) {
      in.readAllBytes();
    }
    String identifier = connection.getHeaderField("Lambda-Extension-Identifier");
    if (identifier == null) {
      throw new IOException("register: found no Lambda-Extension-Identifier in the answer");
    }
    return identifier;
  }

  /// Waits for the next event, for as long as it takes.
  Event next(String identifier) throws IOException {
    HttpURLConnection connection = connect("event/next");
    connection.setRequestProperty("Lambda-Extension-Identifier", identifier);
    asking = connection;
    try (InputStream in = answer(connection)) {
      // Not Jackson's parser: this runs beside an environment's first request.
      byte[] body = in.readAllBytes();
      return event(JsonTokens.of(body, 0, body.length));
    }
  }

  /// Closes the connection on which somebody waits for an event; that one gets an error.
  void hangUp() {
    HttpURLConnection connection = asking;
    if (connection != null) {
      connection.disconnect();
    }
  }

  private HttpURLConnection connect(String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) base.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(REGISTER_TIMEOUT_MILLIS);
    return connection;
  }

  private static InputStream answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    if (status != 200) {
      String found = connection.getURL().getPath() + ": found status " + status + ", expected 200";
      // An answer that nobody reads keeps its socket.
      connection.disconnect();
      throw status == 403 ? new UnknownException(found) : new IOException(found);
    }
    return connection.getInputStream();
  }

  private static Event event(JsonTokens json) throws IOException {
    String type = "";
    String requestId = "";
    long deadline = 0;
    json.next();
    while (json.next() == JsonToken.NAME) {
      String key = json.name();
      JsonToken value = json.next();
      switch (key) {
        case "eventType" -> type = value == JsonToken.STRING ? json.text() : "";
        case "requestId" -> requestId = value == JsonToken.STRING ? json.text() : "";
        case "deadlineMs" -> deadline = value == JsonToken.INTEGER ? millis(json.text()) : 0;
        default -> json.skipChildren();
      }
    }
    return new Event(type.equals("INVOKE"), requestId, Instant.ofEpochMilli(deadline));
  }

  private static long millis(String digits) throws IOException {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new IOException("event/next: found the deadline " + digits + ", expected ms", e);
    }
  }
}
