package dev.treeline.report;

import dev.treeline.drift.Finding;
import dev.treeline.drift.QualityFinding;
import dev.treeline.drift.State;
import dev.treeline.drift.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What people are told of a run whose rules are violated: one paragraph, and the same for Slack
/// and Teams through AWS Chatbot.
///
/// It names features and checks, and never a value of the data: a mail travels further than a
/// report.
///
/// @param subject at most [#LONGEST_SUBJECT] visible ASCII characters, as SNS wants it
/// @param text one paragraph on one line
/// @param json a custom notification of AWS Chatbot, schema version 1.0
public record Notification(String subject, String text, String json) {
  /// Length of a subject that SNS takes.
  public static final int LONGEST_SUBJECT = 100;

  private static final int NAMED = 5;

  /// The notification of a run.
  ///
  /// @param place where the report is, for people
  /// @return empty when the rule in force sees no violation
  public static Optional<Notification> of(Report report, String place) {
    if (report.violations() == 0) {
      return Optional.empty();
    }
    String headline = headline(report);
    List<String> sentences = new ArrayList<>();
    sentences.add(headline + " (" + Words.window(report.run().window()) + ").");
    Optional<String> named = named(report);
    named.ifPresent(sentences::add);
    sentences.addAll(Advice.of(report).stream().limit(1).map(Plain::text).toList());
    sentences.add("Report: " + Plain.text(place));
    return Optional.of(
        new Notification(
            subject(headline),
            String.join(" ", sentences),
            json(headline, named.orElse(""), report, place)));
  }

  /// The notification of a run that came to no verdict.
  ///
  /// @param what in a few words; holds no value of the data
  public static Notification failure(String endpoint, String schedule, String what) {
    String headline = Plain.text(endpoint + ": the monitor failed");
    String found = Plain.text("Schedule " + schedule + ": " + what + ".");
    String step = "Nothing was judged; the log says what was found and what to do.";
    return new Notification(
        subject(headline),
        headline + ". " + found + " " + step,
        json(headline, found, List.of(step), endpoint));
  }

  private static String headline(Report report) {
    String endpoint = Plain.text(report.run().endpoint());
    return switch (report.rule()) {
      case TREELINE -> endpoint + ": " + Words.headline(report);
      case SAGEMAKER ->
          endpoint
              + ": "
              + Figures.things(report.violations(), "violation")
              + " of SageMaker's constraints";
    };
  }

  private static Optional<String> named(Report report) {
    List<String> names =
        switch (report.rule()) {
          case TREELINE -> treeline(report);
          case SAGEMAKER -> sagemaker(report);
        };
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String first = String.join("; ", names.subList(0, Math.min(NAMED, names.size())));
    int more = names.size() - NAMED;
    return Optional.of(Plain.text(more > 0 ? first + "; and " + more + " more." : first + "."));
  }

  private static List<String> treeline(Report report) {
    Stream<Finding> outputs =
        report.findings().predictions().stream().filter(f -> f.state() == State.DRIFTED);
    Stream<String> drifted =
        Stream.concat(Words.worstFirst(report.findings().drifted()).stream(), outputs)
            .map(
                f ->
                    Words.name(f, report)
                        + " at "
                        + Gauge.times(f.effect() / f.threshold())
                        + " its threshold");
    Stream<String> failed = report.findings().violations().stream().map(Notification::failed);
    return Stream.concat(drifted, failed).toList();
  }

  private static String failed(QualityFinding check) {
    return check.name() + ": " + Words.check(check.check()) + " " + Figures.percent(check.share());
  }

  private static List<String> sagemaker(Report report) {
    return report.sagemaker().violations().stream().map(Notification::failed).toList();
  }

  private static String failed(Violation violation) {
    return violation.featureName() + ": " + violation.check().label();
  }

  private static String subject(String headline) {
    String plain = headline.replaceAll("[^ -~]", "?");
    return plain.length() <= LONGEST_SUBJECT
        ? plain
        : plain.substring(0, LONGEST_SUBJECT - 3) + "...";
  }

  private static String json(String headline, String named, Report report, String place) {
    List<String> steps = new ArrayList<>(Advice.of(report));
    steps.add("Report: " + place);
    return json(
        headline,
        Words.window(report.run().window()) + (named.isEmpty() ? "" : "\n" + named),
        steps,
        report.run().endpoint());
  }

  private static String json(
      String headline, String description, List<String> steps, String endpoint) {
    return Json.line(
        json -> {
          json.writeStringField("version", "1.0");
          json.writeStringField("source", "custom");
          json.writeObjectFieldStart("content");
          json.writeStringField("textType", "client-markdown");
          json.writeStringField("title", markdown(headline));
          json.writeStringField("description", markdown(description));
          Json.texts(json, "nextSteps", steps.stream().map(Notification::markdown).toList());
          Json.texts(json, "keywords", List.of(markdown(endpoint), "drift"));
          json.writeEndObject();
        });
  }

  /// Text that Slack's markdown shows as it is: names come from outside, and `<!channel>` in one of
  /// them would call everybody.
  private static String markdown(String text) {
    StringBuilder safe = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      safe.append(safe.isEmpty() ? "" : "\n");
      for (char c : Plain.text(line).toCharArray()) {
        switch (c) {
          case '&' -> safe.append("&amp;");
          case '<' -> safe.append("&lt;");
          case '>' -> safe.append("&gt;");
          case '*', '_', '~', '`' -> safe.append('\u200B').append(c);
          default -> safe.append(c);
        }
      }
    }
    return safe.toString();
  }
}
