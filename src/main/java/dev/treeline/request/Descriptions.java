package dev.treeline.request;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.treeline.event.Reply;
import dev.treeline.forest.Model;
import dev.treeline.payload.InferenceOutputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// What the endpoint says of itself and of its models.
///
/// Sources: Open Inference Protocol V2, "Server Metadata", "Model Metadata", "Health"; Triton's
/// model repository extension; TensorFlow Serving, "Model status API"; KServe's V1 protocol;
/// SageMaker's `/execution-parameters`.
final class Descriptions {
  private static final String JSON_TYPE = "application/json";
  // Treeline has no releases; what a client can rely on is the protocol.
  private static final String PROTOCOL = "2";
  private static final JsonFactory JSON = new JsonFactory();

  private Descriptions() {}

  /// How a batch job should call.
  ///
  /// @param concurrent requests that are worked on at once
  /// @param mostBytes longest body
  static Reply executionParameters(int concurrent, int mostBytes) {
    return json(
        json -> {
          json.writeNumberField("MaxConcurrentTransforms", concurrent);
          json.writeStringField("BatchStrategy", "MULTI_RECORD");
          json.writeNumberField("MaxPayloadInMB", mostBytes >> 20);
        });
  }

  /// The routes, to machines.
  static Reply openApi(byte[] document) {
    return Reply.text(200, JSON_TYPE, document);
  }

  /// The server, to clients of the V2 protocol.
  static Reply server() {
    return json(
        json -> {
          json.writeStringField("name", "treeline");
          json.writeStringField("version", PROTOCOL);
          json.writeArrayFieldStart("extensions");
          json.writeString("binary_tensor_data");
          json.writeString("model_repository");
          json.writeEndArray();
        });
  }

  /// One word of health, such as `{"live": true}`.
  static Reply yes(String word) {
    return json(json -> json.writeBooleanField(word, true));
  }

  /// That a model is ready, to clients of the V2 protocol.
  static Reply ready(Served served) {
    return json(
        json -> {
          json.writeStringField("name", served.name());
          json.writeBooleanField("ready", true);
        });
  }

  /// A model's tensors. A model with named categories takes a tensor a feature; any other takes one
  /// of all features, or one each all the same.
  static Reply model(Served served) {
    Model model = served.model();
    return json(
        json -> {
          json.writeStringField("name", served.name());
          json.writeArrayFieldStart("versions");
          json.writeString(served.version());
          json.writeEndArray();
          json.writeStringField("platform", "xgboost");
          json.writeArrayFieldStart("inputs");
          if (hasCategories(model)) {
            for (int f = 0; f < model.features(); f++) {
              boolean category = !model.categories(f).isEmpty();
              tensor(json, model.featureNames().get(f), category ? "BYTES" : "FP32", 1);
            }
          } else {
            tensor(json, "input", "FP32", model.features());
          }
          json.writeEndArray();
          json.writeArrayFieldStart("outputs");
          InferenceOutputs outputs = served.outputs();
          for (String name : outputs.names()) {
            tensor(json, name, "FP32", outputs.width(name).orElse(1));
          }
          if (served.explains()) {
            int width = model.groups() * (model.features() + 1);
            tensor(json, InferenceV2.CONTRIBUTIONS, "FP32", width);
          }
          json.writeEndArray();
        });
  }

  private static boolean hasCategories(Model model) {
    for (int f = 0; f < model.features(); f++) {
      if (!model.categories(f).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static void tensor(JsonGenerator json, String name, String type, int width)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("datatype", type);
    json.writeArrayFieldStart("shape");
    json.writeNumber(-1);
    if (width > 1) {
      json.writeNumber(width);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /// All models, as Triton's repository lists them.
  static Reply index(Models models) {
    return reply(
        json -> {
          json.writeStartArray();
          for (Served served : models.all()) {
            json.writeStartObject();
            json.writeStringField("name", served.name());
            json.writeStringField("version", served.version());
            json.writeStringField("state", "READY");
            json.writeStringField("reason", "");
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /// The names of all models, to clients of the V1 protocol.
  static Reply names(Models models) {
    return json(
        json -> {
          json.writeArrayFieldStart("models");
          for (Served served : models.all()) {
            json.writeString(served.name());
          }
          json.writeEndArray();
        });
  }

  /// A model's state, as KServe and TensorFlow Serving say it.
  static Reply status(Served served) {
    return json(
        json -> {
          json.writeStringField("name", served.name());
          json.writeBooleanField("ready", true);
          json.writeArrayFieldStart("model_version_status");
          json.writeStartObject();
          json.writeStringField("version", served.version());
          json.writeStringField("state", "AVAILABLE");
          json.writeObjectFieldStart("status");
          json.writeStringField("error_code", "OK");
          json.writeStringField("error_message", "");
          json.writeEndObject();
          json.writeEndObject();
          json.writeEndArray();
        });
  }

  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private static Reply json(Content members) {
    return reply(
        json -> {
          json.writeStartObject();
          members.write(json);
          json.writeEndObject();
        });
  }

  private static Reply reply(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Memory does not fail.
    }
    return Reply.text(200, JSON_TYPE, bytes.toByteArray());
  }
}
