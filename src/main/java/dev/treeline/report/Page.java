package dev.treeline.report;

import java.util.List;

/// The words and drawings of one page, ready to be laid out by `report.jte`; all text is plain and
/// is escaped there, only the drawings are markup.
///
/// Public because the generated template lives in a package of its own.
///
/// @param title the browser's title
/// @param headline the verdict in one line
/// @param tone how the verdict looks: `bad`, `warn`, `good` or `quiet`
/// @param advice what to do now, a sentence each
/// @param facts what was looked at: name and value
/// @param features one row a feature, the worst first
/// @param predictions one row for each prediction column
/// @param quality the data checks that did not hold
/// @param violations what SageMaker's own rules found
/// @param skipped what could not be counted
/// @param notes how the numbers came about
public record Page(
    String title,
    String headline,
    String tone,
    List<String> advice,
    List<Fact> facts,
    List<Feature> features,
    List<Feature> predictions,
    List<Check> quality,
    List<Check> violations,
    List<Skipped> skipped,
    List<Fact> notes) {

  public Page {
    advice = List.copyOf(advice);
    facts = List.copyOf(facts);
    features = List.copyOf(features);
    predictions = List.copyOf(predictions);
    quality = List.copyOf(quality);
    violations = List.copyOf(violations);
    skipped = List.copyOf(skipped);
    notes = List.copyOf(notes);
  }

  /// A name and what belongs to it.
  ///
  /// @param name a word or two
  /// @param value text
  public record Fact(String name, String value) {}

  /// A check that did not hold.
  ///
  /// @param feature which feature
  /// @param check which check
  /// @param text what was found, and what was expected
  public record Check(String feature, String check, String text) {}

  /// One feature's row and panel.
  ///
  /// @param id the panel's place on the page
  /// @param name as the baseline calls it
  /// @param type what its values are
  /// @param state the verdict in words
  /// @param tone how the verdict looks: `bad`, `warn`, `good` or `quiet`
  /// @param effect with its unit
  /// @param threshold the bar that the effect is held to
  /// @param p chance of such a difference without drift
  /// @param q the same after all features were looked at
  /// @param n values present in the window
  /// @param spark the small drawing
  /// @param plot the large drawing
  /// @param explanation why this state, in sentences
  /// @param measures every number with its name
  public record Feature(
      String id,
      String name,
      String type,
      String state,
      String tone,
      String effect,
      String threshold,
      String p,
      String q,
      String n,
      String spark,
      String plot,
      List<String> explanation,
      List<Fact> measures) {
    public Feature {
      explanation = List.copyOf(explanation);
      measures = List.copyOf(measures);
    }
  }
}
