package dev.treeline.report;

import dev.treeline.drift.Violation;
import java.util.Arrays;
import java.util.List;

/// `constraint_violations.json`, as SageMaker Model Monitor writes it.
public final class ViolationsFile {
  /// The file's name.
  public static final String NAME = "constraint_violations.json";

  private ViolationsFile() {}

  /// The file's text, without a line end.
  public static String write(List<Violation> violations) {
    return Json.object(
        json -> {
          json.writeArrayFieldStart("violations");
          for (Violation violation : violations) {
            json.writeStartObject();
            json.writeStringField("feature_name", violation.featureName());
            json.writeStringField("constraint_check_type", violation.check().label());
            json.writeStringField("description", violation.description());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /// Reads the file.
  ///
  /// @throws ReportFormatException if it is not such a file, naming the place in it
  public static List<Violation> read(String text) {
    return JsonAt.root(NAME, text)
        .at("violations")
        .map(
            v ->
                new Violation(
                    v.at("feature_name").text(),
                    check(v.at("constraint_check_type")),
                    v.at("description").text()));
  }

  private static Violation.Check check(JsonAt label) {
    String text = label.text();
    return Arrays.stream(Violation.Check.values())
        .filter(check -> check.label().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                label.refused(
                    "one of "
                        + Arrays.stream(Violation.Check.values())
                            .map(Violation.Check::label)
                            .toList()));
  }
}
