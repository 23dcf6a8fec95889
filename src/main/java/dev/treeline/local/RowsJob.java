package dev.treeline.local;

import dev.treeline.payload.PayloadException;
import dev.treeline.payload.Row;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Answers every row of a file, in order: reads and writes on the calling thread, answers in
/// batches on others. Memory does not grow with the file.
///
/// @param badRows what becomes of a row that does not fit the model
/// @param threads that answer; with 1 the calling thread does that too
record RowsJob(RowAnswers answers, BadRows badRows, int threads, Progress progress) {
  /// Numbers of a batch, of its rows and of its answers each, at most; one row always fits.
  private static final int MOST_NUMBERS = 1 << 18;

  private static final int MOST_ROWS = 4096;

  /// What becomes of a row that does not fit the model.
  enum BadRows {
    /// It ends the work.
    FAIL,
    /// It gets a line without an answer, and is counted.
    EMPTY
  }

  /// What became of the rows.
  ///
  /// @param rows all of them
  /// @param bad those without an answer
  /// @param firstProblem what was wrong with the first of those
  record Done(long rows, long bad, String firstProblem) {}

  /// Answers all rows.
  ///
  /// @throws CommandException if the input cannot be read, or a row does not fit and may not
  Done run(RowsInput input, RowLayout layout, RowsOutput output) {
    try (OrderedWork<byte[]> work = new OrderedWork<>(threads, output::write)) {
      if (!answers.heading().isEmpty()) {
        output.write((answers.heading() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      Filling filling = new Filling(input.name(), layout, work);
      input.read(layout.features(), progress, filling);
      filling.submit();
      work.finish();
      return new Done(filling.rows, filling.bad, filling.firstProblem);
    } finally {
      progress.wipe();
    }
  }

  /// Collects rows into batches.
  private final class Filling implements Consumer<Row> {
    private final String place;
    private final RowLayout layout;
    private final OrderedWork<byte[]> work;
    private RowBatch batch;
    private long rows;
    private long bad;
    private String firstProblem = "";

    Filling(String place, RowLayout layout, OrderedWork<byte[]> work) {
      this.place = place;
      this.layout = layout;
      this.work = work;
      batch = emptyBatch();
    }

    @Override
    public void accept(Row row) {
      try {
        if (!layout.fill(row, batch.values, batch.next())) {
          return;
        }
        batch.add();
      } catch (PayloadException e) {
        refuse(e);
      } catch (CommandException e) {
        throw new CommandException(place + ": " + e.getMessage(), e);
      }
      rows++;
      progress.row();
      if (batch.full()) {
        submit();
      }
    }

    private void refuse(PayloadException problem) {
      if (badRows == BadRows.FAIL) {
        throw new CommandException(place + ": " + problem.getMessage(), problem);
      }
      firstProblem = bad == 0 ? problem.place() + ": " + problem.problem() : firstProblem;
      bad++;
      batch.addBad();
    }

    void submit() {
      RowBatch filled = batch;
      batch = emptyBatch();
      work.add(() -> answer(filled));
    }

    private RowBatch emptyBatch() {
      long width = Math.max(1, Math.max(layout.features(), answers.width()));
      return new RowBatch(Math.clamp(MOST_NUMBERS / width, 1, MOST_ROWS), layout.features());
    }
  }

  /// The lines of a batch, each ended by a newline.
  private byte[] answer(RowBatch batch) {
    RowAnswers.Lines lines = answers.of(batch.values, batch.count());
    StringBuilder out = new StringBuilder();
    for (int row = 0; row < batch.count(); row++) {
      if (batch.bad.get(row)) {
        out.append(answers.none());
      } else {
        lines.append(out, row);
      }
      out.append('\n');
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
