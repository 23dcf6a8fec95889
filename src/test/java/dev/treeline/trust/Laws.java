package dev.treeline.trust;

import dev.treeline.trust.Simulation.Feature;
import java.util.List;

/// Thirty features as tables have them: ten sorts, three of each.
final class Laws {
  static final List<Feature> THIRTY =
      List.of(
          new Feature("normal", Law.normal(0, 1)),
          new Feature("normal-50", Law.normal(50, 10)),
          new Feature("normal-narrow", Law.normal(-3, 0.01)),
          new Feature("lognormal-0.5", Law.lognormal(0.5)),
          new Feature("lognormal-1", Law.lognormal(1)),
          new Feature("lognormal-2", Law.lognormal(2)),
          new Feature("ones-10%", Law.ones(0.1)),
          new Feature("ones-50%", Law.ones(0.5)),
          new Feature("ones-0.5%", Law.ones(0.005)),
          new Feature("counts-0.5", Law.counts(0.5)),
          new Feature("counts-3", Law.counts(3)),
          new Feature("counts-20", Law.counts(20)),
          new Feature("rounded-0.1", Law.rounded(1, 0.1)),
          new Feature("rounded-0.01", Law.rounded(1, 0.01)),
          new Feature("rounded-1", Law.rounded(15, 1)),
          new Feature("ties-half", Law.normal(0, 1).with(0.5, Law.constant(0))),
          new Feature(
              "ties-two", Law.lognormal(1).with(0.6, Law.constant(1)).with(0.2, Law.constant(2))),
          new Feature("ties-prices", Law.numbered(9, 9, 8, 8, 7, 7, 6, 6, 5, 5, 5, 5, 5, 5, 5, 5)),
          new Feature("zeros-97%", Law.constant(0).with(0.03, Law.lognormal(1))),
          new Feature("zeros-97%-counts", Law.constant(0).with(0.03, Law.counts(5))),
          new Feature("zeros-99.5%", Law.constant(0).with(0.005, Law.lognormal(1))),
          new Feature("zipf-1000", Law.zipf(1000, 1)),
          new Feature("zipf-1000-steep", Law.zipf(1000, 1.5)),
          new Feature("letters-6", Law.texts(50, 25, 15, 7, 2.5, 0.5)),
          new Feature("missing-2%", Law.normal(0, 1).with(0.02, Law.MISSING)),
          new Feature("missing-2%-ones", Law.ones(0.3).with(0.02, Law.MISSING)),
          new Feature("missing-30%", Law.lognormal(1).with(0.3, Law.MISSING)),
          new Feature("sentinel-1e6", Law.normal(0, 1).with(0.00005, Law.constant(1e6))),
          new Feature("sentinel--999", Law.normal(100, 20).with(0.002, Law.constant(-999))),
          new Feature("sentinel-1e30", Law.counts(3).with(0.0001, Law.constant(1e30))));

  private Laws() {}
}
