package dev.treeline.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Stands where API Gateway stands: a request becomes an event, the function's reply a response.
final class Gateway extends Handler.Abstract {
  private final RequestStreamHandler function;
  private final int maxBody;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final PrintStream log;

  /// @param maxBody bytes that a body may have; a longer one is refused before it is read whole
  /// @param ids a new request id at each call
  Gateway(
      RequestStreamHandler function,
      int maxBody,
      InstantSource clock,
      Supplier<String> ids,
      PrintStream log) {
    this.function = function;
    this.maxBody = maxBody;
    this.clock = clock;
    this.ids = ids;
    this.log = log;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<ByteBuffer> body = body(request);
    if (body.isEmpty()) {
      tooLarge(request, response, callback);
      return true;
    }
    String id = ids.get();
    ByteArrayOutputStream answered = new ByteArrayOutputStream(1024);
    function.handleRequest(
        new ByteArrayInputStream(event(id, request, body.get()).json()),
        answered,
        new LocalContext(id, log));
    HttpReply reply = HttpReply.parse(answered.toByteArray());
    response.setStatus(reply.status());
    reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    response.write(true, reply.body(), callback);
    return true;
  }

  private HttpEvent event(String id, Request request, ByteBuffer body) {
    return new HttpEvent(
        id,
        clock.instant(),
        request.getMethod(),
        request.getHttpURI().getDecodedPath(),
        Optional.ofNullable(request.getHttpURI().getQuery()).orElse(""),
        headers(request),
        Request.getRemoteAddr(request),
        body);
  }

  /// The body, or nothing when it is longer than it may be.
  private Optional<ByteBuffer> body(Request request) throws IOException {
    if (request.getLength() > maxBody) {
      return Optional.empty();
    }
    try (InputStream in = Content.Source.asInputStream(request)) {
      byte[] bytes = in.readNBytes(maxBody + 1);
      return bytes.length > maxBody ? Optional.empty() : Optional.of(ByteBuffer.wrap(bytes));
    }
  }

  private static Map<String, String> headers(Request request) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers.merge(
          field.getName().toLowerCase(Locale.ROOT),
          Optional.ofNullable(field.getValue()).orElse(""),
          (first, second) -> first + "," + second);
    }
    return headers;
  }

  private void tooLarge(Request request, Response response, Callback callback) {
    String found =
        request.getLength() > maxBody ? request.getLength() + " bytes" : "more than " + maxBody;
    response.setStatus(413);
    response.getHeaders().put("Content-Type", "application/json");
    // The rest of the body is not read, so this connection cannot be used again.
    response.getHeaders().put("Connection", "close");
    response.write(
        true,
        StandardCharsets.UTF_8.encode(
            "{\"message\":\"body: found "
                + found
                + ", expected at most "
                + maxBody
                + " bytes; send fewer rows a request\"}"),
        callback);
  }
}
