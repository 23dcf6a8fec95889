package dev.treeline.monitor;

/// What the model answered to one row, in the terms of the baseline.
///
/// The values are the model's own outputs; of a reply that tells less than those, whatever it
/// tells. What a reply does not tell is `NaN`: missing.
final class Answer {
  private final double[] values;
  private final double score;
  private final double decided;

  private Answer(double[] values, double score, double decided) {
    this.values = values;
    this.score = score;
    this.decided = decided;
  }

  /// All outputs of the model, at least one.
  static Answer ofAll(double... outputs) {
    return new Answer(
        outputs.clone(), Outputs.of(Outputs.SCORE, outputs), Outputs.of(Outputs.CLASS, outputs));
  }

  /// The one output of a model that has one.
  static Answer ofOne(double output) {
    double decided = Double.isNaN(output) ? Double.NaN : output > 0.5 ? 1 : 0;
    return new Answer(new double[] {output}, output, decided);
  }

  /// A score alone.
  static Answer ofScore(double score) {
    return new Answer(new double[] {score}, score, Double.NaN);
  }

  /// A decided class alone.
  static Answer ofClass(double decided) {
    return new Answer(new double[] {decided}, Double.NaN, decided);
  }

  /// The same answer with the class that the reply names itself.
  Answer deciding(double named) {
    return new Answer(values, score, named);
  }

  /// How many values.
  int width() {
    return values.length;
  }

  /// One value, from 0.
  double value(int position) {
    return values[position];
  }

  /// What is watched under a name, [Outputs#SCORE] or [Outputs#CLASS]; `NaN` when it is not told.
  double of(String name) {
    return name.equals(Outputs.SCORE) ? score : decided;
  }
}
