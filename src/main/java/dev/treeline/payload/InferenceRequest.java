package dev.treeline.payload;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A request for inference by the Open Inference Protocol, version 2, of KServe and Triton, with
/// its binary tensor extension.
///
/// One input of shape `[n]` or `[n, features]` is n rows whose cells go by position; several inputs
/// of shape `[n]` or `[n, 1]` are named columns of n rows. Several inputs of which one is wider are
/// an error, as there would be no telling which features its columns are. Data in the JSON may be
/// flat, row by row, or a list for each row; `null` and `NaN` are missing. Numbers must lie within
/// their datatype; `BOOL` becomes 0 and 1, `BYTES` text, such as a category's name. Cells are read
/// as [Row] says: `FP64` and whole numbers become the nearest float.
///
/// The whole body is checked when the request is made, but for values that are not of their
/// datatype, which are found as rows are read. Keeps the body, and a few words a tensor besides.
/// Not thread-safe.
public final class InferenceRequest {
  private final InferenceDocument document;
  private final List<Output> outputs;

  /// An output that the caller asks for.
  ///
  /// @param binary whether it is wanted as bytes after the reply's JSON
  /// @param classification how many of the best classes are wanted instead of values; 0 for values
  public record Output(String name, boolean binary, int classification) {}

  private InferenceRequest(InferenceDocument document) {
    this.document = document;
    outputs = new ArrayList<>();
    for (Tensor wanted : document.outputs()) {
      Boolean binary = wanted.asksBinary();
      outputs.add(
          new Output(
              wanted.name(),
              binary == null ? document.binaryOutput() : binary,
              wanted.classification()));
    }
  }

  /// Reads a body that is JSON as a whole.
  ///
  /// @throws PayloadException if it is no such request
  public static InferenceRequest of(byte[] body) {
    return of(body, body.length);
  }

  /// Reads a body of JSON and the bytes of tensors after it.
  ///
  /// @param body kept, and not to be changed
  /// @param jsonLength what the header `Inference-Header-Content-Length` says
  /// @throws PayloadException if it is no such request
  public static InferenceRequest of(byte[] body, int jsonLength) {
    return new InferenceRequest(InferenceDocument.read(body, jsonLength));
  }

  /// What the caller calls the request, to be sent back; empty when it has no name.
  public String id() {
    return document.id();
  }

  /// The outputs that the caller wants, in that order; empty for all.
  public List<Output> outputs() {
    return List.copyOf(outputs);
  }

  /// Whether outputs that the caller does not list are wanted as bytes.
  public boolean binaryOutput() {
    return document.binaryOutput();
  }

  /// Shows every row to a sink, in order. The row is the same object every time.
  ///
  /// @throws PayloadException at a value that is not of its input's datatype
  public void read(Consumer<? super Row> sink) {
    document.tensors().read(sink);
  }
}
