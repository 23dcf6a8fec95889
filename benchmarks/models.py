"""Makes the models that all benchmarks share, the rows they score and what libxgboost says of them.

    models.py FOLDER [NAME...]

For each model NAME the folder gets
    NAME.ubj              XGBoost's UBJSON
    NAME.bin              the old binary format, for H2O's predictor; not with categories
    NAME.onnx             for ONNX Runtime; not with categories, which onnxmltools refuses
    NAME.trees            for the naive walker, see write_trees
    NAME.rows.f32         rows, row-major, raw little-endian float32, NaN where a value is missing
    NAME.predictions.f32  what libxgboost says of these rows …
    NAME.margins.f32      … and before the link function; for whoever looks for a difference
    NAME.tsv              the line of the model in models.tsv
and models.tsv names every model that is there: name, features, outputs, trees, nodes.

Targets are noise, so that every tree grows to its full depth. Seeds are fixed. What is there
already is not made again: delete the folder to start anew.
"""

import json
import math
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxmltools
import xgboost as xgb
from onnxmltools.convert.common.data_types import FloatTensorType

ROWS = 4096


@dataclass(frozen=True)
class Recipe:
    name: str
    trees: int  # rounds; a model of several classes has as many trees in each
    depth: int
    features: int
    train: int  # training rows: enough to fill trees of this depth
    missing: float = 0.0  # share of values
    classes: int = 2
    categories: tuple[int, ...] = ()  # of the first features; the others are numbers
    peers: bool = True  # whether other formats are written


RECIPES = (
    Recipe("100x6x20", trees=100, depth=6, features=20, train=20_000),
    Recipe("500x8x30", trees=500, depth=8, features=30, train=30_000),
    Recipe("1000x4x100", trees=1000, depth=4, features=100, train=10_000),
    Recipe("300x10x50-missing", trees=300, depth=10, features=50, train=60_000, missing=0.1),
    Recipe("10-classes", trees=100, depth=6, features=20, train=20_000, classes=10),
    # 4 and 6 categories split one against the rest, 40 and 200 as sets.
    Recipe(
        "categories",
        trees=200,
        depth=6,
        features=20,
        train=20_000,
        categories=(4, 6, 4, 6, 40, 200, 40, 200),
    ),
    # For loading only: about 50 MB of UBJSON.
    Recipe("50mb", trees=1640, depth=10, features=30, train=30_000, peers=False),
)


def rows_of(recipe: Recipe, count: int, random: np.random.Generator) -> np.ndarray:
    rows = random.standard_normal((count, recipe.features), dtype=np.float32)
    for feature, categories in enumerate(recipe.categories):
        rows[:, feature] = random.integers(0, categories, count)
    if recipe.missing:
        rows[random.random(rows.shape) < recipe.missing] = np.nan
    return rows


def types(recipe: Recipe) -> list[str]:
    numbers = recipe.features - len(recipe.categories)
    return ["c"] * len(recipe.categories) + ["q"] * numbers


def train(recipe: Recipe, rows: np.ndarray, random: np.random.Generator) -> xgb.Booster:
    target = random.integers(0, recipe.classes, len(rows))
    data = xgb.DMatrix(
        rows,
        target,
        feature_types=types(recipe) if recipe.categories else None,
        enable_categorical=bool(recipe.categories),
    )
    parameters = {
        "max_depth": recipe.depth,
        "eta": 0.1,
        "min_child_weight": 0,
        "max_cat_to_onehot": 8,
        "seed": 7,
        "nthread": 1,  # the same sums, so the same trees, on every machine
    }
    if recipe.classes > 2:
        parameters |= {"objective": "multi:softprob", "num_class": recipe.classes}
    else:
        parameters |= {"objective": "binary:logistic"}
    return xgb.train(parameters, data, recipe.trees)


def write_onnx(booster: xgb.Booster, features: int, file: Path) -> None:
    shape = [("row", FloatTensorType([None, features]))]
    onnx = onnxmltools.convert_xgboost(booster, initial_types=shape, target_opset=15)
    file.write_bytes(onnx.SerializeToString())


def write_trees(booster: xgb.Booster, file: Path) -> None:
    """Little-endian ints, floats by their bits: the number of groups and their base margins, the
    number of trees, and for each tree its group, its number of nodes, and for each node: feature,
    left and right child (-1 in a leaf), whether missing goes left, threshold or leaf value, the
    number of categories that go right, these."""
    learner = json.loads(booster.save_raw("json"))["learner"]
    parameters = learner["learner_model_param"]
    groups = max(1, int(parameters["num_class"]))
    base = float(parameters["base_score"])
    base = base if groups > 1 else math.log(base / (1 - base))
    model = learner["gradient_booster"]["model"]
    ints = [np.int32([groups]), np.float32([base] * groups), np.int32([len(model["trees"])])]
    for group, tree in zip(model["tree_info"], model["trees"], strict=True):
        ints.append(np.int32([group, len(tree["left_children"])]))
        of_node = dict(zip(tree["categories_nodes"], range(len(tree["categories_nodes"]))))
        for node, left in enumerate(tree["left_children"]):
            right = tree["right_children"][node]
            feature = tree["split_indices"][node]
            ints.append(np.int32([feature, left, right, tree["default_left"][node]]))
            ints.append(np.float32([tree["split_conditions"][node]]))
            categories = []
            if node in of_node:
                start = tree["categories_segments"][of_node[node]]
                size = tree["categories_sizes"][of_node[node]]
                categories = tree["categories"][start : start + size]
            ints.append(np.int32([len(categories), *categories]))
    file.write_bytes(b"".join(part.astype(part.dtype.newbyteorder("<")).tobytes() for part in ints))


def make(recipe: Recipe, folder: Path) -> None:
    started = time.monotonic()
    random = np.random.default_rng(20260101)
    booster = train(recipe, rows_of(recipe, recipe.train, random), random)
    rows = rows_of(recipe, ROWS, random)
    booster.save_model(folder / f"{recipe.name}.ubj")
    if recipe.peers:
        write_trees(booster, folder / f"{recipe.name}.trees")
    if recipe.peers and not recipe.categories:
        old = booster.save_raw(raw_format="deprecated")
        (folder / f"{recipe.name}.bin").write_bytes(old)
        write_onnx(booster, recipe.features, folder / f"{recipe.name}.onnx")
    data = xgb.DMatrix(
        rows,
        feature_types=types(recipe) if recipe.categories else None,
        enable_categorical=bool(recipe.categories),
    )
    rows.astype("<f4").tofile(folder / f"{recipe.name}.rows.f32")
    margins = booster.predict(data, output_margin=True)
    margins.astype("<f4").tofile(folder / f"{recipe.name}.margins.f32")
    predictions = booster.predict(data)
    predictions.astype("<f4").tofile(folder / f"{recipe.name}.predictions.f32")
    outputs = predictions.size // ROWS
    trees = booster.get_dump()
    nodes = sum(tree.count("\n") for tree in trees)
    # The last file: a model without it is made again.
    line = f"{recipe.name}\t{recipe.features}\t{outputs}\t{len(trees)}\t{nodes}\n"
    (folder / f"{recipe.name}.tsv").write_text(line)
    megabytes = (folder / f"{recipe.name}.ubj").stat().st_size / 1e6
    seconds = time.monotonic() - started
    print(f"{recipe.name}: {nodes} nodes, {megabytes:.1f} MB, {seconds:.0f} s", file=sys.stderr)


def main(folder: Path, names: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for recipe in RECIPES:
        wanted = not names or recipe.name in names
        if wanted and not (folder / f"{recipe.name}.tsv").exists():
            make(recipe, folder)
    there = [folder / f"{recipe.name}.tsv" for recipe in RECIPES]
    lines = [file.read_text() for file in there if file.exists()]
    (folder / "models.tsv").write_text("name\tfeatures\toutputs\ttrees\tnodes\n" + "".join(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
