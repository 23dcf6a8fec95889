"""Writes files that libxgboost makes and Treeline refuses (see README.md): python refused.py OUT_DIR"""

import pickle
import sys
from pathlib import Path

import numpy as np
import xgboost as xgb

COMMON = {"nthread": 1, "max_depth": 2, "verbosity": 0}


def main(out):
    random = np.random.default_rng(0)
    x = random.normal(size=(60, 3)).astype(np.float32)
    y = (x[:, 0] > 0).astype(np.float32)
    table = xgb.DMatrix(x, label=y)

    def write(name, parameters, matrix=table):
        booster = xgb.train({**COMMON, **parameters}, matrix, 2)
        (out / f"{name}-{xgb.__version__}.ubj").write_bytes(bytes(booster.save_raw("ubj")))

    write("dart", {"booster": "dart", "rate_drop": 0.5})
    write("gblinear", {"booster": "gblinear"})
    write("poisson", {"objective": "count:poisson"})
    codes = np.column_stack([random.integers(0, 5, 60), x[:, 0]]).astype(np.float32)
    columns = {"feature_types": ["c", "float"], "enable_categorical": True}
    categories = xgb.DMatrix(codes, label=codes[:, 0] % 2 + x[:, 1] * 0.1, **columns)
    write("categorical", {"tree_method": "hist"}, categories)
    vectors = {"multi_strategy": "multi_output_tree", "tree_method": "hist"}
    write("vector", vectors, xgb.DMatrix(x, label=np.stack([y, 1 - y], axis=1)))

    booster = xgb.train(COMMON, table, 1)
    snapshot = bytes(booster.__getstate__()["handle"])
    (out / f"snapshot-{xgb.__version__}.ubj").write_bytes(snapshot)
    (out / f"pickle-{xgb.__version__}").write_bytes(pickle.dumps(booster))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
