package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.treeline.payload.ClarifyReply.Headers;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClarifyReplyTest {
  private static final Body PLAIN = ContainerReply.write(ReplyFormat.CSV, new float[] {0.25f}, 1);

  @Test
  void oneMarginIsOneAttributionAFeature() {
    var attributions = new Attributions(List.of("age", "income"), 1, new float[] {0.5f, -1, 9});
    assertThat(ClarifyReply.write(PLAIN, attributions, Headers.NONE).text())
        .isEqualTo(
            "{\"version\": \"1.0\", \"predictions\": {\"content_type\": \"text/csv; charset=utf-8\","
                + " \"data\": \"0.25\\n\"}, \"explanations\": {\"kernel_shap\": [["
                + "{\"feature_header\": \"age\", \"attributions\": [{\"attribution\": [0.5]}]}, "
                + "{\"feature_header\": \"income\", \"attributions\": [{\"attribution\": [-1.0]}]}"
                + "]]}}");
  }

  @Test
  void everyClassHasItsAttributionInTheOrderOfTheLabels() throws IOException {
    float[] values = {1, 2, 100, 3, 4, 200, 5, 6, 300, 7, 8, 400};
    var attributions = new Attributions(List.of("a", "b"), 2, values);
    var headers = new Headers(List.of("numerical", "categorical"), List.of("no", "ja\u00a0wohl"));
    Body reply = ClarifyReply.write(PLAIN, attributions, headers);
    assertThat(reply.contentType()).isEqualTo("application/json");
    var json = new ObjectMapper().readTree(reply.bytes());
    assertThat(json.at("/label_headers/1").asText()).isEqualTo("ja\u00a0wohl");
    var shap = json.at("/explanations/kernel_shap");
    assertThat(shap).hasSize(2);
    assertThat(shap.at("/0/0/attributions/0/attribution").toString()).isEqualTo("[1.0,3.0]");
    assertThat(shap.at("/0/1/attributions/0/attribution").toString()).isEqualTo("[2.0,4.0]");
    assertThat(shap.at("/1/0/attributions/0/attribution").toString()).isEqualTo("[5.0,7.0]");
    assertThat(shap.at("/1/1/attributions/0/attribution").toString()).isEqualTo("[6.0,8.0]");
    assertThat(shap.at("/1/1/feature_type").asText()).isEqualTo("categorical");
  }

  @Test
  void noRowsAreTheEmptyObject() throws IOException {
    var attributions = new Attributions(List.of("a"), 1, new float[0]);
    var json =
        new ObjectMapper().readTree(ClarifyReply.write(PLAIN, attributions, Headers.NONE).bytes());
    assertThat(json.get("explanations").toString()).isEqualTo("{}");
  }

  @Test
  void bytesHaveNoPlaceInTheReply() {
    Body frames = ContainerReply.write(ReplyFormat.RECORDIO, new float[] {1}, 1);
    var attributions = new Attributions(List.of("a"), 1, new float[] {1, 2});
    assertThatThrownBy(() -> ClarifyReply.write(frames, attributions, Headers.NONE))
        .hasMessageContaining("application/x-recordio-protobuf");
  }

  @Test
  void typesThatAreNotOneAFeatureAreRefused() {
    var attributions = new Attributions(List.of("a"), 1, new float[] {1, 2});
    var headers = new Headers(List.of("numerical", "numerical"), List.of());
    assertThatThrownBy(() -> ClarifyReply.write(PLAIN, attributions, headers))
        .hasMessage("2 types of 1 features");
  }

  @Test
  void valuesThatAreNoWholeRowsAreRefused() {
    assertThatThrownBy(() -> new Attributions(List.of("a"), 2, new float[] {1, 2}))
        .hasMessage("2 values are no rows of 2 groups of 1 features and a bias");
  }
}
