package dev.treeline.forest;

import java.util.List;

/// Several models that answer together, as SageMaker's container does: the mean of their
/// predictions, or where these are classes, the class that most of them say.
final class Ensemble implements Engine {
  private final List<Engine> members;
  private final boolean votes;

  private Ensemble(List<Engine> members, boolean votes) {
    this.members = List.copyOf(members);
    this.votes = votes;
  }

  /// @param members at least two, all for the same objective and number of outputs
  static Engine of(String objective, List<Engine> members) {
    boolean votes =
        objective.equals(Objective.SOFTMAX.id()) || objective.equals(Objective.HINGE.id());
    return new Ensemble(members, votes);
  }

  @Override
  public String name() {
    return BoosterEngine.NAME;
  }

  @Override
  public int groups() {
    return members.getFirst().groups();
  }

  @Override
  public int outputs() {
    return members.getFirst().outputs();
  }

  @Override
  public void predict(float[] row, float[] predictions) {
    predict(row, 1, predictions);
  }

  @Override
  public void predict(float[] rows, int count, float[] predictions) {
    int size = count * outputs();
    float[][] answers = new float[members.size()][size];
    for (int m = 0; m < answers.length; m++) {
      members.get(m).predict(rows, count, answers[m]);
    }
    for (int i = 0; i < size; i++) {
      predictions[i] = votes ? commonest(answers, i) : mean(answers, i);
    }
  }

  /// As NumPy has it: added in order, in float32, then divided.
  private static float mean(float[][] answers, int at) {
    float sum = 0;
    for (float[] answer : answers) {
      sum += answer[at];
    }
    return sum / answers.length;
  }

  /// Of equally common classes the lowest, as SciPy's `mode` has it.
  private static float commonest(float[][] answers, int at) {
    float best = Float.NaN;
    int most = 0;
    for (float[] candidate : answers) {
      int votes = 0;
      for (float[] answer : answers) {
        votes += answer[at] == candidate[at] ? 1 : 0;
      }
      if (votes > most || (votes == most && candidate[at] < best)) {
        most = votes;
        best = candidate[at];
      }
    }
    return best;
  }

  @Override
  public void margins(float[] row, float[] margins) {
    throw unsupported("margins");
  }

  @Override
  public void margins(float[] rows, int count, float[] margins) {
    throw unsupported("margins");
  }

  @Override
  public int trees() {
    return 0;
  }

  @Override
  public void leaves(float[] row, int[] leaves) {
    throw unsupported("leaves");
  }

  private UnsupportedOperationException unsupported(String what) {
    return new UnsupportedOperationException(
        members.size() + " models that answer together have no common " + what);
  }
}
