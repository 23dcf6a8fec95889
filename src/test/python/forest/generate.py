"""Trains small models with XGBoost, one for every objective and option that the version has.

    python generate.py OUT_DIR      once with each version of README.md

Writes NAME-VERSION.{json,ubj,bin,binf,snapshot}; expect.py then says what libxgboost gives for
them. Needs xgboost and numpy, from 3.1 on pandas too.
"""

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import xgboost as xgb
from rows import seeded, table

VERSION = xgb.__version__
PARTS = tuple(int(part) for part in VERSION.split(".")[:2])
COMMON = {"nthread": 1, "seed": 7, "verbosity": 0, "tree_method": "exact"}

# name: (objective, first version, parameters)
OBJECTIVES = {
    "squarederror": ("reg:squarederror", (0, 90), {}),
    "linear": ("reg:linear", (0, 90), {}),
    "squaredlogerror": ("reg:squaredlogerror", (1, 0), {}),
    "pseudohuber": ("reg:pseudohubererror", (1, 3), {}),
    "absoluteerror": ("reg:absoluteerror", (1, 7), {"tree_method": "hist"}),
    "reg-logistic": ("reg:logistic", (0, 90), {}),
    "logistic": ("binary:logistic", (0, 90), {}),
    "logitraw": ("binary:logitraw", (0, 90), {}),
    "hinge": ("binary:hinge", (0, 90), {}),
    "softprob": ("multi:softprob", (0, 90), {"num_class": 3}),
    "softmax": ("multi:softmax", (0, 90), {"num_class": 4}),
    "poisson": ("count:poisson", (0, 90), {"max_delta_step": 0.6}),
    "gamma": ("reg:gamma", (0, 90), {}),
    "tweedie": ("reg:tweedie", (0, 90), {"tweedie_variance_power": 1.3}),
    "pairwise": ("rank:pairwise", (0, 90), {}),
    "ndcg": ("rank:ndcg", (0, 90), {}),
    "map": ("rank:map", (0, 90), {}),
    "cox": ("survival:cox", (0, 90), {}),
    "aft": ("survival:aft", (1, 3), {"aft_loss_distribution": "logistic"}),
    "quantile": ("reg:quantileerror", (2, 0), {"quantile_alpha": [0.2, 0.5, 0.6], "tree_method": "hist"}),
    "expectile": ("reg:expectileerror", (3, 3), {"expectile_alpha": [0.2, 0.5, 0.8], "tree_method": "hist"}),
}
BASES = {  # the same with a base_score of one's own
    "squarederror": -1.7, "reg-logistic": 0.91, "logistic": 0.123456789, "logitraw": 0.3, "hinge": 0.4,
    "softprob": 0.25, "poisson": 2.3, "gamma": 3.3, "tweedie": 0.7, "cox": 1.5, "aft": 4.2,
}  # fmt: skip
OPTIONS = {  # name: (objective's name, parameters)
    "forest": ("squarederror", {"num_parallel_tree": 3, "subsample": 0.7}),
    "forest-softprob": ("softprob", {"num_parallel_tree": 2, "subsample": 0.7}),
    "dart": ("logistic", {"booster": "dart", "rate_drop": 0.5, "one_drop": 1}),
    "dart-softprob": ("softprob", {"booster": "dart", "rate_drop": 0.4, "one_drop": 1, "normalize_type": "forest"}),
    "dart-forest": ("squarederror", {"booster": "dart", "rate_drop": 0.5, "one_drop": 1, "num_parallel_tree": 2}),
    "gblinear": ("squarederror", {"booster": "gblinear"}),
    "gblinear-softprob": ("softprob", {"booster": "gblinear"}),
    "gblinear-poisson": ("poisson", {"booster": "gblinear", "base_score": 2.0}),
}
ROUNDS = {"squarederror": 3, "logistic": 3, "softprob": 2, "poisson": 2, "quantile": 2, "expectile": 2}
ROUNDS.update({"forest": 2, "forest-softprob": 1, "dart": 4, "dart-softprob": 2, "dart-forest": 2})
ROUNDS.update({"gblinear": 3, "gblinear-softprob": 3, "gblinear-poisson": 2})
JSON_TOO = "dart gblinear targets mixed names vector".split()
OLD_TOO = (
    "squarederror logistic logistic-base softprob softmax poisson poisson-base tweedie aft quantile forest dart "
    "dart-softprob gblinear gblinear-softprob early"
).split()
OLD_VERSIONS = [(1, 0), (1, 3), (1, 7), (2, 1)]
SNAPSHOT_TOO = "logistic-base dart gblinear-softprob numbers".split()
SNAPSHOT_VERSIONS = [(1, 0), (1, 3), (1, 5), (1, 7), (2, 1), (3, 1), (3, 4)]


def saved(booster, form):
    """The model in a format by name: json, ubj or deprecated."""
    if PARTS >= (1, 6):
        return bytes(booster.save_raw(form))
    if form == "deprecated":
        return bytes(booster.save_raw())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"model.{form}"
        booster.save_model(str(file))
        return file.read_bytes()


def write(out, name, booster, forms=None):
    """Every form that this version can write and that the name asks for."""
    stem = f"{name}-{VERSION}"
    if forms is None:
        forms = ["ubj"] if PARTS >= (1, 6) else ["json"] if PARTS >= (1, 0) else []
        if "ubj" in forms and (name in ("squarederror", "softprob") or PARTS >= (3, 4) and name in JSON_TOO):
            forms.append("json")
    if name == "squarederror" and (1, 6) <= PARTS < (3, 2):
        forms = ["json"]
    for form in forms:
        (out / f"{stem}.{form}").write_bytes(saved(booster, form))
    if PARTS == (1, 0) and name.endswith("-base"):  # its JSON has six digits of base_score only
        stem = f"{name}-binary-{VERSION}"
    if PARTS < (1, 0) or (name in OLD_TOO and PARTS in OLD_VERSIONS):
        write_old(out, stem, saved(booster, "deprecated"), both=name == "softprob")
    if PARTS in SNAPSHOT_VERSIONS and name in SNAPSHOT_TOO:
        (out / f"{stem}.snapshot").write_bytes(bytes(booster.__getstate__()["handle"]))


def write_old(out, stem, content, both=False):
    """The old binary as this version writes it: .bin, or .binf with that prefix (1.3 and later)."""
    plain = content[4:] if content[:4] == b"binf" else content
    if both or plain == content:
        (out / f"{stem}.bin").write_bytes(plain)
    if both or plain != content:
        (out / f"{stem}.binf").write_bytes(b"binf" + plain)


def labels(objective, x, random):
    """Labels that the objective allows."""
    score = np.nan_to_num(x[:, :4]).sum(axis=1) + random.normal(size=len(x)) * 0.3
    family = objective.split(":")[1]
    if objective.startswith("multi:"):
        return score
    if objective.startswith("binary:") or family in ("logistic", "map"):
        return (score > 0).astype(np.float32)
    if family in ("poisson", "tweedie"):
        return np.floor(np.exp(score * 0.5)).astype(np.float32)
    if family in ("gamma", "squaredlogerror"):
        return np.exp(score * 0.5).astype(np.float32)
    if family in ("pairwise", "ndcg"):
        return np.clip(np.round(score + 1), 0, 3).astype(np.float32)
    if family == "cox":
        return (np.exp(score * 0.5) * np.where(random.random(len(x)) < 0.3, -1, 1)).astype(np.float32)
    return score.astype(np.float32)


def matrix(objective, x, random, classes=0, **columns):
    y = labels(objective, x, random)
    if classes:
        y = np.digitize(y, np.quantile(y, np.linspace(0, 1, classes + 1)[1:-1]))
    if objective == "survival:aft":
        data = xgb.DMatrix(x, **columns)
        data.set_float_info("label_lower_bound", np.exp(y))
        data.set_float_info("label_upper_bound", np.exp(y) * (1 + (random.random(len(y)) < 0.3)))
        return data
    data = xgb.DMatrix(x, label=y, **columns)
    if objective.startswith("rank:"):
        data.set_group([len(x) // 5] * 5)
    return data


def trained(name, kind, rounds=3, depth=2, rows=120, features=4, x=None, columns=None, **more):
    objective, _, own = OBJECTIVES[kind]
    random = seeded(name)
    x = table(random, rows, features) if x is None else x
    data = matrix(objective, x, random, own.get("num_class", 0), **(columns or {}))
    parameters = {**COMMON, "objective": objective, "max_depth": depth, **own, **more}
    return xgb.train(parameters, data, rounds)


def every_objective(out):
    for name, (_, since, _) in OBJECTIVES.items():
        if PARTS >= since:
            write(out, name, trained(name, name, rounds=ROUNDS.get(name, 1)))
            if name in BASES:
                write(out, f"{name}-base", trained(f"{name}-base", name, rounds=1, base_score=BASES[name]))


def every_option(out):
    for name, (kind, parameters) in OPTIONS.items():
        more = dict(parameters)
        if more.get("booster") == "gblinear":
            more["tree_method"] = "auto"
        write(out, name, trained(name, kind, rounds=ROUNDS[name], **more))


def early(out):
    """Stopped early: the best iteration is in the attributes, as are attributes of one's own."""
    random = seeded("early")
    x, other = table(random, 60, 4), table(random, 60, 4)
    data = matrix("binary:logistic", x, random)
    watch = matrix("binary:logistic", other, random)
    parameters = {**COMMON, "objective": "binary:logistic", "max_depth": 2, "eta": 1.9, "eval_metric": "logloss"}
    booster = xgb.train(
        parameters, data, 20, evals=[(watch, "watch")], early_stopping_rounds=2, verbose_eval=False
    )
    booster.set_attr(colour="gr\u00fcn", quoted='a "b"\n')
    write(out, "early", booster)


def two_targets(out):
    if PARTS < (1, 6):
        return
    random = seeded("targets")
    x = table(random, 120, 4)
    y = np.stack([np.nan_to_num(x[:, 0]) * (t + 1) + np.nan_to_num(x[:, t + 1]) for t in range(2)], axis=1)
    write(out, "targets", xgb.train({**COMMON, "max_depth": 2}, xgb.DMatrix(x, label=y), 3))
    labels01 = (y > 0).astype(np.float32)
    more = {**COMMON, "max_depth": 2, "objective": "binary:logistic"}
    write(out, "targets-logistic", xgb.train(more, xgb.DMatrix(x, label=labels01), 2))


def main(out):
    out.mkdir(parents=True, exist_ok=True)
    every_objective(out)
    every_option(out)
    early(out)
    two_targets(out)
    if PARTS >= (1, 7):
        import categories

        categories.main(out)
    if PARTS >= (3, 2):
        import vectors

        vectors.main(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
