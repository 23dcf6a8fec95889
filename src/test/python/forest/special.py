"""Models of unusual shape: trained ones that are long, wide or empty, and ones changed by hand.

    python special.py OUT_DIR      with 3.2.0 and with 3.4.1, each of which writes its own half
"""

import json
import sys
from pathlib import Path

import numpy as np
import xgboost as xgb
from generate import PARTS, saved, trained, write, write_old
from rows import seeded, table

BOTH = ("json", "ubj")
TREE = "gradient_booster"
WIDE = ([0, 65535, 65536, 65537, 69999], [16383, 16384, 32767, 32768, 69998], [1, 131, 255, 256, 66000])


def loaded(model):
    booster = xgb.Booster({"nthread": 1})
    booster.load_model(bytearray(json.dumps(model).encode()))
    return booster


def model_of(booster):
    return json.loads(saved(booster, "json"))


def trees_of(model):
    return model["learner"][TREE]["model"]["trees"]


def odd(booster):
    """The same model with the thresholds, leaves and shapes that training seldom gives."""
    model = model_of(booster)
    values = [0.0, -0.0, 1e-45, -1e-45, 1e38, -1e38, np.inf, -np.inf, np.nan, 0.30000001192092896]
    at = 0
    for number, tree in enumerate(trees_of(model)):
        for node, left in enumerate(tree["left_children"]):
            if left != -1:
                tree["split_conditions"][node] = float(np.float32(values[at % len(values)]))
                tree["default_left"][node] = at // 3 % 2
                at += 1
            elif number % 3 == 0:
                tree["split_conditions"][node] = -0.0
    return loaded(model)


def one_leaf(objective, leaf, base_score):
    """One tree that is one leaf, moved by base_score."""
    model = model_of(trained("far", objective, depth=1, gamma=1e9, rounds=1))
    trees_of(model)[0]["split_conditions"][0] = float(np.float32(leaf))
    model["learner"]["learner_model_param"]["base_score"] = base_score
    return loaded(model)


def first_half(out):
    """What 3.2.0 writes."""
    write(out, "single-leaf", trained("single-leaf", "logistic", depth=1, gamma=1e9), BOTH)
    write(out, "no-trees", trained("no-trees", "softprob", rounds=0), ("ubj",))
    grown = {"depth": 0, "max_leaves": 40, "tree_method": "hist", "grow_policy": "lossguide", "rows": 600}
    write(out, "lossguide", trained("lossguide", "squarederror", rounds=2, **grown), ("ubj",))
    write(out, "pruned", trained("pruned", "squarederror", depth=5, gamma=3.0, rounds=3), ("ubj",))
    write(out, "wide", trained("wide", "logistic", features=60, rounds=8, depth=4), ("ubj",))
    write(out, "odd", odd(trained("odd", "squarederror", depth=3, rounds=8)), BOTH)
    # Margins far out, where the link functions saturate, and the two floats whose exponential
    # depends on fused arithmetic.
    for number, leaf in enumerate((-32.564632, 63.09946, -88.69, -88.8, 104.0, -1e30, 17.0)):
        write(out, f"far-{number}", one_leaf("logistic", leaf, "[5E-1]"), ("ubj",))
    for number, leaf in enumerate((32.564632, -63.09946, 88.72283, 88.72284, -103.9, 1e30)):
        write(out, f"far-poisson-{number}", one_leaf("poisson", leaf, "[1E0]"), ("ubj",))
    for number, score in enumerate((0.0, 1e-7, 0.9999999, 1.0)):  # 3.2 clamps it
        model = model_of(trained("clamped", "logistic", rounds=1))
        model["learner"]["learner_model_param"]["base_score"] = f"[{score!r}]"
        write(out, f"clamped-{number}", loaded(model), ("json",))


def chain_tree(length, features, random):
    """A tree in which every node but the last has a leaf on one side, by turns."""
    tree = {name: [] for name in ("left_children", "right_children", "parents", "split_indices")}
    tree.update({name: [] for name in ("split_conditions", "default_left", "base_weights", "loss_changes")})
    tree.update({"sum_hessian": [], "split_type": []})
    tree.update({name: [] for name in ("categories", "categories_nodes", "categories_segments", "categories_sizes")})

    def node(parent, cover):
        for name in ("left_children", "right_children"):
            tree[name].append(-1)
        for name in ("split_indices", "default_left", "split_type"):
            tree[name].append(0)
        leaf = float(np.float32(random.normal()))
        for name in ("split_conditions", "base_weights"):
            tree[name].append(leaf)
        tree["parents"].append(parent)
        tree["loss_changes"].append(0.0)
        tree["sum_hessian"].append(float(np.float32(cover)))
        return len(tree["parents"]) - 1

    at, cover = node(2147483647, length + 1.0), length + 1.0
    for level in range(length):
        left, right = node(at, 1.0), node(at, cover - 1)
        if level % 3 == 1:  # the chain goes on to the left
            tree["sum_hessian"][left], tree["sum_hessian"][right] = cover - 1, 1.0
        tree["left_children"][at], tree["right_children"][at] = left, right
        tree["split_indices"][at] = level % features
        tree["split_conditions"][at] = float(np.float32(random.normal() * 0.3 + (1.5 if level % 3 == 1 else -1.5)))
        tree["default_left"][at] = int(level % 3 == 1 if level % 7 else level % 3 != 1)
        at, cover = (left if level % 3 == 1 else right), cover - 1
    size = str(len(tree["parents"]))
    tree["tree_param"] = {"num_deleted": "0", "num_feature": str(features), "num_nodes": size, "size_leaf_vector": "1"}
    return tree


def with_trees(trees, features):
    """A squarederror model of these trees."""
    model = model_of(trained("by-hand", "squarederror", rounds=1))
    inner = model["learner"][TREE]["model"]
    for number, tree in enumerate(trees):
        tree["id"] = number
    inner["trees"], inner["tree_info"] = trees, [0] * len(trees)
    inner["iteration_indptr"] = list(range(len(trees) + 1))
    inner["gbtree_model_param"]["num_trees"] = str(len(trees))
    model["learner"]["learner_model_param"]["num_feature"] = str(features)
    model["learner"]["feature_names"], model["learner"]["feature_types"] = [], []
    return loaded(model)


def second_half(out):
    """What 3.4.1 writes."""
    random = seeded("chain")
    write(out, "chain", with_trees([chain_tree(60, 5, random) for _ in range(2)], 5), BOTH)
    write(out, "long-path", with_trees([chain_tree(30, 24, random)], 24), ("ubj",))
    zero = chain_tree(4, 3, random)
    zero["sum_hessian"] = [5.0, 0.0, 5.0, 5.0, 0.0, 0.0, 5.0, 2.0, 3.0]
    write(out, "zero-cover", with_trees([zero], 3), ("json",))
    far = [chain_tree(5, 1, random) for _ in WIDE]
    for tree, features in zip(far, WIDE):
        for node, left in enumerate(tree["left_children"]):
            tree["split_indices"][node] = 0 if left == -1 else features[node // 2]
    write(out, "many-features", with_trees(far, 70000), BOTH)
    linear_averages(out)


def linear_averages(out):
    """A base_score of its own for each class, of which libxgboost starts all groups from the first."""
    random = seeded("gblinear-averages")
    x = table(random, 120, 4)
    y = random.choice(3, 120, p=[0.6, 0.3, 0.1])
    parameters = {"booster": "gblinear", "objective": "multi:softprob", "num_class": 3, "nthread": 1, "seed": 7}
    write(out, "gblinear-averages", xgb.train(parameters, xgb.DMatrix(x, label=y), 2))


def thousand(out):
    """1,030 trees in the smallest form there is: the old binary of 2.1.4."""
    booster = trained("thousand-trees", "logistic", rounds=1030, depth=1, eta=0.05, gamma=2.5)
    write_old(out, "thousand-trees-2.1.4", saved(booster, "deprecated"))


if __name__ == "__main__":
    halves = {(3, 2): first_half, (3, 4): second_half, (2, 1): thousand}
    if PARTS in halves:
        halves[PARTS](Path(sys.argv[1]))
