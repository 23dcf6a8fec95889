"""Writes src/test/resources/drift/scipy.json: what SciPy says about tails, tables and distances.

Run from the root of the repository with scipy 1.17.1 and numpy 2.x:
    python src/test/python/drift/goldens.py
More cases than the build has, of another seed, for `benchmarks/trust scipy`:
    python src/test/python/drift/goldens.py --more 500 --seed 1 --target FILE
"""

import argparse
import json
import math
import pathlib

import numpy as np
import scipy
from scipy.spatial.distance import jensenshannon
from scipy.stats import binomtest, chi2_contingency, false_discovery_control, ks_2samp, kstwo, wasserstein_distance

parser = argparse.ArgumentParser()
parser.add_argument("--more", type=int, default=0)
parser.add_argument("--seed", type=int, default=20260101)
parser.add_argument("--target", type=pathlib.Path, default="src/test/resources/drift/scipy.json")
options = parser.parse_args()
rng = np.random.default_rng(options.seed)


def kolmogorov():
    """Survival of the one-sample statistic, over every branch of our formulas."""
    cases = []
    for n in (1, 2, 5, 20, 100, 140, 141, 500, 1000, 5238, 20_000, 99_999, 100_001, 1_000_000):
        for scaled in (0.3, 0.5, 0.8, 1.0, 1.2, 1.36, 1.48, 1.63, 1.95, 2.5, 4.0, 8.0):
            d = scaled / math.sqrt(n)
            if d < 1:
                cases.append([d, n, float(kstwo.sf(d, n))])
    return cases


def two_samples():
    """Rounded normals, so that there are ties, with the asymptotic p."""
    cases = []
    sizes = [(250, 900, 0.0), (400, 3000, 0.15), (1000, 2000, 0.3), (30, 60, 0.5)]
    for _ in range(options.more):
        sizes.append((int(rng.integers(5, 400)), int(rng.integers(5, 900)), float(rng.uniform(0, 0.5))))
    for n, m, shift in sizes:
        window = np.round(rng.normal(shift, 1, n), 1)
        baseline = np.round(rng.normal(0, 1, m), 1)
        result = ks_2samp(window, baseline, method="asymp")
        cases.append({
            "window": window.tolist(), "baseline": baseline.tolist(), "d": float(result.statistic),
            "p": float(result.pvalue), "w1": float(wasserstein_distance(window, baseline)),
        })
    return cases


def tables():
    """Two samples in the same categories, all expected counts at least 5."""
    cases = []
    sizes = [(2, 300, 5000), (3, 1000, 1000), (8, 600, 20_000), (12, 5000, 40_000)]
    for _ in range(options.more):
        k = int(rng.integers(2, 13))
        sizes.append((k, k * int(rng.integers(50, 2000)), k * int(rng.integers(200, 20_000))))
    for k, n, m in sizes:
        shares = rng.dirichlet(np.full(k, 8.0))
        window = rng.multinomial(n, shares) + 5
        baseline = rng.multinomial(m, rng.dirichlet(shares * 400)) + 40
        chi2, p, df, _ = chi2_contingency([window, baseline], correction=False)
        a, b = window / window.sum(), baseline / baseline.sum()
        h = 2 * np.abs(np.arcsin(np.sqrt(a)) - np.arcsin(np.sqrt(b)))
        effect = np.sqrt(np.maximum(0, h**2 - 1 / window.sum() - 1 / baseline.sum())).max()
        cases.append({
            "window": window.tolist(), "baseline": baseline.tolist(), "chi2": float(chi2), "df": int(df),
            "p": float(p), "effect": float(effect), "js": float(jensenshannon(a, b, 2) ** 2),
            "hellinger": float(np.sqrt(((np.sqrt(a) - np.sqrt(b)) ** 2).sum() / 2)),
            "psi": float(((a - b) * np.log(a / b)).sum()), "linf": float(np.abs(a - b).max()),
        })
    return cases


def wilson():
    """Lower ends of the interval that leaves out 1 % on either side."""
    return [[k, n, float(binomtest(k, n).proportion_ci(0.98, "wilson").low)]
            for k, n in ((0, 10), (1, 10), (10, 10), (3, 200), (50, 200), (199, 200), (7, 100_000), (5000, 12_345))]


def discovery():
    """Benjamini and Hochberg on ties and on p in no order."""
    cases = []
    for size in (1, 2, 13, 40):
        p = np.round(rng.uniform(0, 1, size) ** 3, 3)
        cases.append({"p": p.tolist(), "q": false_discovery_control(p).tolist()})
    return cases


options.target.write_text(json.dumps({
    "scipy": scipy.__version__, "kolmogorov": kolmogorov(), "two_samples": two_samples(), "tables": tables(),
    "wilson": wilson(), "discovery": discovery(),
}, indent=1) + "\n")
