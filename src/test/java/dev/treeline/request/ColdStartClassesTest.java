package dev.treeline.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a plain request makes a fresh process load: Jackson's eighty classes would take a cold
/// start longer than the model does, so that they wait for a request that needs them.
class ColdStartClassesTest {
  private static final String SAMPLE_TYPE = "\"application/json\"";
  private static final String SAMPLE_BODY = "{\\\"inputs\\\": [[3.5, 1.2, 5.3, 1.8]]}";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "application/json | {\"inputs\": [[3.5, 1.2, 5.3, 1.8]]}",
        "application/json | [{\"petal_length\": 5.3, \"sepal_length\": 3.5, \"petal_width\": 1.8,"
            + " \"sepal_width\": null}]",
        "application/jsonlines | {\"features\": [3.5, 1.2, 5.3, 1.8]}",
        "text/csv | 3.5,1.2,5.3,1.8"
      })
  void aScoredRequestLoadsNothingOfJackson(String type, String body)
      throws IOException, InterruptedException {
    String event = Files.readString(Path.of("events/http-api-v2.json"));
    assertThat(event).contains(SAMPLE_TYPE).contains(SAMPLE_BODY);
    assertThat(
            loadedBy(
                event
                    .replace(SAMPLE_TYPE, "\"" + type + "\"")
                    .replace(SAMPLE_BODY, body.replace("\"", "\\\""))))
        .anyMatch(line -> line.contains("dev.treeline.json.JsonTokens "))
        .noneMatch(line -> line.contains("com.fasterxml"));
  }

  /// Answers an event in a fresh process.
  ///
  /// @return a line for each class that was loaded
  private List<String> loadedBy(String event) throws IOException, InterruptedException {
    Path classes = folder.resolve("classes");
    Path file = Files.writeString(folder.resolve("event.json"), event);
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-Xlog:class+load:file=" + classes,
            "-cp",
            System.getProperty("java.class.path"),
            FirstRequest.class.getName(),
            file.toString());
    java.environment().putAll(Map.of("TREELINE_CAPTURE", "off"));
    java.redirectErrorStream(true);
    Process process = java.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed).contains("\"statusCode\":200").contains("\"outcome\":\"scored\"");
    return Files.readAllLines(classes);
  }
}
