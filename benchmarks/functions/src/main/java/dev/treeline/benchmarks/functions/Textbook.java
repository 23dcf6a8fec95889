package dev.treeline.benchmarks.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Objects;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// The function as tutorials write it: AWS's event classes, Jackson's databind for the body,
/// xgboost4j for the model, which lies in the zip.
public final class Textbook
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Booster booster;

  /// Loads the model.
  public Textbook() throws XGBoostError {
    String root = Objects.requireNonNullElse(System.getenv("LAMBDA_TASK_ROOT"), ".");
    booster = XGBoost.loadModel(root + "/model/model.ubj");
  }

  record Asked(float[][] inputs) {}

  record Answer(float[][] predictions) {}

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    try {
      Asked asked = JSON.readValue(event.getBody(), Asked.class);
      String body = JSON.writeValueAsString(new Answer(predict(asked.inputs())));
      return APIGatewayV2HTTPResponse.builder()
          .withStatusCode(200)
          .withHeaders(Map.of("content-type", "application/json"))
          .withBody(body)
          .build();
    } catch (JsonProcessingException | XGBoostError e) {
      throw new IllegalStateException(e);
    }
  }

  private float[][] predict(float[][] rows) throws XGBoostError {
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows[i].length, rows[i].length);
    }
    DMatrix matrix = new DMatrix(flat, rows.length, rows[0].length, Float.NaN);
    try {
      return booster.predict(matrix);
    } finally {
      matrix.dispose();
    }
  }
}
