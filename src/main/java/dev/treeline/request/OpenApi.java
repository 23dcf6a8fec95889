package dev.treeline.request;

import static dev.treeline.request.OpenApiTree.object;

import dev.treeline.forest.Model;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Describes the endpoint as OpenAPI 3.1, from the models that it holds: all routes, rows by name
/// and by place, and examples that these models score.
///
/// Paths are relative to the document's own, so that a stage in front of them does no harm. Who may
/// call is left to the deployment and not described. (OpenAPI Specification 3.1.1,
/// spec.openapis.org/oas/v3.1.1.html)
final class OpenApi {
  private OpenApi() {}

  /// Writes the document as JSON.
  ///
  /// @param models at least one, the one that answers `/invocations` first
  /// @param endpoint the endpoint's name under `/endpoints/`
  static byte[] document(List<Served> models, String endpoint) {
    if (models.isEmpty()) {
      throw new IllegalArgumentException("There are no models to describe");
    }
    List<OpenApiModel> described = described(models);
    Served first = models.getFirst();
    Map<String, Object> schemas = object();
    described.forEach(model -> schemas.putAll(model.schemas()));
    schemas.putAll(new OpenApiRequests(described).schemas());
    schemas.putAll(OpenApiReplies.schemas());
    return OpenApiTree.bytes(
        object(
            "openapi",
            "3.1.0",
            "info",
            object(
                "title", first.name(),
                "version", first.version(),
                "summary", "Scores rows with XGBoost models",
                "description", description(models)),
            "servers",
            List.of(object("url", ".", "description", "Where this document lies")),
            "tags",
            OpenApiPaths.tags(),
            "paths",
            new OpenApiPaths(described, endpoint).paths(),
            "components",
            object("schemas", schemas, "responses", OpenApiReplies.responses())));
  }

  /// Names schemas after their models, as far as names of schemas allow.
  private static List<OpenApiModel> described(List<Served> models) {
    if (models.size() == 1) {
      return List.of(new OpenApiModel(models.getFirst(), ""));
    }
    Set<String> taken = new HashSet<>();
    List<OpenApiModel> described = new ArrayList<>();
    for (Served model : models) {
      String suffix = "_" + model.name().replaceAll("[^A-Za-z0-9_-]", "_");
      String free = suffix;
      for (int i = 2; !taken.add(free); i++) {
        free = suffix + "." + i;
      }
      described.add(new OpenApiModel(model, free));
    }
    return described;
  }

  private static String description(List<Served> models) {
    StringBuilder text = new StringBuilder();
    for (Served served : models) {
      Model model = served.model();
      text.append("Model `").append(served.name()).append("`, version `").append(model.version());
      text.append("`: ").append(model.objective()).append(", ").append(model.features());
      text.append(" features, ").append(model.outputs());
      text.append(model.outputs() == 1 ? " prediction a row" : " predictions a row");
      if (!model.classes().isEmpty()) {
        text.append("; classes in their order: ").append(FeatureNames.list(model.classes()));
      }
      text.append(".\n\n");
    }
    return text.append("Numbers are read as float32. Who may call is up to the deployment.")
        .toString();
  }
}
