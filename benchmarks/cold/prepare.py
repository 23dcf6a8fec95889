"""Files of models that contenders need: ONNX for ONNX Runtime, and one model in several sizes.

    prepare.py MODEL LARGE FOLDER

MODEL is the model that every contender serves, LARGE the model of 50 MB that models.py makes, of
which the smaller ones are the first rounds.
"""

import json
import sys
from pathlib import Path

import onnxmltools
import xgboost as xgb
from onnxmltools.convert.common.data_types import FloatTensorType

MEGABYTES = (1, 10)


def convert(source: Path, target: Path) -> None:
    booster = xgb.Booster(model_file=source)
    inputs = [("input", FloatTensorType([None, booster.num_features()]))]
    # The converter knows features by their numbers only.
    booster.feature_names = [f"f{i}" for i in range(booster.num_features())]
    target.write_bytes(onnxmltools.convert_xgboost(booster, "m", inputs).SerializeToString())


def main(model: Path, large: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    convert(model, folder / "model.onnx")
    booster = xgb.Booster(model_file=large)
    size = large.stat().st_size / booster.num_boosted_rounds()
    for megabytes in MEGABYTES:
        # Later trees are larger: once by the mean size, and again by what that gave.
        for _ in range(2):
            rounds = round(megabytes * 1e6 / size)
            raw = booster[:rounds].save_raw("ubj")
            size = len(raw) / rounds
        (folder / f"{megabytes}mb.ubj").write_bytes(raw)
    row = [round((i * 37 % 100) / 25 - 2, 2) for i in range(booster.num_features())]
    (folder / "row.json").write_text(json.dumps(row))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
