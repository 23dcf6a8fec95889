package dev.treeline.monitor;

import dev.treeline.capture.CaptureLine;
import dev.treeline.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What captured rows look like, told by the first of them: for where no profile says it.
///
/// @param width cells a row; of named rows, names
/// @param names the cells' names in the order they were first met; empty when most rows name
///   nothing
/// @param outputs values a reply; 0 when no reply could be read
record RowShape(int width, List<String> names, int outputs) {
  /// Lines that are looked at: one that is malformed must not decide.
  private static final int ENOUGH = 200;

  RowShape {
    names = List.copyOf(names);
  }

  /// Looks at the first lines of a window.
  ///
  /// @param answers what to find in the replies
  /// @return empty when no row of them can be read
  static Optional<RowShape> of(Store captures, CaptureKeys keys, Answers answers)
      throws IOException {
    Survey survey = new Survey(answers);
    try {
      new CaptureLines(captures, keys).read((line, _) -> survey.add(line));
    } catch (Enough _) {
      return survey.shape();
    }
    return survey.shape();
  }

  private static final class Survey {
    private final Answers answers;
    private final Map<Integer, Integer> unnamed = new LinkedHashMap<>();
    private final Map<Integer, Integer> replies = new LinkedHashMap<>();
    private final Set<String> names = new LinkedHashSet<>();
    private int named;
    private int lines;

    Survey(Answers answers) {
      this.answers = answers;
    }

    void add(CaptureLine line) {
      if (line.input() != null) {
        addRows(line.input());
      }
      if (line.output() != null) {
        addReply(line.output());
      }
      if (++lines >= ENOUGH) {
        throw new Enough();
      }
    }

    private void addRows(CaptureLine.Side input) {
      try {
        for (Body.Cells row : Body.of(input, 1).rows()) {
          List<String> own = new ArrayList<>();
          for (int i = 0; i < row.width(); i++) {
            own.add(row.name(i));
          }
          if (own.contains("")) {
            unnamed.merge(row.width(), 1, Integer::sum);
          } else {
            named++;
            names.addAll(own);
          }
        }
      } catch (Body.Unreadable _) {
        // Counted where the rows are read in earnest.
      }
    }

    private void addReply(CaptureLine.Side output) {
      try {
        answers.of(Body.of(output)).stream()
            .findFirst()
            .ifPresent(answer -> replies.merge(answer.width(), 1, Integer::sum));
      } catch (Body.Unreadable _) {
        // Counted where the rows are read in earnest.
      }
    }

    Optional<RowShape> shape() {
      int outputs = mostOf(replies);
      if (named > unnamed.values().stream().mapToInt(Integer::intValue).sum()) {
        return Optional.of(new RowShape(names.size(), List.copyOf(names), outputs));
      }
      return unnamed.isEmpty()
          ? Optional.empty()
          : Optional.of(new RowShape(mostOf(unnamed), List.of(), outputs));
    }

    private static int mostOf(Map<Integer, Integer> counts) {
      int most = 0;
      int best = 0;
      for (Map.Entry<Integer, Integer> count : counts.entrySet()) {
        if (count.getValue() > best) {
          best = count.getValue();
          most = count.getKey();
        }
      }
      return most;
    }
  }

  /// Ends a reading early; carries nothing.
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super(null, null, false, false);
    }
  }
}
