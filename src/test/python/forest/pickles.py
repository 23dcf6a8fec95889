"""Pickles of boosters and of sklearn's wrappers, by some versions: python pickles.py OUT_DIR"""

import pickle
import sys
from pathlib import Path

import numpy as np
import xgboost as xgb
from generate import VERSION, trained
from rows import seeded, table

PROTOCOLS = {"0.90": range(6), "1.0.2": [2], "1.3.3": [0, 3], "1.7.6": [1, 4], "2.1.4": [3], "3.4.1": [0, 5]}


def main(out):
    if VERSION not in PROTOCOLS:
        return

    def write(name, what, protocol):
        (out / f"{name}-{VERSION}.pkl").write_bytes(pickle.dumps(what, protocol=protocol))

    booster = trained("pickled", "poisson", rounds=1)
    for protocol in PROTOCOLS[VERSION]:
        write(f"pickled-{protocol}", booster, protocol)
    random = seeded("wrappers")
    x = table(random, 80, 3)
    y = np.nan_to_num(x).sum(axis=1)
    options = {"n_estimators": 2, "max_depth": 1, "n_jobs": 1, "random_state": 7, "tree_method": "exact"}
    classes = np.digitize(y, [-0.5, 0.5])
    write("classifier-2", xgb.XGBClassifier(**options).fit(x, classes > 1), 2)
    write("classifier-4", xgb.XGBClassifier(**options).fit(x, classes), 4)
    if VERSION in ("0.90", "1.3.3"):
        write("regressor-0", xgb.XGBRegressor(base_score=0.7, **options).fit(x, y), 0)
    write("regressor-5", xgb.XGBRegressor(booster="dart", **options).fit(x, y), 5)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
