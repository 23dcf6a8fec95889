package dev.treeline.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.treeline.drift.Finding;
import dev.treeline.drift.State;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What is remembered of one run: a line of `history.jsonl`.
///
/// @param window inference times that were looked at, closed at both ends
/// @param verdict of the window as a whole
/// @param rows rows counted
/// @param violations what the alarm went by
/// @param features one score a feature, in the profile's order
/// @param predictions one score an output
public record PastRun(
    Window window,
    State verdict,
    long rows,
    long violations,
    List<Score> features,
    List<Score> predictions) {
  private static final int VERSION = 1;

  public PastRun {
    features = List.copyOf(features);
    predictions = List.copyOf(predictions);
  }

  /// How one feature or output came out.
  ///
  /// @param name as the baseline calls it
  /// @param verdict its state
  /// @param effect `NaN` when nothing was measured
  /// @param threshold the bar that the effect was held to
  /// @param modelVersion who answered, where an output was judged for each of several versions;
  ///   otherwise empty
  public record Score(
      String name, State verdict, double effect, double threshold, String modelVersion) {
    /// A score of no version of the model.
    public Score(String name, State verdict, double effect, double threshold) {
      this(name, verdict, effect, threshold, "");
    }

    static Score of(Finding finding, String version) {
      return new Score(
          finding.name(), finding.state(), finding.effect(), finding.threshold(), version);
    }

    /// The effect in thresholds; above 1 with significance is *drifted*.
    double ratio() {
      return effect / threshold;
    }
  }

  /// The run that a report is about.
  static PastRun of(Report report) {
    return new PastRun(
        report.run().closed(),
        report.findings().state(),
        report.findings().rows(),
        report.violations(),
        report.findings().features().stream().map(f -> Score.of(f, "")).toList(),
        report.findings().predictions().stream()
            .map(
                f ->
                    Score.of(f, report.findings().isSplit() ? Words.version(f.modelVersion()) : ""))
            .toList());
  }

  /// The score of a feature by its name.
  Optional<Score> feature(String name) {
    return features.stream().filter(score -> score.name().equals(name)).findFirst();
  }

  /// The score of an output by its name.
  ///
  /// @param version whose answers; of a run of one version that one's are taken, whichever it was
  Optional<Score> prediction(String name, String version) {
    return predictions.stream()
        .filter(score -> score.name().equals(name))
        .filter(score -> score.modelVersion().isEmpty() || score.modelVersion().equals(version))
        .findFirst();
  }

  /// One line, without the line end.
  String line() {
    return Json.line(
        json -> {
          json.writeNumberField("version", VERSION);
          json.writeStringField("from", window.from().toString());
          json.writeStringField("to", window.to().toString());
          json.writeStringField("verdict", verdict.label());
          json.writeNumberField("rows", rows);
          json.writeNumberField("violations", violations);
          scores(json, "features", features);
          scores(json, "prediction", predictions);
        });
  }

  private static void scores(JsonGenerator json, String name, List<Score> scores)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Score score : scores) {
      json.writeStartObject();
      json.writeStringField("name", score.name());
      if (!score.modelVersion().isEmpty()) {
        json.writeStringField("modelVersion", score.modelVersion());
      }
      json.writeStringField("verdict", score.verdict().label());
      Json.numberOrNull(json, "effect", score.effect());
      Json.numberOrNull(json, "threshold", score.threshold());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// Reads one line.
  ///
  /// @throws ReportFormatException if it is no such line, or one of another version
  static PastRun read(String line) {
    JsonAt root = JsonAt.root(History.NAME, line);
    if (root.at("version").count() != VERSION) {
      throw root.at("version").refused(String.valueOf(VERSION));
    }
    Window window = root.checked(() -> new Window(instant(root, "from"), instant(root, "to")));
    return new PastRun(
        window,
        state(root.at("verdict")),
        root.at("rows").count(),
        root.at("violations").count(),
        root.at("features").map(PastRun::score),
        root.at("prediction").map(PastRun::score));
  }

  private static Score score(JsonAt score) {
    return new Score(
        score.at("name").text(),
        state(score.at("verdict")),
        score.find("effect").map(JsonAt::number).orElse(Double.NaN),
        score.find("threshold").map(JsonAt::number).orElse(Double.NaN),
        score.find("modelVersion").map(JsonAt::text).orElse(""));
  }

  private static Instant instant(JsonAt root, String name) {
    JsonAt at = root.at(name);
    try {
      return Instant.parse(at.text());
    } catch (DateTimeException e) {
      throw at.refused("a time such as 2026-01-31T13:00:00Z");
    }
  }

  private static State state(JsonAt label) {
    String text = label.text();
    return Arrays.stream(State.values())
        .filter(state -> state.label().equals(text))
        .findFirst()
        .orElseThrow(() -> label.refused("the label of a state"));
  }
}
