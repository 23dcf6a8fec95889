package dev.treeline.local;

import dev.treeline.forest.Model;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// The options of commands that answer every row of a file: what rows there are, how they are read,
/// and where the answers go.
final class RowsOptions {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "M",
      description = "a model file or package: a folder, a .tar.gz or s3://…")
  String model = "";

  @Option(
      names = "--input",
      paramLabel = "F",
      description =
          "the rows, plain or gzip; told by the name: .jsonl, .json, .libsvm or .svm, otherwise CSV"
              + " with comma, tab, ; or space (default: -, standard input)")
  String input = "-";

  @Option(
      names = "--input-format",
      paramLabel = "FORMAT",
      description = "csv, jsonl, json or libsvm, whatever the name says")
  Optional<RowFormat> inputFormat = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "F",
      description =
          "where the answers go, a line a row: whole, or not at all when the work fails (default:"
              + " standard output)")
  String output = "";

  @Option(names = "--format", paramLabel = "FORMAT", description = "csv (default) or jsonl")
  LineFormat format = LineFormat.CSV;

  @ArgGroup HeaderLine header = new HeaderLine();

  @Option(
      names = "--index-base",
      paramLabel = "N",
      description =
          "where the indices of libsvm begin: 0 (default), 1, or auto: 1 if the whole file has no 0,"
              + " as the SageMaker container decides")
  String indexBase = "0";

  @Option(
      names = "--category-numbers",
      paramLabel = "MEANING",
      description =
          "what a number in a categorical column is: code, name, or auto (default): a code, refused"
              + " where it is also the name of another code")
  CellRules.Numbers categoryNumbers = CellRules.Numbers.AUTO;

  @Option(
      names = "--unknown-category",
      paramLabel = "RULE",
      description = "what a category is that the model does not know: error (default) or missing")
  CellRules.Unknown unknownCategory = CellRules.Unknown.ERROR;

  @Option(
      names = "--bad-rows",
      paramLabel = "RULE",
      description =
          "what becomes of a row that does not fit: fail (default) ends the work; empty gives it an"
              + " empty line ({} in JSON Lines), counts it, and exits with 1 at the end")
  RowsJob.BadRows badRows = RowsJob.BadRows.FAIL;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "how many batches are worked on at a time (default: 1)")
  int threads = 1;

  /// Whether the first line of a CSV names the columns.
  static final class HeaderLine {
    @Option(
        names = "--header",
        description =
            "the first line of a CSV names the columns (default: if it holds a feature's name, or"
                + " text and no number)")
    boolean present;

    @Option(names = "--no-header", description = "the first line of a CSV is data")
    boolean absent;
  }

  /// Answers the rows, and says what there is to say of them.
  ///
  /// @param model whose order of columns is wanted
  /// @return the exit status
  int run(World world, Model model, RowAnswers answers) {
    if (threads < 1) {
      throw CommandException.misuse("--threads: found " + threads + ", expected 1 or more");
    }
    RowsInput rows = input(world);
    Progress progress = new Progress(world.err(), world.clock(), world.watched());
    RowLayout layout =
        new RowLayout(
            model,
            new CellRules(categoryNumbers, unknownCategory),
            rows.format() == RowFormat.CSV ? headerLine() : RowLayout.Header.ABSENT,
            note -> world.err().println("treeline: " + rows.name() + ": " + note));
    try (RowsOutput out = output(world)) {
      RowsJob.Done done = new RowsJob(answers, badRows, threads, progress).run(rows, layout, out);
      out.finish();
      return report(world, rows, done);
    }
  }

  private int report(World world, RowsInput rows, RowsJob.Done done) {
    if (done.rows() == 0) {
      world.err().println("treeline: " + rows.name() + ": found no rows");
    }
    if (done.bad() > 0) {
      world
          .err()
          .printf(
              "treeline: %s: %d of %d rows have no answer; the first: %s%n",
              rows.name(), done.bad(), done.rows(), done.firstProblem());
    }
    return done.bad() == 0 ? Treeline.DONE : Treeline.FAILED;
  }

  private RowsInput input(World world) {
    Optional<Path> path =
        input.equals("-")
            ? Optional.empty()
            : Optional.of(world.folder().resolve(input).normalize());
    return new RowsInput(world, path, inputFormat.orElseGet(() -> RowFormat.of(input)), base());
  }

  private RowsInput.IndexBase base() {
    return switch (indexBase.toLowerCase(Locale.ROOT)) {
      case "auto" -> RowsInput.IndexBase.AUTO;
      case "0" -> RowsInput.IndexBase.ZERO;
      case "1" -> RowsInput.IndexBase.ONE;
      default ->
          throw CommandException.misuse(
              "--index-base: found " + indexBase + ", expected auto, 0 or 1");
    };
  }

  private RowLayout.Header headerLine() {
    return header.present
        ? RowLayout.Header.PRESENT
        : header.absent ? RowLayout.Header.ABSENT : RowLayout.Header.AUTO;
  }

  private RowsOutput output(World world) {
    return output.isEmpty() || output.equals("-")
        ? RowsOutput.standard(world.out())
        : RowsOutput.file(world.folder().resolve(output).normalize(), world.ids().get());
  }
}
