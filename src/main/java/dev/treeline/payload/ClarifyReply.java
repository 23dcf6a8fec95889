package dev.treeline.payload;

import java.util.List;

/// A reply with explanations, in the shape of SageMaker Clarify's online explainability:
///
/// ```json
/// {"version": "1.0",
///  "predictions": {"content_type": "text/csv; charset=utf-8", "data": "0.25\n"},
///  "label_headers": ["no", "yes"],
///  "explanations": {"kernel_shap": [[
///    {"feature_header": "age", "feature_type": "numerical",
///     "attributions": [{"attribution": [0.5]}]}]]}}
/// ```
///
/// `kernel_shap` has one list a row, in it one object a feature, whose `attribution` has one number
/// a class: the row's margins are explained, exactly. Clarify samples, explains the reply itself
/// against a baseline, and has no place for the bias; nor has this shape. `label_headers` is left
/// out where there are none, `feature_type` where types are not given: Clarify documents it for
/// models of text only.
///
/// (Amazon SageMaker developer guide, "Invoke the endpoint", section Response:
/// docs.aws.amazon.com/sagemaker/latest/dg/clarify-online-explainability-invoke-endpoint.html)
public final class ClarifyReply {
  private static final int TYPICAL_LENGTH = 96;

  private ClarifyReply() {}

  /// What stands beside the numbers.
  ///
  /// @param types one a feature, such as `numerical` or `categorical`; empty to leave them out
  /// @param labels the classes' names; empty to leave them out
  public record Headers(List<String> types, List<String> labels) {
    /// Neither.
    public static final Headers NONE = new Headers(List.of(), List.of());

    public Headers {
      types = List.copyOf(types);
      labels = List.copyOf(labels);
    }
  }

  /// Writes a reply and its explanations.
  ///
  /// @param plain the reply without explanations; Clarify has CSV or JSON Lines there
  /// @param attributions of the same rows
  /// @throws IllegalArgumentException if the plain reply is not text, which the shape cannot hold,
  ///   or if there are types but not one a feature
  public static Body write(Body plain, Attributions attributions, Headers headers) {
    List<String> features = attributions.features();
    if (!plain.isText()) {
      throw new IllegalArgumentException(
          "The reply is " + plain.contentType() + ", expected text such as text/csv");
    }
    if (!headers.types().isEmpty() && headers.types().size() != features.size()) {
      throw new IllegalArgumentException(
          headers.types().size() + " types of " + features.size() + " features");
    }
    StringBuilder out =
        new StringBuilder(
            256 + plain.bytes().length + attributions.rows() * features.size() * TYPICAL_LENGTH);
    out.append("{\"version\": \"1.0\", \"predictions\": {\"content_type\": ");
    JsonText.string(out, plain.contentType());
    out.append(", \"data\": ");
    JsonText.string(out, plain.text());
    out.append('}');
    if (!headers.labels().isEmpty()) {
      out.append(", \"label_headers\": ");
      JsonText.strings(out, headers.labels());
    }
    out.append(", \"explanations\": {");
    if (attributions.rows() > 0) {
      rows(out, attributions, headers.types());
    }
    out.append("}}");
    return Body.text("application/json", out.toString());
  }

  private static void rows(StringBuilder out, Attributions attributions, List<String> types) {
    String[] starts = starts(attributions.features(), types);
    out.append("\"kernel_shap\": [");
    for (int row = 0; row < attributions.rows(); row++) {
      out.append(row == 0 ? "[" : ", [");
      for (int feature = 0; feature < starts.length; feature++) {
        out.append(feature == 0 ? "" : ", ").append(starts[feature]);
        attributions.appendGroups(out, row, feature);
        out.append("]}]}");
      }
      out.append(']');
    }
    out.append(']');
  }

  /// What stands before a feature's numbers is the same in every row.
  private static String[] starts(List<String> features, List<String> types) {
    String[] starts = new String[features.size()];
    for (int feature = 0; feature < starts.length; feature++) {
      StringBuilder start = new StringBuilder("{\"feature_header\": ");
      JsonText.string(start, features.get(feature));
      if (!types.isEmpty()) {
        start.append(", \"feature_type\": ");
        JsonText.string(start, types.get(feature));
      }
      starts[feature] = start.append(", \"attributions\": [{\"attribution\": [").toString();
    }
    return starts;
  }
}
