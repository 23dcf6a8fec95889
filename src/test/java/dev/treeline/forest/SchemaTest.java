package dev.treeline.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.treeline.booster.ModelFormatException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"features": [{"name": "a"}]}                   | $.features: found 1 features, expected 2, as the model has
          {"features": [{"name": "a"}, {"name": "a"}]}    | $.features[1].name: found "a", expected a name of its own
          {"features": [{"name": "height"}, {"name": "age"}]} | $.features[0].name: found "height", expected "age", since
          {"features": [{"type": "int"}]}                 | $.features[0].name: found nothing, expected the feature's name
          {"features": [{"name": "a", "type": "text"}]}   | $.features[0].type: found "text", expected float, int or category
          {"features": [{"name": "a", "missing": -1}]}    | $.features[0].missing: found a stand-in for missing values, which is not supported yet, expected no such key: remove it
          {"features": [{"name": "a", "mising": -1}]}     | $.features[0].mising: found a key that is not known
          {"features": ["a", "b"]}                        | $.features[0]: found a string, expected an object
          {"treshold": 0.5}                               | $.treshold: found a key that is not known, expected name,
          {"threshold": 0.4}                              | $.threshold: found 0.4, expected none, since only binary:logistic
          {"threshold": 1.5}                              | $.threshold: found 1.5, expected a probability from 0 to 1
          {"threshold": "high"}                           | $.threshold: found a string, expected a number
          {"classes": ["no", "yes"]}                      | $.classes: found 2 classes, expected 0, as the model has
          {"name": 7}                                     | $.name: found a number, expected a string
          []                                              | $: found an array, expected an object
          """)
  void aSchemaThatIsNotOfThisModelIsRefused(String schema, String message) {
    assertThatThrownBy(() -> load(Sample.JSON, schema))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("schema.json " + message);
  }

  @Test
  void aSchemaThatIsNotJsonIsRefused() {
    assertThatThrownBy(() -> load(Sample.JSON, "{\"name\": }"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("schema.json byte 9: found ");
  }

  @Test
  void aBinaryModelHasTwoClassesAndAThreshold() {
    var model =
        load(
            Sample.with("reg:squarederror", "binary:logistic"),
            "{\"classes\": [\"no\", \"yes\"], \"threshold\": 0.25}");
    assertThat(model.classes()).containsExactly("no", "yes");
    assertThat(model.threshold()).isEqualTo(0.25f);
  }

  @Test
  void aClassifierHasAsManyClassesAsItsModel() {
    String json =
        Sample.replaced(
            Sample.with("reg:squarederror", "multi:softprob"),
            "\"num_class\":\"0\"",
            "\"num_class\":\"3\"");
    assertThat(load(json, "{\"classes\": [\"a\", \"b\", \"c\"]}").classes()).hasSize(3);
    assertThatThrownBy(() -> load(json, "{\"classes\": [\"a\", \"b\"]}"))
        .hasMessage("schema.json $.classes: found 2 classes, expected 3, as the model has");
  }

  private static Model load(String model, String schema) {
    return Model.load(
        Map.of("model.json", Sample.bytes(model), "schema.json", Sample.bytes(schema)));
  }
}
