package dev.treeline.payload;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Replies of the Open Inference Protocol, V2, and of its binary tensor extension.
///
/// ```json
/// {"model_name":"iris","model_version":"3","id":"42","outputs":[
///   {"name":"predict","shape":[2,3],"datatype":"FP32","data":[0.1,0.2,0.7,0.5,0.25,0.25]}]}
/// ```
///
/// Numbers in JSON are the float32 widened to double in its shortest form, as in every other reply:
/// read as a double and narrowed they give the same float32. What is not finite is `NaN`,
/// `Infinity`, `-Infinity`, which JSON does not know but Python and most clients read; a client
/// that must be strict asks for binary tensors, which hold the bits themselves.
///
/// A binary tensor has `parameters.binary_data_size` in the place of `data`, and its bytes follow
/// the document, in the order of the outputs.
///
/// (kserve.github.io/website, "Open Inference Protocol" and "Binary Tensor Data Extension".)
public final class InferenceReply {
  private InferenceReply() {}

  /// Who answers whom.
  ///
  /// @param model the model's name
  /// @param version the model's version
  /// @param id the request's own, if it had one
  public record Header(String model, String version, @Nullable String id) {}

  /// Writes outputs in their order.
  ///
  /// @return JSON when no output is binary; otherwise JSON and the tensors, with
  ///   [Body#inferenceHeaderLength]
  public static Body write(Header header, List<OutputTensor> outputs) {
    int length = 128;
    int tensors = 0;
    boolean binary = false;
    for (OutputTensor output : outputs) {
      length += output.typicalLength();
      tensors = Math.addExact(tensors, output.binaryLength());
      binary |= output.isBinary();
    }
    String json = json(new StringBuilder(length), header, outputs);
    if (!binary) {
      return Body.text("application/json", json);
    }
    byte[] start = json.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = Arrays.copyOf(start, Math.addExact(start.length, tensors));
    int at = start.length;
    for (OutputTensor output : outputs) {
      at = output.putInto(bytes, at);
    }
    return Body.tensors(bytes, start.length);
  }

  private static String json(StringBuilder out, Header header, List<OutputTensor> outputs) {
    out.append("{\"model_name\":");
    JsonText.string(out, header.model());
    out.append(",\"model_version\":");
    JsonText.string(out, header.version());
    String id = header.id();
    if (id != null) {
      out.append(",\"id\":");
      JsonText.string(out, id);
    }
    out.append(",\"outputs\":[");
    for (int i = 0; i < outputs.size(); i++) {
      out.append(i == 0 ? "" : ",");
      outputs.get(i).appendTo(out);
    }
    return out.append("]}").toString();
  }
}
