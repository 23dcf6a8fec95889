package dev.treeline.request;

import dev.treeline.event.HttpRequest;
import dev.treeline.event.Reply;
import dev.treeline.forest.Model;
import dev.treeline.payload.Body;
import dev.treeline.payload.InferenceOutputs;
import dev.treeline.payload.InferenceReply;
import dev.treeline.payload.InferenceRequest;
import dev.treeline.payload.MediaType;
import dev.treeline.payload.OutputTensor;
import dev.treeline.payload.OutputTensor.Encoding;
import dev.treeline.payload.PayloadException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `POST /v2/models/{model}/infer` of the Open Inference Protocol, with its binary tensors. For
/// every thread.
///
/// To the outputs of [InferenceOutputs] comes `contributions`, of shape `[rows, groups × (features
/// + 1)]`: what each feature added to each margin, in each group the bias last.
final class InferenceV2 {
  private static final String JSON_LENGTH = "Inference-Header-Content-Length";

  /// What each feature added to each margin.
  static final String CONTRIBUTIONS = "contributions";

  private final Rules rules;

  InferenceV2(Rules rules) {
    this.rules = rules;
  }

  /// Scores one body.
  ///
  /// @param eventId what the capture will call it
  /// @throws Refusal if it cannot be scored
  Outcome score(HttpRequest request, Served served, String eventId) {
    Content input = Content.of(request, rules, "application/json");
    Optional<String> length = request.header("inference-header-content-length");
    try {
      InferenceRequest asked =
          length.isPresent()
              ? InferenceRequest.of(input.bytes(), jsonLength(length.get()))
              : InferenceRequest.of(input.bytes());
      boolean why = Explanations.wanted(request);
      boolean explain = why || wants(asked, CONTRIBUTIONS);
      Batch batch =
          new Batch(
              served, rules.serving().absentIsMissing(), explain ? Explain.TENSOR : Explain.NO);
      asked.read(batch);
      Scores scores = batch.scores();
      Body reply = InferenceReply.write(header(asked, scores), tensors(asked, scores, why));
      // Without its length nobody could tell the JSON of a captured body from the tensors.
      Content captured =
          length.isPresent()
              ? input.as(
                  MediaType.OCTET_STREAM.name() + ";" + MediaType.JSON_LENGTH + "=" + length.get())
              : input.as("application/json");
      return new Outcome.Scored(
          reply(reply), captured, predictions(asked, scores, reply), scores, eventId);
    } catch (PayloadException e) {
      throw new Refusal(Reason.UNREADABLE, e.place() + ": " + e.problem());
    }
  }

  private static int jsonLength(String header) {
    try {
      return Integer.parseInt(header.strip());
    } catch (NumberFormatException _) {
      throw new Refusal(
          Reason.INVALID, JSON_LENGTH, "\"" + header + "\"", "how many bytes of JSON there are");
    }
  }

  private static boolean wants(InferenceRequest asked, String name) {
    for (InferenceRequest.Output output : asked.outputs()) {
      if (output.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static InferenceReply.Header header(InferenceRequest asked, Scores scores) {
    Served served = scores.served();
    String id = asked.id().isEmpty() ? null : asked.id();
    return new InferenceReply.Header(served.name(), served.version(), id);
  }

  private static List<OutputTensor> tensors(InferenceRequest asked, Scores scores, boolean why) {
    InferenceOutputs outputs = scores.served().outputs();
    Encoding unasked = encoding(asked.binaryOutput());
    List<OutputTensor> tensors = new ArrayList<>();
    for (InferenceRequest.Output wanted : asked.outputs()) {
      if (wanted.classification() > 0) {
        throw new Refusal(
            Reason.INVALID,
            "$.outputs, " + wanted.name() + ", classification",
            "" + wanted.classification(),
            "no such parameter: ask for predict_proba and take the best");
      }
      Encoding encoding = encoding(wanted.binary());
      tensors.add(
          wanted.name().equals(CONTRIBUTIONS)
              ? contributions(scores, encoding)
              : outputs.tensor(wanted.name(), scores.predictions(), encoding));
    }
    if (tensors.isEmpty()) {
      tensors.add(outputs.tensor(InferenceOutputs.PREDICT, scores.predictions(), unasked));
    }
    if (why && !wants(asked, CONTRIBUTIONS)) {
      tensors.add(contributions(scores, unasked));
    }
    return tensors;
  }

  private static Encoding encoding(boolean binary) {
    return binary ? Encoding.BINARY : Encoding.JSON;
  }

  private static OutputTensor contributions(Scores scores, Encoding encoding) {
    Model model = scores.served().model();
    return new OutputTensor(
        CONTRIBUTIONS,
        scores.attributionValues(),
        model.groups() * (model.features() + 1),
        encoding);
  }

  private static Reply reply(Body body) {
    Reply reply = Content.reply(body);
    return body.inferenceHeaderLength().isPresent()
        ? reply.with(JSON_LENGTH, "" + body.inferenceHeaderLength().getAsInt())
        : reply;
  }

  /// What the capture keeps: the predictions alone, in JSON, since that can be looked at.
  private static Content predictions(InferenceRequest asked, Scores scores, Body reply) {
    return asked.outputs().isEmpty() && reply.isText() && scores.attributionValues().length == 0
        ? Content.of(reply)
        : Content.of(InferenceReply.write(header(asked, scores), List.of(predict(scores))));
  }

  private static OutputTensor predict(Scores scores) {
    InferenceOutputs outputs = scores.served().outputs();
    return outputs.tensor(InferenceOutputs.PREDICT, scores.predictions(), Encoding.JSON);
  }
}
