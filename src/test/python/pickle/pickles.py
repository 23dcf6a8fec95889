# -*- coding: utf-8 -*-
"""Writes pickles of small XGBoost models, and what a reader must find in each.

Run once for each version of XGBoost, with its Python, numpy, scipy and scikit-learn:

    python pickles.py OUT_DIR NAME PROTOCOLS       such as: pickles.py pickle 1.3.3 025

NAME becomes a part of the file names. The files in src/test/resources/pickle were made with

    0.82 (Python 2.7, numpy 1.16, scikit-learn 0.20)   0.82 012
    0.90 (3.8, numpy 1.23, scikit-learn 1.0)           0.90 012345
    1.1.1 and 1.3.3 (the same)                         1.1.1 24, 1.3.3 025
    1.7.6 (3.11, numpy 1.26, scikit-learn 1.3)         1.7.6 5
    2.1.4 (3.12, numpy 2, scikit-learn 1.5)            2.1.4 2
    3.4.1 (3.12, numpy 2, newest scikit-learn)         3.4.1 025

Each run adds its lines to OUT_DIR/expected.tsv: file, class, SHA-256 of the model's bytes, feature
names, feature types, best iteration, tree limit, classes; - where there is none. They are what the
Python object itself says.
"""

import hashlib
import io
import os
import pickle
import sys

import numpy as np
import xgboost as xgb

PARTS = tuple(int(part) for part in xgb.__version__.split(".")[:2])
PYTHON_2 = sys.version_info[0] == 2
NAMES = ["size", "age"] if PYTHON_2 else ["größe", "age"]
TYPES = ["float", "int"]
# Versions that pickle one of each wrapper.
SEVERAL = ("0.82", "1.3.3", "3.4.1")
LABELS = ["ant", "bee", "cat"] if PYTHON_2 else ["ant", "bée", "cat"]


def booster(x, y):
    """Stopped early, so that the best round is not the last one."""
    table = xgb.DMatrix(x, label=y, feature_names=NAMES, feature_types=TYPES)
    other = xgb.DMatrix(x, label=0.6 * y, feature_names=NAMES, feature_types=TYPES)
    return xgb.train(
        {"max_depth": 1, "nthread": 1, "base_score": 0.5, "eta": 0.6},
        table, 9, evals=[(other, "other")], early_stopping_rounds=1, verbose_eval=False)


def wrappers(x, y):
    small = {"n_estimators": 1, "max_depth": 1, "n_jobs": 1}
    numbers = np.arange(len(y)) % 3
    if PARTS >= (1, 6):
        yield "classes", xgb.XGBClassifier(**small).fit(x, numbers)
    if PARTS < (1, 6):
        texts = np.array(LABELS)[numbers]
        yield "texts", xgb.XGBClassifier(**small).fit(x, texts)
        yield "gaps", xgb.XGBClassifier(**small).fit(x, np.array([-7, 3, 300])[numbers])
        objects = np.array(list(texts), dtype=object)
        yield "objects", xgb.XGBClassifier(**small).fit(x, objects)
    if (1, 0) <= PARTS < (2, 0):
        yield "forest", xgb.XGBRFRegressor(**small).fit(x, y)
        yield "ranker", xgb.XGBRanker(**small).fit(x, numbers, group=[len(y)])
    yield "regressor", xgb.XGBRegressor(**small).fit(x, y)


def line(name, model):
    bare = isinstance(model, xgb.Booster)
    inner = model if bare else model.get_booster()
    state = inner.__getstate__()
    kept = {} if bare else model.__dict__
    lists = [state.get("feature_names"), state.get("feature_types")]
    classes = kept.get("classes_")
    lists.append(None if classes is None else classes.tolist())
    text = ["-" if v is None else ",".join(u"%s" % item for item in v) for v in lists]
    counts = [state.get(key, kept.get(key)) for key in ("best_iteration", "best_ntree_limit")]
    digest = hashlib.sha256(bytes(state["handle"])).hexdigest()
    numbers = ["-" if v is None else str(v) for v in counts]
    return "\t".join([name, type(model).__name__, digest] + text[:2] + numbers + text[2:])


def main(out, version, protocols):
    random = np.random.RandomState(7)
    x = random.normal(size=(30, 2)).round(1)
    y = x[:, 0] + 0.1 * random.normal(size=30)
    lines = []

    def write(name, model, protocol):
        name = "%s-%s.%s.pickle" % (name, version, protocol)
        with open(os.path.join(out, name), "wb") as file:
            pickle.dump(model, file, int(protocol))
        lines.append(line(name, model))

    for protocol in protocols:
        write("booster", booster(x, y), protocol)
    for name, model in wrappers(x, y):
        if name == ("texts" if PARTS < (1, 6) else "classes"):
            for protocol in protocols:
                write(name, model, protocol)
        elif version in SEVERAL:
            write(name, model, protocols[-1])
    with io.open(os.path.join(out, "expected.tsv"), "a", encoding="utf-8") as file:
        file.write(u"".join(text + u"\n" for text in lines))


if __name__ == "__main__":
    main(*sys.argv[1:])
