package dev.treeline.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What `container-replies.jsonl` does not hold; see there for the rest.
class SelectionTest {

  @Test
  void keysAreReadAsTheContainerReadsThem() {
    assertThat(Selection.keys(" Labels, raw_ score,LABELS,"))
        .containsExactly("labels", "raw_score", "labels", "");
    assertThat(Selection.keys("")).containsExactly("");
  }

  @Test
  void objectiveWithoutSelectableOutputSaysWhichHaveIt() {
    assertThat(Selection.of("rank:ndcg", 1, List.of("predicted_score")))
        .isInstanceOfSatisfying(
            Selection.Unsupported.class,
            unsupported ->
                assertThat(unsupported.problem())
                    .startsWith("SAGEMAKER_INFERENCE_OUTPUT: found the objective rank:ndcg")
                    .contains("binary:logistic"));
  }

  @Test
  void severalTargetsHaveNoSelectableOutput() {
    assertThat(Selection.of("reg:squarederror", 2, List.of("predicted_score")))
        .isInstanceOfSatisfying(
            Selection.Unsupported.class,
            unsupported ->
                assertThat(unsupported.problem())
                    .contains("found a reg:squarederror model of 2 targets"));
  }

  @Test
  void severalKeysThatTheObjectiveLacksKeepTheirOrderAtTheEnd() {
    SelectedOutputs outputs =
        selected("reg:gamma", 1, "labels,predicted_score,x,labels,probability");
    assertThat(outputs.write(ReplyFormat.JSON, new float[] {2}).text())
        .isEqualTo(
            "{\"predictions\": [{\"predicted_score\": 2.0, \"labels\": NaN, \"x\": NaN,"
                + " \"probability\": NaN}]}");
    assertThat(outputs.write(ReplyFormat.CSV, new float[] {2}).text())
        .isEqualTo("nan,2.0,nan,nan,nan");
  }

  @Test
  void everyObjectiveThatIsListedHasKeys() {
    assertThat(SelectedKey.OBJECTIVES)
        .allSatisfy(name -> assertThat(SelectedKey.of(name)).isNotEmpty());
  }

  @Test
  void noRowsAreAnEmptyReply() {
    SelectedOutputs outputs = selected("multi:softprob", 3, "labels,probabilities");
    assertThat(outputs.write(ReplyFormat.JSON, new float[0]).text())
        .isEqualTo("{\"predictions\": []}");
    assertThat(outputs.write(ReplyFormat.JSON_LINES, new float[0]).text()).isEmpty();
    assertThat(outputs.write(ReplyFormat.CSV, new float[0]).text()).isEmpty();
    assertThat(outputs.write(ReplyFormat.RECORDIO, new float[0]).bytes()).isEmpty();
  }

  @Test
  void contentTypeIsTheContainers() {
    SelectedOutputs outputs = selected("binary:hinge", 1, "labels");
    float[] scores = {1};
    assertThat(outputs.write(ReplyFormat.CSV, scores).contentType())
        .isEqualTo("text/csv; charset=utf-8");
    assertThat(outputs.write(ReplyFormat.JSON_LINES, scores).contentType())
        .isEqualTo("application/jsonlines");
    assertThat(outputs.write(ReplyFormat.RECORDIO, scores).contentType())
        .isEqualTo("application/x-recordio-protobuf");
  }

  private static SelectedOutputs selected(String objective, int groups, String keys) {
    return (SelectedOutputs) Selection.of(objective, groups, Selection.keys(keys));
  }
}
