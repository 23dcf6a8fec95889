package dev.treeline.request;

import dev.treeline.capture.Capture;
import dev.treeline.capture.CaptureLine;
import dev.treeline.capture.CaptureLine.Side;
import dev.treeline.event.Events;
import dev.treeline.event.HttpRequest;
import dev.treeline.event.Reply;
import dev.treeline.request.Router.Answer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Answers one request after the other, captures what was scored and logs what came of each. For
/// every thread.
///
/// Every request that was scored is captured, as SageMaker captures those answered with 2xx; others
/// are not, nor is one whose reply would be longer than its gateway carries: that is answered with
/// 413. A capture that fails does not fail the score.
///
/// Every reply says what the endpoint serves, `X-Treeline-Model` and `X-Treeline-Model-Version`,
/// and what Lambda calls the invocation, `x-amzn-RequestId`. A scored one also says what the
/// capture calls it, `X-Treeline-Event-Id`: ground truth joins by that id where the caller sent no
/// `X-Amzn-SageMaker-Inference-Id`. Where something else than Treeline scores, `X-Treeline-Engine`
/// says what.
final class Endpoint {
  private final Models models;
  private final Router router;
  private final Cors cors;
  private final RequestLog requestLog;
  private final Capture capture;
  private final Edge edge;

  /// What an endpoint takes from the world.
  ///
  /// @param clock dates captures
  /// @param nanos measures durations
  /// @param ids a new random id at each call; never one made during init, which all copies restored
  ///   from a snapshot would share
  /// @param log takes one line of JSON, without a newline
  record Edge(
      InstantSource clock, LongSupplier nanos, Supplier<String> ids, Consumer<String> log) {}

  Endpoint(Models models, Rules rules, Capture capture, Edge edge) {
    this.models = models;
    this.router = new Router(models, rules, edge.ids());
    this.cors = new Cors(rules.serving().corsOrigins());
    this.requestLog =
        new RequestLog(
            models,
            rules.serving().logPayloads(),
            new ScoreMetrics(rules.labels(), rules.published(), edge.clock()));
    this.capture = capture;
    this.edge = edge;
  }

  /// The time now, for [#answer].
  long nanos() {
    return edge.nanos().getAsLong();
  }

  /// Answers one request. Nothing is thrown.
  ///
  /// @param start when it came, by [#nanos]
  Reply answer(HttpRequest request, Invocation invocation, long start) {
    // Lambda's own id is unique, but where it tries an event again: then the capture should be one.
    String requestId = invocation.requestId();
    String eventId = requestId.isEmpty() ? edge.ids().get() : requestId;
    return answer(request, invocation, new Terms(eventId, start, Events.mostBytes(request)));
  }

  /// Answers one of several requests, whose replies travel together.
  ///
  /// @param start when it came, by [#nanos]
  /// @param most bytes that the reply may have
  Reply answer(HttpRequest request, Invocation invocation, long start, int most) {
    return answer(request, invocation, new Terms(edge.ids().get(), start, most));
  }

  /// @param eventId what a capture calls the request
  /// @param start when it came
  /// @param most bytes that the reply may have
  private record Terms(String eventId, long start, int most) {}

  private Reply answer(HttpRequest request, Invocation invocation, Terms terms) {
    if (Cors.isPreflight(request)) {
      return cors.preflight(request);
    }
    Answer answer = router.answer(request, terms.eventId);
    Outcome outcome = answer.outcome();
    Reply reply = packed(request, outcome, answer.dialect(), invocation);
    boolean offered = false;
    if (outcome instanceof Outcome.Scored scored) {
      int most = terms.most;
      long bytes =
          most == Events.mostBytes(request)
              ? Events.bytesIfLong(request, reply)
              : Events.bytes(request, reply);
      if (bytes > most) {
        outcome = tooLong(scored, bytes, most);
        reply = packed(request, outcome, answer.dialect(), invocation);
      } else {
        offered = capture(request, scored, invocation);
      }
    }
    long micros = (nanos() - terms.start) / 1000;
    RequestLog.Done done = new RequestLog.Done(reply.status(), micros, offered);
    edge.log().accept(requestLog.line(invocation.requestId(), outcome, done));
    return reply;
  }

  /// Answers what is no request at all.
  Reply refuse(String problem, Invocation invocation) {
    Outcome.Rejected rejected = new Outcome.Rejected(Reason.UNREADABLE, problem);
    Reply reply = Problems.reply(rejected, Dialect.PLAIN, invocation);
    RequestLog.Done done = new RequestLog.Done(reply.status(), 0, false);
    edge.log().accept(requestLog.line(invocation.requestId(), rejected, done));
    return reply;
  }

  private static Outcome tooLong(Outcome.Scored scored, long bytes, int most) {
    return new Outcome.Rejected(
        Reason.TOO_LARGE,
        "reply: found "
            + scored.rows()
            + " rows that make "
            + bytes
            + " bytes, expected at most "
            + most
            + ", which is the limit of what carries it; send fewer rows a request");
  }

  private Reply packed(
      HttpRequest request, Outcome outcome, Dialect dialect, Invocation invocation) {
    Reply reply =
        outcome instanceof Outcome.Scored scored
            ? named(scored.reply(), scored.served()).with("X-Treeline-Event-Id", scored.eventId())
            : other(outcome, dialect, invocation);
    if (!invocation.requestId().isEmpty()) {
      reply = reply.with("x-amzn-RequestId", invocation.requestId());
    }
    return Events.packed(request, cors.allow(request, reply));
  }

  private Reply other(Outcome outcome, Dialect dialect, Invocation invocation) {
    Reply reply =
        switch (outcome) {
          case Outcome.Scored scored -> scored.reply();
          case Outcome.Told told -> told.reply();
          case Outcome.Failure failure -> Problems.reply(failure, dialect, invocation);
        };
    boolean single = models.all().size() == 1;
    return single ? named(reply, models.all().getFirst()) : reply;
  }

  private static Reply named(Reply reply, Served served) {
    Reply named =
        reply
            .with("X-Treeline-Model", served.name())
            .with("X-Treeline-Model-Version", served.version());
    return served.model().exact()
        ? named
        : named.with("X-Treeline-Engine", served.model().engine());
  }

  /// Whether there was something to capture, whatever became of it.
  private boolean capture(HttpRequest request, Outcome.Scored scored, Invocation invocation) {
    boolean wanted = true;
    try {
      boolean leftOut = capture.optsOut(request.header(Capture.OPT_OUT_HEADER).orElse(""));
      wanted = !leftOut && capture.wants(scored.eventId());
      if (wanted) {
        capture.accept(line(request, scored));
      }
    } catch (RuntimeException | Error e) {
      // The rows are scored; the caller must not suffer for the capture.
      edge.log().accept(RequestLog.captureFailed(invocation.requestId(), edge.ids().get(), e));
    }
    return wanted;
  }

  private CaptureLine line(HttpRequest request, Outcome.Scored scored) {
    Optional<String> attributes = request.header("x-amzn-sagemaker-custom-attributes");
    return new CaptureLine(
        Side.of(scored.input().contentType(), scored.input().bytes()),
        Side.of(scored.output().contentType(), scored.output().bytes()),
        scored.eventId(),
        request.header("x-amzn-sagemaker-inference-id").orElse(null),
        attributes.isPresent() ? List.of(attributes.get()) : List.of(),
        edge.clock().instant(),
        scored.served().answered());
  }
}
