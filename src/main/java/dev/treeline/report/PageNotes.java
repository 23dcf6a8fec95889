package dev.treeline.report;

import dev.treeline.drift.Drift;
import dev.treeline.drift.Finding;
import java.util.List;

/// How the numbers of a page came about.
final class PageNotes {
  private PageNotes() {}

  static List<Page.Fact> notes() {
    return List.of(
        new Page.Fact(
            "State",
            "Drifted: q at most "
                + Drift.SIGNIFICANT
                + ", effect above the threshold, and at least "
                + Drift.ENOUGH
                + " present values on both sides. Too variable: the training data itself moves so"
                + " much from block to block that a quiet window proves nothing. Stable: none of"
                + " these."),
        new Page.Fact(
            "Effect of numbers",
            "KS distance without sampling noise: "
                + Finding.Test.KOLMOGOROV_SMIRNOV.formula()
                + ", at most 1."),
        new Page.Fact(
            "Effect of categories and few-valued numbers",
            Finding.Test.CHI_SQUARE.formula() + ", at most π."),
        new Page.Fact(
            "Threshold",
            "max(0.1, min(1.5 r, (cap + r) / 2)), r being the largest effect of one block of the"
                + " training data against the rest of it, cap the largest possible effect."),
        new Page.Fact(
            "p and q",
            "p is the chance of such a difference without drift; q is p after Benjamini and"
                + " Hochberg over all features, or all outputs, of this window."),
        new Page.Fact(
            "n",
            "Present values in the window; effective n divides by what rows of one body share."),
        new Page.Fact(
            "Distances that do not vote",
            "PSI, Jensen–Shannon, Hellinger, L∞ and W1 are shown for comparison; they depend on the"
                + " number of rows and on the bins."),
        new Page.Fact(
            "Quantiles",
            "Read from the cells that both sides are counted into: right to within one cell, about"
                + " 1/1024 of the baseline."),
        new Page.Fact(
            "Last runs",
            "Effect over threshold of the windows that ended before this one, at most "
                + (History.SHOWN - 1)
                + " of them, and of this one; from history.jsonl."));
  }
}
