"""Trains small models with XGBoost and writes down, bit for bit, what it predicts.

Run once for each version of XGBoost (see README.md); needs xgboost and numpy only:

    python generate.py OUT_DIR
    python generate.py --expect OUT_DIR    (once, for files that came without expectations)

Each case gives NAME-VERSION.{json,ubj} and NAME-VERSION.txt. The text file has a line `features F
groups G outputs O`, then for each row a line of three blocks parted by |: the row's values, the
margins, the predictions, all as the hexadecimal bits of float32 (`n` for a missing value).
"""

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import xgboost as xgb

VERSION = xgb.__version__
PARTS = tuple(int(part) for part in VERSION.split(".")[:2])
COMMON = {"nthread": 1, "seed": 7, "verbosity": 0, "tree_method": "exact"}


def bits(values):
    return " ".join("n" if np.isnan(v) else f"{v.view(np.uint32):x}" for v in values)


def table(random, rows, features, missing=0.1):
    """Coarse values, so that many rows lie exactly on thresholds, with some missing."""
    x = np.round(random.normal(size=(rows, features)), 1).astype(np.float32)
    x[random.random(x.shape) < missing] = np.nan
    return x


def thresholds(model):
    """(feature, threshold) of every split."""
    for tree in model["learner"]["gradient_booster"]["model"]["trees"]:
        for node, left in enumerate(tree["left_children"]):
            if left != -1:
                yield tree["split_indices"][node], np.float32(tree["split_conditions"][node])


def probes(random, model, features, count):
    """Rows on thresholds, beside them, and at the ends of float32."""
    splits = list(thresholds(model))
    ends = [0.0, -0.0, 1e-45, -1e-45, 1.1754942e-38, 3.4028235e38, -3.4028235e38, np.inf, -np.inf]
    rows = [np.full(features, np.nan), np.zeros(features), np.full(features, -0.0)]
    rows += [np.full(features, np.inf), np.full(features, -np.inf)]
    for i in range(count):
        row = table(random, 1, features)[0]
        for feature, threshold in random.permutation(np.array(splits, dtype=object))[: features * 2] if splits else []:
            threshold = np.float32(threshold)
            with np.errstate(over="ignore", under="ignore", invalid="ignore"):
                near = [
                    threshold,
                    np.nextafter(threshold, np.float32(np.inf)),
                    np.nextafter(threshold, np.float32(-np.inf)),
                ]
            row[int(feature)] = near[random.integers(3)]
        if i % 4 == 0:
            row[random.integers(features)] = ends[random.integers(len(ends))]
        if i % 3 == 0:
            row[random.integers(features)] = np.nan
        rows.append(row)
    return np.array(rows, dtype=np.float32)


def as_rows(values, rows):
    return np.asarray(values, dtype=np.float32).reshape(rows, -1)


def saved(booster, form):
    if PARTS >= (1, 6):
        return bytes(booster.save_raw(form))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"model.{form}"
        booster.save_model(str(file))
        return file.read_bytes()


def predicted(booster, x):
    """Margins and predictions, by both of libxgboost's ways; only one of them takes infinity."""
    margins = as_rows(booster.inplace_predict(x, predict_type="margin"), len(x))
    predictions = as_rows(booster.inplace_predict(x), len(x))
    finite = ~np.isinf(x).any(axis=1)
    matrix = xgb.DMatrix(x[finite])
    for other, ours in (
        (booster.predict(matrix, output_margin=True), margins),
        (booster.predict(matrix), predictions),
    ):
        same = as_rows(other, int(finite.sum())).view(np.uint32) == ours[finite].view(np.uint32)
        assert same.all(), "DMatrix and inplace differ"
    return margins, predictions


def write(out, name, booster, x, formats):
    stem = f"{name}-{VERSION}"
    for form in formats:
        (out / f"{stem}.{form}").write_bytes(saved(booster, form))
    if PARTS >= (1, 6):
        expect(out, stem, booster, x)


def expect(out, stem, booster, x):
    margins, predictions = predicted(booster, x)
    lines = [f"features {x.shape[1]} groups {margins.shape[1]} outputs {predictions.shape[1]}"]
    for row, margin, prediction in zip(x, margins, predictions):
        lines.append(" | ".join((bits(row), bits(margin), bits(prediction))))
    (out / f"{stem}.txt").write_text("\n".join(lines) + "\n")


def expect_of_others(out):
    """What this version predicts with files that came without expectations."""
    for file in sorted(out.iterdir()):
        if file.suffix != ".txt" and not (out / f"{file.stem}.txt").exists():
            booster = xgb.Booster({"nthread": 1})
            booster.load_model(bytearray(file.read_bytes()))
            model = json.loads(saved(booster, "json"))
            features = booster.num_features()
            expect(out, file.stem, booster, probes(np.random.default_rng(features), model, features, 15))


def trained(objective, features=4, rounds=5, depth=3, rows=200, classes=0, targets=0, **more):
    random = np.random.default_rng(len(objective) * 1000 + features)
    x = table(random, rows, features)
    score = np.nan_to_num(x).sum(axis=1) + random.normal(size=rows) * 0.3
    if targets:
        y = np.stack([score * (t + 1) + np.nan_to_num(x[:, t % features]) for t in range(targets)], axis=1)
    elif classes:
        y = np.digitize(score, np.quantile(score, np.linspace(0, 1, classes + 1)[1:-1]))
    else:
        y = score
    if objective == "binary:logistic":
        y = (y > 0).astype(np.float32)
    parameters = {**COMMON, "objective": objective, "max_depth": depth, **more}
    if classes:
        parameters["num_class"] = classes
    booster = xgb.train(parameters, xgb.DMatrix(x, label=y), rounds)
    return booster, random


def loaded(model):
    booster = xgb.Booster({"nthread": 1})
    booster.load_model(bytearray(json.dumps(model).encode()))
    return booster


def odd(booster):
    """The same model with the thresholds, leaves and shapes that training seldom gives."""
    model = json.loads(saved(booster, "json"))
    trees = model["learner"]["gradient_booster"]["model"]["trees"]
    values = [0.0, -0.0, 1e-45, -1e-45, 1e38, -1e38, np.inf, -np.inf, np.nan, 0.30000001192092896]
    at = 0
    for number, tree in enumerate(trees):
        for node, left in enumerate(tree["left_children"]):
            if left != -1:
                tree["split_conditions"][node] = float(np.float32(values[at % len(values)]))
                tree["default_left"][node] = at // 3 % 2
                at += 1
            elif number % 3 == 0:
                tree["split_conditions"][node] = -0.0
    return loaded(model)


def main(out):
    out.mkdir(parents=True, exist_ok=True)
    newest = PARTS >= (3, 2)

    def case(name, trained_pair, rows, formats=("ubj",)):
        booster, random = trained_pair
        model = json.loads(saved(booster, "json"))
        features = int(model["learner"]["learner_model_param"]["num_feature"])
        if PARTS < (1, 6):
            formats = ("json",)
        write(out, name, booster, probes(random, model, features, rows), formats)

    case("squarederror", trained("reg:squarederror", rounds=4), 25, ("json", "ubj") if newest else ("json",))
    case("logistic", trained("binary:logistic", rounds=9), 50)
    case("softprob", trained("multi:softprob", classes=3, rounds=2), 25, ("json", "ubj"))
    case("softmax", trained("multi:softmax", classes=4, rounds=2), 25)
    case("forest", trained("reg:squarederror", num_parallel_tree=3, subsample=0.7, rounds=2), 20)
    case("base-score", trained("binary:logistic", rounds=2, base_score=0.123456789), 20)
    if PARTS >= (2, 0):
        case("targets", trained("reg:squarederror", targets=2, rounds=3), 20)
    if not newest:
        return

    case("single-leaf", trained("binary:logistic", depth=1, gamma=1e9, rounds=3), 5, ("json", "ubj"))
    case("no-trees", trained("multi:softprob", classes=3, rounds=0), 5)
    case(
        "lossguide",
        trained("reg:squarederror", depth=0, max_leaves=40, tree_method="hist", grow_policy="lossguide", rows=600),
        40,
    )
    case("pruned", trained("reg:squarederror", depth=5, gamma=3.0, rounds=4), 30)
    case("many-trees", trained("binary:logistic", depth=2, rounds=21, eta=0.1), 40)
    case("wide", trained("binary:logistic", features=60, rounds=8, depth=4), 6)
    booster, random = trained("reg:squarederror", rounds=12)
    odd_booster = odd(booster)
    x = probes(random, json.loads(odd_booster.save_raw("json")), 4, 150)
    write(out, "odd", odd_booster, x, ("json", "ubj"))

    # Margins far out, where the link functions saturate, and the two floats whose exponential
    # depends on fused arithmetic: a tree that is one leaf, moved by base_score.
    booster, _ = trained("binary:logistic", depth=1, gamma=1e9, rounds=1)
    for number, leaf in enumerate((-32.564632, 63.09946, -88.69, -88.8, 104.0, -1e30, 17.0)):
        model = json.loads(saved(booster, "json"))
        tree = model["learner"]["gradient_booster"]["model"]["trees"][0]
        tree["split_conditions"][0] = float(np.float32(leaf))
        base = model["learner"]["learner_model_param"]
        base["base_score"] = "[5E-1]" if base["base_score"].startswith("[") else "5E-1"
        write(out, f"far-{number}", loaded(model), np.zeros((1, 4), dtype=np.float32), ("ubj",))

    for number, score in enumerate((0.0, 1e-7, 0.9999999, 1.0)):  # 3.2 clamps it
        model = json.loads(saved(booster, "json"))
        model["learner"]["learner_model_param"]["base_score"] = f"[{score!r}]"
        write(out, f"clamped-{number}", loaded(model), np.zeros((1, 4), dtype=np.float32), ("json",))


if __name__ == "__main__":
    if sys.argv[1] == "--expect":
        expect_of_others(Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]))
