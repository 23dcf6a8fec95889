package dev.treeline.report;

import java.util.List;

/// The words and drawings of one page, ready to be laid out by `report.jte`; all text is plain and
/// is escaped there, only the drawings are markup.
///
/// Public because the generated template lives in a package of its own.
///
/// @param title the browser's title
/// @param verdict what a reader wants to know first
/// @param overview all features at once
/// @param features one row a feature, the worst first
/// @param predictions one row for each prediction column
/// @param quality the data checks that did not hold
/// @param violations what SageMaker's own rules found
/// @param run what was looked at
public record Page(
    String title,
    Verdict verdict,
    Overview overview,
    List<Feature> features,
    List<Feature> predictions,
    Checks quality,
    Checks violations,
    Facts run) {

  public Page {
    features = List.copyOf(features);
    predictions = List.copyOf(predictions);
  }

  /// Features that have their row alone.
  public long bare() {
    return features.stream().filter(feature -> !feature.isWhole()).count();
  }

  /// The verdict and what follows from it.
  ///
  /// @param tone how it looks: `bad`, `warn`, `good` or `quiet`
  /// @param headline the verdict in one line
  /// @param advice what to do now, a sentence each
  /// @param tally how many features came out how, such as `3 drifted`
  /// @param before the runs before this one, as a drawing; empty when there are none
  public record Verdict(
      String tone, String headline, List<String> advice, List<State> tally, String before) {
    public Verdict {
      advice = List.copyOf(advice);
      tally = List.copyOf(tally);
    }
  }

  /// All features at once.
  ///
  /// @param figure the drawing, which is empty when there is no feature
  /// @param leads what to look at first
  /// @param hasTrends whether there are runs before this one
  public record Overview(Figure figure, List<Lead> leads, boolean hasTrends) {
    public Overview {
      leads = List.copyOf(leads);
    }
  }

  /// A feature to look at.
  ///
  /// @param id its panel's place on the page
  /// @param name the feature
  /// @param text why
  public record Lead(String id, String name, String text) {}

  /// A state for people.
  ///
  /// @param tone how it looks: `bad`, `warn`, `good` or `quiet`
  /// @param text the word for it
  public record State(String tone, String text) {}

  /// A name and what belongs to it.
  ///
  /// @param name a word or two
  /// @param value text
  public record Fact(String name, String value) {}

  /// What was looked at, and how the numbers came about.
  ///
  /// @param facts name and value
  /// @param skipped what could not be counted
  /// @param notes how the numbers came about
  public record Facts(List<Fact> facts, List<Skipped> skipped, List<Fact> notes) {
    public Facts {
      facts = List.copyOf(facts);
      skipped = List.copyOf(skipped);
      notes = List.copyOf(notes);
    }
  }

  /// Checks that did not hold.
  ///
  /// @param whenNone what to say when all held
  /// @param grid one row a check
  public record Checks(String whenNone, Grid grid) {}

  /// A table of texts; the first column names its row.
  ///
  /// @param caption what it holds
  /// @param head one name a column
  /// @param rows one text a column
  public record Grid(String caption, List<String> head, List<List<String>> rows) {
    public Grid {
      head = List.copyOf(head);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /// A drawing with a line that says what it shows.
  ///
  /// @param svg markup of our own
  /// @param caption text
  public record Figure(String svg, String caption) {}

  /// One feature's row, and its panel.
  ///
  /// @param id the panel's place on the page
  /// @param name as the baseline calls it
  /// @param type what its values are
  /// @param state the verdict
  /// @param row the row's numbers and drawings
  /// @param panel everything else; none for a feature beyond those that get one
  public record Feature(
      String id, String name, String type, State state, Row row, List<Panel> panel) {
    private static final int WORDS = 3_600;
    private static final int NAMED = 12;

    public Feature {
      panel = List.copyOf(panel);
    }

    /// About how many characters of the page it takes.
    int length() {
      int drawings =
          panel.stream().flatMap(p -> p.figures().stream()).mapToInt(f -> f.svg().length()).sum();
      return drawings + row.spark().length() + row.trend().length() + WORDS + NAMED * name.length();
    }

    /// Whether it has drawings and a panel.
    public boolean isWhole() {
      return !panel.isEmpty();
    }
  }

  /// What a row shows.
  ///
  /// @param effect the effect and the threshold it is held to
  /// @param gauge both as a drawing
  /// @param p chance of such a difference without drift
  /// @param q the same after all features were looked at
  /// @param n values present in the window
  /// @param psi population stability index
  /// @param spark the distributions
  /// @param trend the last runs; empty when this is the first
  public record Row(
      String effect,
      String gauge,
      String p,
      String q,
      String n,
      String psi,
      String spark,
      String trend) {}

  /// What a panel shows.
  ///
  /// @param explanation why this state, in sentences
  /// @param figures distributions, effect, last runs
  /// @param grids quantiles, or the commonest values
  /// @param measures every number with its name
  public record Panel(
      List<String> explanation, List<Figure> figures, List<Grid> grids, List<Fact> measures) {
    public Panel {
      explanation = List.copyOf(explanation);
      figures = List.copyOf(figures);
      grids = List.copyOf(grids);
      measures = List.copyOf(measures);
    }
  }
}
