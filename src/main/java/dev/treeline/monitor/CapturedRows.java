package dev.treeline.monitor;

import dev.treeline.capture.CaptureLine;
import dev.treeline.capture.CaptureLine.Extent;
import dev.treeline.drift.FeatureProfile;
import dev.treeline.drift.Profile;
import dev.treeline.report.Skipped;
import dev.treeline.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// What an endpoint captured in a window, row by row, to be read as often as needed: a quiet time
/// becomes a baseline in this way. Lines are taken and left as the monitor takes and leaves them:
/// each event once, whole bodies only. Memory does not grow with the window. Not thread-safe.
public final class CapturedRows {
  private final Store captures;
  private final CaptureKeys keys;
  private final FeatureNames features;
  private final List<String> names;
  private final Answers answers;
  private final int outputs;
  private SortedSet<String> versions = new TreeSet<>();

  private CapturedRows(
      Store captures, MonitorRequest request, Known known, RowShape shape, Answers answers) {
    this.captures = captures;
    this.keys = keys(request);
    this.names = known.features().isEmpty() ? names(shape) : known.features();
    this.features = new FeatureNames(names);
    this.answers = answers;
    this.outputs = shape.outputs();
  }

  /// What is known of the model beforehand.
  ///
  /// @param features their names in the model's order; empty to take those of the rows
  /// @param hasOneOutput whether it gives one output a row
  public record Known(List<String> features, boolean hasOneOutput) {
    /// Nothing.
    public static final Known NOTHING = new Known(List.of(), true);

    public Known {
      features = List.copyOf(features);
    }

    /// What an older baseline says.
    public static Known of(Profile profile) {
      return new Known(
          profile.features().stream().map(FeatureProfile::name).toList(),
          Answers.hasOneOutput(profile));
    }
  }

  /// Takes the rows.
  @FunctionalInterface
  public interface Sink {
    void accept(CapturedRow row);
  }

  /// Rows of a window.
  ///
  /// @return empty when there is no row that can be read
  public static Optional<CapturedRows> of(Store captures, MonitorRequest request, Known known)
      throws IOException {
    Answers answers = new Answers(known.hasOneOutput());
    return RowShape.of(captures, keys(request), answers)
        .map(shape -> new CapturedRows(captures, request, known, shape, answers));
  }

  private static CaptureKeys keys(MonitorRequest request) {
    return new CaptureKeys(request.endpoint(), request.variant(), request.window());
  }

  /// Names of unnamed columns are SageMaker's.
  private static List<String> names(RowShape shape) {
    return shape.names().isEmpty()
        ? IntStream.range(0, shape.width()).mapToObj(i -> "_c" + i).toList()
        : shape.names();
  }

  /// The features' names.
  public List<String> features() {
    return names;
  }

  /// Values a reply; 0 when none could be read.
  public int outputs() {
    return outputs;
  }

  /// The version of the model that answered all rows which were read last; empty when lines do not
  /// say, and when several answered.
  public String modelVersion() {
    return versions.size() == 1 ? versions.first() : "";
  }

  /// Shows every row to a sink.
  ///
  /// @return what could not be read
  public List<Skipped> read(Sink sink) throws IOException {
    CaptureLines lines = new CaptureLines(captures, keys);
    versions = new TreeSet<>();
    lines.read((line, place) -> show(line, place, lines.skipped(), sink));
    return lines.skipped().all();
  }

  private void show(CaptureLine line, Place place, SkippedLines skipped, Sink sink) {
    CaptureLine.Side input = line.input();
    if (input == null || input.extent() != Extent.WHOLE) {
      skipped.add(SkippedLines.Reason.NO_INPUT, place);
      return;
    }
    try {
      List<Body.Cells> rows = Body.of(input, features.size()).rows();
      Optional<List<Answer>> replies = answers(line, rows.size());
      boolean[] isFirst = {true};
      for (int i = 0; i < rows.size(); i++) {
        int at = i;
        Optional<Answer> answer = replies.map(all -> all.get(at));
        row(rows.get(i))
            .ifPresentOrElse(
                cells -> {
                  versions.add(line.answered().modelVersion());
                  sink.accept(
                      new CapturedRow(
                          rows.get(at), cells, answer, line.inferenceTime(), isFirst[0]));
                  isFirst[0] = false;
                },
                () -> skipped.add(SkippedLines.Reason.WRONG_WIDTH, place.with("row " + (at + 1))));
      }
    } catch (Body.Unreadable _) {
      skipped.add(SkippedLines.Reason.INPUT_UNREADABLE, place);
    }
  }

  private Optional<int[]> row(Body.Cells row) {
    int[] cells = features.cellsOf(row);
    return cells.length == 0 ? Optional.empty() : Optional.of(cells);
  }

  /// The answers to all rows; empty when they cannot be told, and so are missing.
  private Optional<List<Answer>> answers(CaptureLine line, int rows) {
    CaptureLine.Side output = line.output();
    if (output == null || output.extent() != Extent.WHOLE) {
      return Optional.empty();
    }
    try {
      List<Answer> found = answers.of(Body.of(output));
      boolean fits =
          found.size() == rows && found.stream().allMatch(answer -> answer.width() == outputs);
      return fits ? Optional.of(found) : Optional.empty();
    } catch (Body.Unreadable _) {
      return Optional.empty();
    }
  }
}
