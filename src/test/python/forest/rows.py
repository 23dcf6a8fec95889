"""Tables to train on, and rows that lie on a model's thresholds and beyond its categories."""

import zlib

import numpy as np

ENDS = [0.0, -0.0, 1e-45, -1e-45, 1.1754942e-38, 3.4028235e38, -3.4028235e38, np.inf, -np.inf]
CODES = [-1.0, -0.5, -0.0, 0.5, 1.999, 31.0, 32.0, 64.0, 16777215.0, 16777216.0, 3e9, -3e38]


def seeded(name):
    """A generator that gives the same numbers for the same name, everywhere."""
    return np.random.default_rng(zlib.crc32(name.encode()))


def table(random, rows, features, missing=0.1):
    """Coarse values, so that many rows lie exactly on thresholds, with some missing."""
    x = np.round(random.normal(size=(rows, features)), 1).astype(np.float32)
    x[random.random(x.shape) < missing] = np.nan
    return x


def trees(model):
    """The trees of a model's JSON, whatever the layout of DART; none for gblinear."""
    booster = model["learner"]["gradient_booster"]
    booster = booster.get("gbtree", booster)
    return booster["model"].get("trees", [])


def splits(model):
    """(feature, threshold) of the numerical splits, {feature: largest category} of the others."""
    numerical, categorical = [], {}
    for tree in trees(model):
        for node, left in enumerate(tree["left_children"]):
            feature = tree["split_indices"][node]
            if left == -1:
                continue
            if tree["split_type"][node] == 0:
                numerical.append((feature, np.float32(tree["split_conditions"][node])))
        for k, node in enumerate(tree["categories_nodes"]):
            first, size = tree["categories_segments"][k], tree["categories_sizes"][k]
            codes = tree["categories"][first : first + size]
            feature = tree["split_indices"][node]
            categorical[feature] = max(codes + [categorical.get(feature, 0)])
    return numerical, categorical


def one_end(row):
    """Infinities of one sign only: DMatrix takes no others in one row (see expect.py)."""
    if np.isposinf(row).any():
        row[np.isneginf(row)] = -1
    return row


def probes(random, model, features, count):
    """Rows on thresholds, beside them, at the ends of float32; codes of categories and worse."""
    numerical, categorical = splits(model)
    rows = [np.full(features, np.nan), np.zeros(features), np.full(features, -0.0)]
    rows += [np.full(features, np.inf), np.full(features, -np.inf)]
    for i in range(count):
        row = table(random, 1, features)[0]
        some = random.permutation(len(numerical))[: features * 2]
        for feature, threshold in (numerical[s] for s in some):
            with np.errstate(over="ignore", under="ignore", invalid="ignore"):
                near = [threshold, *(np.nextafter(threshold, np.float32(e)) for e in (np.inf, -np.inf))]
            row[feature] = near[random.integers(3)]
        if i % 4 == 0:
            row[random.integers(features)] = ENDS[random.integers(len(ENDS))]
        for feature, largest in sorted(categorical.items()):
            row[feature] = random.integers(largest + 3)
            if random.random() < 0.3:
                row[feature] = CODES[random.integers(len(CODES))]
        if i % 3 == 0:
            row[random.integers(features)] = np.nan
        rows.append(one_end(row))
    return np.array(rows, dtype=np.float32)


def sparse_probes(random, model, features, count):
    """The same for very many features: all missing but for some that the model looks at."""
    numerical, _ = splits(model)
    used = sorted({feature for feature, _ in numerical})
    rows = np.full((count + 1, features), np.nan, dtype=np.float32)
    for row in rows[1:]:
        for feature in used:
            if random.random() < 0.7:
                near = [t for f, t in numerical if f == feature]
                row[feature] = near[random.integers(len(near))]
                if random.random() < 0.5:
                    row[feature] = np.nextafter(row[feature], np.float32(-np.inf))
    return rows
