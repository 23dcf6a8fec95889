package dev.treeline.capture;

import dev.treeline.json.JsonToken;
import dev.treeline.json.JsonTokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Lambda's Extensions API, as far as an internal extension may use it: register for INVOKE
/// (SHUTDOWN is refused with 403), then ask for one event after the other. Asking for the next
/// event says that the extension is done with the last one; until then the environment is not
/// frozen.
final class ExtensionApi {
  static final String NAME = "treeline-capture";

  private static final String PATH = "/2020-01-01/extension/";
  private static final String IDENTIFIER = "Lambda-Extension-Identifier";
  private static final int REGISTER_TIMEOUT_MILLIS = 2000;

  private final String runtimeApi;
  private volatile @Nullable LocalHttp asking;

  /// @param runtimeApi host and port, from `AWS_LAMBDA_RUNTIME_API`
  ExtensionApi(String runtimeApi) {
    this.runtimeApi = runtimeApi;
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
    byte[] body = "{\"events\":[\"INVOKE\"]}".getBytes(StandardCharsets.US_ASCII);
    String fields = "Lambda-Extension-Name: " + NAME + "\r\nContent-Type: application/json\r\n";
    LocalHttp.Answer answer = ask("POST", "register", fields, body, REGISTER_TIMEOUT_MILLIS);
    String identifier = answer.field(IDENTIFIER);
    if (identifier.isEmpty()) {
      throw new IOException("register: found no " + IDENTIFIER + " in the answer");
    }
    return identifier;
  }

  /// Waits for the next event, for as long as it takes.
  Event next(String identifier) throws IOException {
    String fields = IDENTIFIER + ": " + identifier + "\r\n";
    byte[] body = ask("GET", "event/next", fields, new byte[0], 0).body();
    // Not Jackson's parser: this runs beside an environment's first request.
    return event(JsonTokens.of(body, 0, body.length));
  }

  /// Closes the connection on which somebody waits for an event; that one gets an error.
  void hangUp() {
    LocalHttp http = asking;
    if (http != null) {
      http.hangUp();
    }
  }

  private LocalHttp.Answer ask(
      String method, String path, String fields, byte[] body, int patienceMillis)
      throws IOException {
    try (LocalHttp http = new LocalHttp(runtimeApi)) {
      asking = http;
      LocalHttp.Answer answer = http.ask(method + " " + PATH + path, fields, body, patienceMillis);
      if (answer.status() == 200) {
        return answer;
      }
      String found = PATH + path + ": found status " + answer.status() + ", expected 200";
      throw answer.status() == 403 ? new UnknownException(found) : new IOException(found);
    }
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
