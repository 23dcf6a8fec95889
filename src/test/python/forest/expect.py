"""Writes down, bit for bit, what libxgboost gives for the model files of a folder.

    python expect.py OUT_DIR      with the newest version, then with 3.0.5 for the old formats

For each NAME-VERSION.* without NAME-VERSION.txt it writes that file, if this version of XGBoost can
load one of the forms (all forms of one name are the same model). Every further form that can be
loaded must give the same bits. The layout of the files is in README.md.
"""

import json
import struct
import sys
from pathlib import Path

import numpy as np
import xgboost as xgb
from pickled import booster_of
from rows import probes, seeded, sparse_probes, trees

PARTS = tuple(int(part) for part in xgb.__version__.split(".")[:2])
NEWEST = tuple(int(part) for part in xgb.__version__.split(".")[:2]) >= (3, 4)
EXPLAINED = (
    "squarederror-3.4.1 logistic-base-3.4.1 softprob-3.4.1 forest-3.4.1 forest-softprob-3.4.1 targets-3.4.1 "
    "dart-1.0.2 dart-3.2.0 dart-3.3.0 dart-3.4.1 dart-softprob-3.4.1 onehot-3.4.1 sets-3.4.1 mixed-3.4.1 "
    "names-3.4.1 gblinear-3.4.1 gblinear-softprob-3.4.1 poisson-base-3.4.1 vector-3.4.1 "
    "lossguide-3.2.0 wide-3.2.0 single-leaf-3.2.0 long-path-3.4.1 chain-3.4.1 zero-cover-3.4.1"
).split()
COUNTS = {"odd": 100, "lossguide": 30, "chain": 40, "logistic": 25, "wide": 6, "many-features": 8, "long-path": 20}
COUNTS.update({"mixed": 40, "sets": 40, "onehot": 30, "names": 30, "numbers": 30, "thousand-trees": 1})


def bits(values):
    return " ".join("n" if np.isnan(v) else f"{v.view(np.uint32):x}" for v in values)


def sparse_bits(values):
    present = np.flatnonzero(~np.isnan(values))
    return " ".join(f"{i}:{values[i].view(np.uint32):x}" for i in present) or "n"


def decimals(values):
    return " ".join(f"{v:.9g}" for v in np.asarray(values).ravel())


class Oracle:
    """A loaded model and the one true way of asking it: through DMatrix, row by row."""

    def __init__(self, file, content):
        self.booster, old = load(file, content)
        self.model = json.loads(bytes(self.booster.save_raw("json")))
        learner = self.model["learner"]["learner_model_param"]
        self.features = int(learner["num_feature"])
        groups = max(int(learner["num_class"]), int(learner.get("num_target", 1)), 1)
        self.trees = len(trees(self.model))
        self.margin = None if old is None else np.full((1, groups), old, dtype=np.float32)

    def ask(self, x, **what):
        """DMatrix takes an infinity only while the missing value is another one."""
        answers = []
        for row in x:
            missing = -np.inf if np.isposinf(row).any() else np.inf
            matrix = xgb.DMatrix(row.reshape(1, -1), missing=missing, nthread=1)
            if self.margin is not None:
                matrix.set_base_margin(self.margin)
            answer = self.booster.predict(matrix, validate_features=False, **what)
            answers.append(np.asarray(answer, dtype=np.float32).reshape(-1))
        return np.array(answers)

    def both(self, x, **what):
        return self.ask(x, output_margin=True, **what), self.ask(x, **what)

    def leaves(self, x):
        return self.ask(x, pred_leaf=True).astype(np.int64)


def load(file, content):
    """The booster, and the margin that a file of XGBoost before 1.0 stores as base_score."""
    booster = xgb.Booster({"nthread": 1})
    if PARTS >= (3, 1) and b'"gblinear"' in content and b"boosted_rounds" not in content:
        raise ValueError("from 3.1 on, base_score is then taken for a margin")
    if file.suffix == ".pkl":
        content = booster_of(content)
    elif file.suffix != ".snapshot":
        booster.load_model(bytearray(content))
        return booster, old_margin(content) if file.suffix in (".bin", ".binf") else None
    if content[:1] == b"{" or content[:14] == b"CONFIG-offset:":
        booster.__setstate__({"handle": bytearray(content)})
        booster.set_param({"nthread": 1})
        return booster, None
    booster.load_model(bytearray(content))
    return booster, old_margin(content)


def old_margin(content):
    start = 4 if content[:4] == b"binf" else 0
    base_score, major = struct.unpack_from("<f16xI", content, start)
    return base_score if major == 0 else None


def name_of(stem):
    return stem.rsplit("-", 1)[0]


def written_by_newer(stem):
    """Older versions misread newer files in silence: 3.0 takes a base_score of 3.1 for 0.5."""
    parts = stem.rsplit("-", 1)[1].split(".")
    return parts[0].isdigit() and tuple(int(part) for part in parts[:2]) > PARTS


def rows_for(stem, oracle):
    random, count = seeded(stem), COUNTS.get(name_of(stem), 9)
    if oracle.features > 1000:
        return sparse_probes(random, oracle.model, oracle.features, count)
    return probes(random, oracle.model, oracle.features, count)


def expectation(oracle, x):
    margins, predictions = oracle.both(x)
    shape = (oracle.features, margins.shape[1], predictions.shape[1], oracle.trees)
    lines = ["features %d groups %d outputs %d trees %d" % shape]
    leaves = oracle.leaves(x) if oracle.trees else None
    for i in range(len(x)):
        blocks = [sparse_bits(x[i]) if oracle.features > 1000 else bits(x[i])]
        blocks += [bits(margins[i]), bits(predictions[i])]
        if oracle.trees:
            blocks.append(" ".join(str(leaf) for leaf in leaves[i]))
        lines.append(" | ".join(blocks))
    return "\n".join(lines) + "\n"


def best_expectation(oracle, x):
    """Predictions with the trees up to the best iteration only."""
    best = int(oracle.booster.attributes()["best_iteration"])
    margins, predictions = oracle.both(x, iteration_range=(0, best + 1))
    lines = [f"best_iteration {best}"]
    lines += [" | ".join((bits(r), bits(m), bits(p))) for r, m, p in zip(x, margins, predictions)]
    return "\n".join(lines) + "\n"


def explained(oracle, x, **what):
    """One kind of contributions, or nothing where libxgboost has none for this kind of model."""
    try:
        return oracle.ask(x, **what)
    except xgb.core.XGBoostError:
        return [[]] * len(x)


def contributions(oracle, x, groups):
    """SHAP values, Saabas values and, for few features, SHAP interactions."""
    x = x[~np.isinf(x).any(axis=1)][:: max(1, len(x) // 8)][:8]
    asked = [
        explained(oracle, x, pred_contribs=True),
        explained(oracle, x, pred_contribs=True, approx_contribs=True),
        explained(oracle, x, pred_interactions=True) if oracle.features <= 8 else [[]] * len(x),
    ]
    lines = [f"features {oracle.features} groups {groups}"]
    for i, row in enumerate(x):
        lines.append(" | ".join([bits(row)] + [decimals(answer[i]) for answer in asked]))
    return "\n".join(lines) + "\n"


def forms(out):
    """Every model of the folder: its name with version, and its files; those with text first."""
    found = {}
    for file in sorted(out.iterdir()):
        if not file.name.endswith(".txt"):
            found.setdefault(file.stem, []).append(file)
    return {stem: sorted(files, key=lambda f: f.suffix not in (".json", ".ubj")) for stem, files in found.items()}


def write(out, stem, oracle):
    x = rows_for(stem, oracle)
    text = expectation(oracle, x)
    (out / f"{stem}.txt").write_text(text)
    if "best_iteration" in oracle.booster.attributes() and stem.startswith("early"):
        (out / f"{stem}.best.txt").write_text(best_expectation(oracle, x))
    if NEWEST and stem in EXPLAINED:
        (out / f"{stem}.shap.txt").write_text(contributions(oracle, x, int(text.split()[3])))
    return text


def main(out):
    for stem, files in forms(out).items():
        for file in files if not written_by_newer(stem) else []:
            expected = out / f"{stem}.txt"
            try:
                oracle = Oracle(file, file.read_bytes())
            except (xgb.core.XGBoostError, ValueError) as e:
                if not NEWEST or file.suffix in (".json", ".ubj"):
                    print(f"{file.name} not loaded:", next(line for line in str(e).splitlines() if line)[:150])
                continue
            if not expected.exists():
                write(out, stem, oracle)
            elif expectation(oracle, rows_for(stem, oracle)) != expected.read_text():
                print(f"{file.name}: {xgb.__version__} gives other bits")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
