package dev.treeline.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.treeline.capture.Countdown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Stands where API Gateway stands: a request becomes an event, the function's reply a response.
final class Gateway extends Handler.Abstract {
  /// What a caller has for a body; API Gateway gives a whole request 30 s too.
  static final Duration SLOWEST = Duration.ofSeconds(30);

  private final RequestStreamHandler function;
  private final int maxBody;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final PrintStream log;
  private final Duration slowest;

  /// @param maxBody bytes that a body may have; a longer one is refused before it is read whole
  /// @param ids a new request id at each call
  Gateway(
      RequestStreamHandler function,
      int maxBody,
      InstantSource clock,
      Supplier<String> ids,
      PrintStream log) {
    this(function, maxBody, clock, ids, log, SLOWEST);
  }

  private Gateway(
      RequestStreamHandler function,
      int maxBody,
      InstantSource clock,
      Supplier<String> ids,
      PrintStream log,
      Duration slowest) {
    this.function = function;
    this.maxBody = maxBody;
    this.clock = clock;
    this.ids = ids;
    this.log = log;
    this.slowest = slowest;
  }

  /// The same with another patience for a body.
  Gateway patientFor(Duration slowest) {
    return new Gateway(function, maxBody, clock, ids, log, slowest);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Answering answering = new Answering(request, response, callback);
    if (request.getLength() > maxBody) {
      answering.tooLong();
    } else {
      new Exchange(request, maxBody, Countdown.of(slowest), answering).run();
    }
    return true;
  }

  /// The reply's bytes, read where they were written.
  private static final class Bytes extends ByteArrayOutputStream {
    Bytes() {
      super(1024);
    }

    HttpReply reply() throws IOException {
      return HttpReply.parse(buf, count);
    }
  }

  /// One request on its way.
  private final class Answering implements Exchange.Ends {
    private final Request request;
    private final Response response;
    private final Callback callback;

    Answering(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = callback;
    }

    @Override
    public void whole(byte[] body, int length) {
      HttpReply reply;
      try {
        String id = ids.get();
        Bytes answered = new Bytes();
        function.handleRequest(
            new HttpEvent(request, body, length).json(id, clock.millis()),
            answered,
            new LocalContext(id, log));
        reply = answered.reply();
      } catch (IOException | RuntimeException e) {
        // The handler answers whatever comes and logs what it could not do: this is a fault of
        // ours.
        e.printStackTrace(log);
        refuse(500, "the request could not be answered; the server's log holds the reason");
        return;
      }
      response.setStatus(reply.status());
      response.getHeaders().add(reply.headers());
      response.write(true, reply.body(), callback);
    }

    @Override
    public void tooLong() {
      String found =
          request.getLength() > maxBody ? request.getLength() + " bytes" : "more than " + maxBody;
      refuse(
          413,
          "body: found "
              + found
              + ", expected at most "
              + maxBody
              + " bytes; send fewer rows a request");
    }

    @Override
    public void tooSlow() {
      refuse(
          408, "body: found an unfinished one after " + slowest + ", expected all of it by then");
    }

    @Override
    public void broken(Throwable cause) {
      callback.failed(cause);
    }

    /// What the caller's protocol calls a message: there is no event yet that the function could
    /// answer.
    private String key() {
      String path = request.getHttpURI().getDecodedPath();
      if (path.startsWith("/endpoints/")) {
        response.getHeaders().put("x-amzn-errortype", "ValidationError");
        return "Message";
      }
      return path.startsWith("/v1/") || path.startsWith("/v2/") ? "error" : "message";
    }

    /// The rest of the body is not read, so this connection cannot be used again.
    private void refuse(int status, String message) {
      response.setStatus(status);
      response.getHeaders().put("Content-Type", "application/json");
      response.getHeaders().put("Connection", "close");
      response.write(
          true,
          StandardCharsets.UTF_8.encode("{\"" + key() + "\": \"" + message + "\"}"),
          callback);
    }
  }
}
