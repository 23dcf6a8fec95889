package dev.treeline.report;

import dev.treeline.sketch.CellCounts;
import dev.treeline.sketch.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The tables of a panel.
final class PanelGrids {
  private static final int SHOWN = 10;
  private static final int LONGEST = 60;

  private PanelGrids() {}

  /// Quantiles of both sides.
  static Page.Grid quantiles(CellCounts base, CellCounts now) {
    List<List<String>> rows = new ArrayList<>();
    for (double share : Quantiles.SHOWN) {
      rows.add(
          List.of(
              Figures.percent(share),
              Quantiles.of(base.partition(), base, share).text(),
              Quantiles.of(now.partition(), now, share).text()));
    }
    return new Page.Grid(
        "Quantiles of the values that are there", List.of("Share", "Baseline", "Window"), rows);
  }

  /// The values with the largest shares on either side, and what is in no cell.
  static Page.Grid commonest(Values values, CellCounts base, CellCounts now) {
    List<Integer> cells =
        IntStream.range(0, values.cells())
            .boxed()
            .sorted(
                Comparator.comparingDouble(
                    (Integer cell) ->
                        -Math.max(share(base.count(cell), base), share(now.count(cell), now))))
            .limit(SHOWN)
            .toList();
    List<List<String>> rows = new ArrayList<>();
    for (int cell : cells) {
      String label = Drawing.cut(values.label(cell), LONGEST);
      rows.add(row(label, share(base.count(cell), base), share(now.count(cell), now)));
    }
    rows.add(row("(unseen in the baseline)", 0, share(now.unseen(), now)));
    rows.add(row("(missing)", share(base.missing(), base), share(now.missing(), now)));
    int others = values.cells() - cells.size();
    return new Page.Grid(
        others > 0
            ? "The commonest values, shares of all rows; " + Figures.count(others) + " not shown"
            : "Shares of all rows",
        List.of("Value", "Baseline", "Window", "Change, points"),
        rows);
  }

  private static List<String> row(String label, double base, double now) {
    return List.of(label, Figures.percent(base), Figures.percent(now), points(now - base));
  }

  private static String points(double change) {
    if (Math.abs(change) < 0.0005) {
      return "0";
    }
    return (change > 0 ? "+" : "−") + Figures.of(Math.round(Math.abs(change) * 1000) / 10.0);
  }

  private static double share(long count, CellCounts of) {
    return of.seen() == 0 ? 0 : (double) count / of.seen();
  }
}
