"""Trees whose leaves hold one value for each target (multi_output_tree)."""

import sys
from pathlib import Path

import numpy as np
import xgboost as xgb
from categories import coded
from generate import COMMON, PARTS, write
from rows import seeded, table

VECTOR = {**COMMON, "tree_method": "hist", "multi_strategy": "multi_output_tree", "max_depth": 2}


def two(x, random):
    parts = [np.nan_to_num(x[:, t]) + np.nan_to_num(x[:, -1]) * (t - 0.5) for t in range(2)]
    return np.stack(parts, axis=1) + random.normal(size=(len(x), 2)) * 0.2


def squared(name, **more):
    random = seeded(name)
    x = table(random, 120, 4)
    return xgb.train({**VECTOR, **more}, xgb.DMatrix(x, label=two(x, random)), 3)


def main(out):
    write(out, "vector", squared("vector"))
    random = seeded("vector-softprob")
    x = table(random, 150, 4)
    y = np.digitize(np.nan_to_num(x).sum(axis=1), [-0.5, 0.5])
    more = {**VECTOR, "objective": "multi:softprob", "num_class": 3, "num_parallel_tree": 2, "subsample": 0.7}
    write(out, "vector-softprob", xgb.train(more, xgb.DMatrix(x, label=y), 2))
    if PARTS < (3, 4):
        return
    write(out, "vector-dart", squared("vector-dart", booster="dart", rate_drop=0.5, one_drop=1))
    x = coded("vector-sets", [40, 3])
    columns = {"feature_types": ["c", "c", "q", "q"], "enable_categorical": True}
    data = xgb.DMatrix(x, label=two(x[:, ::-1], seeded("y")), **columns)
    write(out, "vector-sets", xgb.train({**VECTOR, "max_cat_to_onehot": 4}, data, 3))


def refused(out):
    """The layout of 2.0 to 3.1, which newer versions cannot read."""
    write(out, "vector-leaf", squared("vector"), ("json", "ubj"))


if __name__ == "__main__":
    refused(Path(sys.argv[1]))
