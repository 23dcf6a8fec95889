"""Models with categorical splits: one-hot, sets, mixed with numbers, and with dictionaries."""

import numpy as np
import xgboost as xgb
from generate import COMMON, PARTS, trained, write
from rows import seeded, table

NAMES = ["", "red", "gr\u00fcn", 'a "b"', "a\\b", "\u65e5\u672c", "blue", "Red", "1", "1.0", " x "]
NUMBERS = {"int8": [-3, 0, 7, 100], "int64": [-(2**40), -1, 5, 2**40]}
NUMBERS.update({"uint8": [0, 9, 200, 255], "int16": [-300, 2, 300]})


def coded(name, sizes, numbers=2, rows=200):
    """Columns of codes, then columns of numbers; some missing."""
    random = seeded(name)
    codes = np.stack([random.integers(0, size, rows) for size in sizes], axis=1).astype(np.float32)
    codes[random.random(codes.shape) < 0.08] = np.nan
    return np.concatenate([codes, table(random, rows, numbers)], axis=1)


def by_code(out, name, kind, sizes, **more):
    x = coded(name, sizes)
    columns = {"feature_types": ["c"] * len(sizes) + ["q"] * 2, "enable_categorical": True}
    more = {"tree_method": "hist", "max_cat_to_onehot": 4, "depth": 3, "rounds": 2, **more}
    write(out, name, trained(name, kind, x=x, columns=columns, **more))


def by_name(out, name, frame, y, **more):
    data = xgb.DMatrix(frame, label=y, enable_categorical=True)
    parameters = {**COMMON, "tree_method": "hist", "max_depth": 3, "max_cat_to_onehot": 3, **more}
    write(out, name, xgb.train(parameters, data, 3))


def dictionaries(out):
    """Data frames with categories by name and by number: the model keeps them (3.1 and later)."""
    import pandas as pd

    random = seeded("names")
    colour, place = random.integers(0, len(NAMES), 200), random.integers(0, 3, 200)
    frame = pd.DataFrame(
        {
            "colour": pd.Categorical.from_codes(np.where(colour == 0, -1, colour), pd.Index(NAMES, dtype=object)),
            "size": table(random, 200, 1)[:, 0],
            "place": pd.Categorical.from_codes(place, pd.Index(["a", "b", "c"], dtype=object)),
        }
    )
    y = (colour % 3) + (place == 1) * 0.7 + np.nan_to_num(frame["size"].to_numpy())
    by_name(out, "names", frame, y)
    columns, y = {}, 0
    for kind, values in NUMBERS.items():
        codes = random.integers(0, len(values), 200)
        y = y + (codes == 1)
        columns[kind] = pd.Categorical.from_codes(codes, pd.Index(np.array(values, dtype=kind)))
    by_name(out, "numbers", pd.DataFrame(columns), y)


def main(out):
    by_code(out, "onehot", "logistic", [5, 3], max_cat_to_onehot=100)
    by_code(out, "sets", "squarederror", [40, 9])
    by_code(out, "mixed", "softprob", [70, 3])
    if PARTS >= (3, 1):
        dictionaries(out)
