package dev.treeline.local;

import dev.treeline.monitor.CapturedRow;
import dev.treeline.monitor.CapturedRows;
import dev.treeline.monitor.Outputs;
import dev.treeline.payload.Row;
import dev.treeline.report.Skipped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What an endpoint captured, for a baseline: blocks go by the time of inference, and the rows of a
/// body belong together.
///
/// @param classifies whether the model gives chances of classes; empty when nobody knows
record CaptureSource(World world, CapturedRows rows, Duration period, Optional<Boolean> classifies)
    implements BaselineSource {

  @Override
  public List<String> features() {
    return rows.features();
  }

  @Override
  public List<String> outputNames() {
    return rows.outputs() == 0 ? List.of() : Outputs.names(classifies.orElse(true));
  }

  @Override
  public boolean guessesClass() {
    return classifies.isEmpty() && rows.outputs() == 1;
  }

  @Override
  public String modelVersion() {
    return rows.modelVersion();
  }

  @Override
  public String blockKind() {
    return Blocks.shown(period) + " of captured requests";
  }

  @Override
  public long read(Sink sink) {
    Progress meter = new Progress(world.err(), world.clock(), world.watched());
    long[] count = {0};
    try {
      List<Skipped> skipped =
          rows.read(
              row -> {
                meter.row();
                meter.bytes(0);
                count[0]++;
                sink.accept(new Captured(row));
              });
      meter.wipe();
      if (count[0] == 0) {
        throw new CommandException("captures: found no row that can be counted" + left(skipped));
      }
      return count[0];
    } catch (IOException | UncheckedIOException e) {
      throw new CommandException("captures: " + e.getMessage(), e);
    }
  }

  /// What was left out, in a clause; empty when nothing was.
  private static String left(List<Skipped> skipped) {
    return skipped.isEmpty()
        ? ""
        : "; left out: " + skipped.stream().map(Skipped::text).collect(Collectors.joining("; "));
  }

  private final class Captured implements BaselineRow {
    private final CapturedRow row;

    Captured(CapturedRow row) {
      this.row = row;
    }

    @Override
    public Row.Kind kind(int feature) {
      return row.kind(feature);
    }

    @Override
    public double number(int feature) {
      return row.number(feature);
    }

    @Override
    public String text(int feature) {
      return row.text(feature);
    }

    @Override
    public double output(int output) {
      return row.output(outputNames().get(output));
    }

    @Override
    public String block(long all) {
      return Blocks.label(row.time(), period);
    }

    @Override
    public boolean belongsToTheLast() {
      return row.belongsToTheLast();
    }
  }
}
