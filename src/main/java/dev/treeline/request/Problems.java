package dev.treeline.request;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.treeline.event.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Says what went wrong, in the words of the dialect that was spoken.
///
/// SDK clients of `sagemaker-runtime` make their exceptions of the header `x-amzn-errortype`:
/// `ValidationError` is about the request to the endpoint, `ModelError`, always with status 424,
/// carries the status and the message of the model. (API reference, "InvokeEndpoint", Errors.)
final class Problems {
  // Messages quote the caller, whose names and paths may be megabytes long.
  private static final int LONGEST_MESSAGE = 16_384;
  private static final int MODEL_ERROR = 424;
  private static final JsonFactory JSON = new JsonFactory();

  private Problems() {}

  /// The reply to a request that failed.
  static Reply reply(Outcome.Failure failure, Dialect dialect, Invocation invocation) {
    Reply reply = told(failure, dialect, invocation);
    return failure instanceof Outcome.WrongMethod wrong
        ? reply.with("Allow", wrong.allowed())
        : reply;
  }

  private static Reply told(Outcome.Failure failure, Dialect dialect, Invocation invocation) {
    int status = status(failure);
    String message = message(failure);
    return switch (dialect) {
      case PLAIN -> body(status, json -> plain(json, message, failure, invocation));
      case INFERENCE_V2, PREDICT_V1 ->
          body(withoutMediaTypes(status), json -> error(json, message, failure, invocation));
      case RUNTIME ->
          blamesRequest(failure)
              ? body(400, json -> json.writeStringField("Message", message))
                  .with("x-amzn-errortype", "ValidationError")
              : body(MODEL_ERROR, json -> modelError(json, status, message, invocation))
                  .with("x-amzn-errortype", "ModelError");
    };
  }

  private static int status(Outcome.Failure failure) {
    return switch (failure) {
      case Outcome.Rejected rejected -> rejected.reason().status();
      case Outcome.WrongMethod _ -> 405;
      case Outcome.Failed _ -> 500;
    };
  }

  private static String message(Outcome.Failure failure) {
    String message =
        switch (failure) {
          case Outcome.Rejected rejected -> rejected.problem();
          case Outcome.WrongMethod wrong ->
              wrong.path() + ": found " + wrong.found() + ", expected " + wrong.allowed();
          case Outcome.Failed failed ->
              "The request could not be answered; the log holds the reason as " + failed.incident();
        };
    return message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE) + "…";
  }

  /// V1 and V2 know no status for a body of the wrong kind but 400.
  private static int withoutMediaTypes(int status) {
    return status == Reason.UNREADABLE.status() ? 400 : status;
  }

  /// Whether the request as such is wrong, and no model has seen it.
  private static boolean blamesRequest(Outcome.Failure failure) {
    return switch (failure) {
      case Outcome.Rejected rejected ->
          switch (rejected.reason()) {
            case INVALID, NOT_FOUND -> true;
            case UNEVALUABLE, NOT_ACCEPTABLE, TOO_LARGE, UNREADABLE, NO_SUCH_OUTPUT -> false;
          };
      case Outcome.WrongMethod _ -> true;
      case Outcome.Failed _ -> false;
    };
  }

  private static void plain(
      JsonGenerator json, String message, Outcome.Failure failure, Invocation invocation)
      throws IOException {
    json.writeStringField("message", message);
    ids(json, failure, invocation);
  }

  private static void error(
      JsonGenerator json, String message, Outcome.Failure failure, Invocation invocation)
      throws IOException {
    json.writeStringField("error", message);
    ids(json, failure, invocation);
  }

  private static void ids(JsonGenerator json, Outcome.Failure failure, Invocation invocation)
      throws IOException {
    if (failure instanceof Outcome.Failed failed) {
      json.writeStringField("incident", failed.incident());
    }
    if (!invocation.requestId().isEmpty()) {
      json.writeStringField("requestId", invocation.requestId());
    }
  }

  private static void modelError(
      JsonGenerator json, int status, String message, Invocation invocation) throws IOException {
    String whose = status < 500 ? "client" : "server";
    json.writeStringField(
        "Message",
        "Received "
            + whose
            + " error ("
            + status
            + ") from primary with message \""
            + message
            + "\"."
            + (invocation.requestId().isEmpty()
                ? ""
                : " The log has it as " + invocation.requestId()));
    json.writeNumberField("OriginalStatusCode", status);
    json.writeStringField("OriginalMessage", message);
    json.writeStringField("LogStreamArn", invocation.logStream());
  }

  private interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  private static Reply body(int status, Members members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Memory does not fail.
    }
    return Reply.text(status, "application/json", bytes.toByteArray());
  }
}
