package dev.treeline.payload;

import dev.treeline.payload.Columns.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A body of the Open Inference Protocol, version 2, a request or a reply: a JSON object, and after
/// it the values of those tensors whose `binary_data_size` says so.
///
/// @param id as sent; empty when there is none
/// @param binaryOutput whether the request wants all outputs as bytes
/// @param tensors rows, all checked
/// @param outputs those that a request asks for; empty for all
record InferenceDocument(String id, boolean binaryOutput, Columns tensors, List<Tensor> outputs) {
  InferenceDocument {
    outputs = List.copyOf(outputs);
  }

  /// @param jsonLength bytes of the JSON, from the start; the rest is binary
  ///
  /// @throws PayloadException if the body is none, or is not as it says
  static InferenceDocument read(byte[] body, int jsonLength) {
    if (jsonLength < 0 || jsonLength > body.length) {
      throw new PayloadException(
          "Inference-Header-Content-Length",
          Integer.toString(jsonLength),
          "bytes of JSON, at most the " + body.length + " of the body");
    }
    try {
      JsonScan scan = JsonScan.of(body, jsonLength);
      InferenceDocument document = new Reader(scan, body, jsonLength).read();
      scan.end();
      return document;
    } catch (IOException problem) {
      throw JsonProblems.inMemory(problem);
    }
  }

  private static final class Reader {
    private final JsonScan scan;
    private final byte[] body;
    private final int jsonLength;
    private String id = "";
    private boolean binaryOutput;
    private boolean isRequest;
    private final List<Tensor> inputs = new ArrayList<>();
    private final List<Tensor> outputs = new ArrayList<>();

    Reader(JsonScan scan, byte[] body, int jsonLength) {
      this.scan = scan;
      this.body = body;
      this.jsonLength = jsonLength;
    }

    InferenceDocument read() throws IOException {
      Members members = new Members();
      members.start();
      for (String key = scan.nextMember("$", members);
          key != null;
          key = scan.nextMember("$", members)) {
        switch (key) {
          case "id" -> id = scan.text("$.id");
          case "parameters" -> readParameters();
          case "inputs" -> {
            isRequest = true;
            readTensors("$.inputs", inputs);
          }
          case "outputs" -> readTensors("$.outputs", outputs);
          default -> scan.skip();
        }
      }
      Columns tensors = isRequest ? columns("$.inputs", inputs) : columns("$.outputs", outputs);
      return new InferenceDocument(id, binaryOutput, tensors, isRequest ? outputs : List.of());
    }

    private void readParameters() throws IOException {
      scan.expectObject("$.parameters", "an object");
      Members members = new Members();
      members.start();
      for (String key = scan.nextMember("$.parameters", members);
          key != null;
          key = scan.nextMember("$.parameters", members)) {
        if (key.equals("binary_data_output")) {
          binaryOutput = scan.truth("$.parameters.binary_data_output");
        } else {
          scan.skip();
        }
      }
    }

    private void readTensors(String path, List<Tensor> into) throws IOException {
      scan.expectArray(path, "a list of tensors");
      Members names = new Members();
      names.start();
      while (scan.nextElement()) {
        Tensor tensor = Tensor.read(scan, path + "[" + into.size() + "]");
        if (!names.add(tensor.name())) {
          throw new PayloadException(
              tensor.path() + ".name",
              "\"" + JsonProblems.shortened(tensor.name()) + "\" twice",
              "each name once");
        }
        into.add(tensor);
      }
    }

    /// One tensor is rows by position, several are columns by name. Those of a request are one cell
    /// wide each, as a feature has one value; those of a reply may be wider, as scores are.
    private Columns columns(String path, List<Tensor> tensors) {
      if (tensors.isEmpty()) {
        throw new PayloadException(path, "no tensor", "at least one");
      }
      List<Column> columns = new ArrayList<>();
      int at = jsonLength;
      for (Tensor tensor : tensors) {
        tensor.check();
        checkAgainst(tensors, tensor);
        if (tensor.binarySize() < 0) {
          columns.add(tensor.inJson(body));
        } else {
          columns.add(tensor.inBytes(body, at));
          at += tensor.binarySize();
        }
      }
      if (at != body.length) {
        throw new PayloadException(
            path, (body.length - at) + " bytes after the last tensor", "none");
      }
      return new Columns(path, columns, tensors.getFirst().rows(), tensors.size() > 1);
    }

    private void checkAgainst(List<Tensor> tensors, Tensor tensor) {
      Tensor first = tensors.getFirst();
      if (tensors.size() > 1 && isRequest && tensor.width() > 1) {
        throw new PayloadException(
            tensor.path() + ".shape",
            tensor.shape().toString(),
            "[rows] or [rows, 1], as there are several inputs and each is one feature; or one"
                + " input alone, of shape [rows, features]");
      }
      if (tensor.rows() != first.rows()) {
        throw new PayloadException(
            tensor.path() + ".shape",
            tensor.shape().toString(),
            first.rows() + " rows, as in " + first.path());
      }
    }
  }
}
