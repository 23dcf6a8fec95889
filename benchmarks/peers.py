"""The peers that Python has, on the files that the Java benchmarks use, one thread each.

    peers.py MODELS [REGEX]

Prints Markdown: µs a row one at a time and in batches of 4096, and how many rows a second
libxgboost explains (`pred_contribs`), in time that the thread had a processor. Every peer must
first say what libxgboost 3.0 said when the models were made; libxgboost itself to the bit.
"""

import contextlib
import csv
import re
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime
import tl2cgen
import treelite
import xgboost as xgb

TOLERANCE = 1e-5
BATCH = 4096
REPEATS = 9
SECONDS = 0.15  # of each repeat
TOO_LARGE_TO_COMPILE = 200_000  # nodes
EXPLAINED = 64  # rows in a call

# What scores rows: an array of rows in, their predictions out.
Score = Callable[[np.ndarray], np.ndarray]


class Unable(Exception):
    """Why a peer cannot do a model."""


class Sample:
    def __init__(self, folder: Path, line: dict[str, str]):
        self.folder, self.name, self.nodes = folder, line["name"], int(line["nodes"])
        self.rows = self.floats("rows").reshape(-1, int(line["features"]))
        self.expected = self.floats("predictions").reshape(len(self.rows), -1)

    def floats(self, kind: str) -> np.ndarray:
        return np.fromfile(self.file(f".{kind}.f32"), dtype="<f4")

    def file(self, ending: str) -> Path:
        return self.folder / f"{self.name}{ending}"


def booster(sample: Sample) -> xgb.Booster:
    return xgb.Booster({"nthread": 1}, model_file=sample.file(".ubj"))


def xgboost_inplace(sample: Sample) -> Score:
    model = booster(sample)
    return lambda rows: model.inplace_predict(rows)


def xgboost_matrix(sample: Sample) -> Score:
    model = booster(sample)
    return lambda rows: model.predict(xgb.DMatrix(rows, nthread=1))


def onnx(sample: Sample) -> Score:
    if not sample.file(".onnx").exists():
        raise Unable("onnxmltools cannot convert it")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        sample.file(".onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    single = sample.expected.shape[1] == 1

    def score(rows: np.ndarray) -> np.ndarray:
        probabilities = session.run(["probabilities"], {"row": rows})[0]
        return probabilities[:, 1] if single else probabilities

    return score


def load_treelite(sample: Sample) -> treelite.Model:
    try:
        return treelite.frontend.load_xgboost_model(sample.file(".ubj"))
    except treelite.TreeliteError as e:
        raise Unable(f"treelite does not load it: {str(e).splitlines()[0]}") from e


def gtil(sample: Sample) -> Score:
    model = load_treelite(sample)
    return lambda rows: treelite.gtil.predict(model, rows, nthread=1)


def compiled(sample: Sample) -> Score:
    if sample.nodes > TOO_LARGE_TO_COMPILE or sample.name == "categories":
        raise Unable("gcc takes many minutes over it")
    if not shutil.which("gcc"):
        raise Unable("there is no gcc to compile it")
    library = sample.file(".tl2cgen.so")
    if not library.exists():
        started = time.monotonic()
        model = load_treelite(sample)
        with contextlib.redirect_stdout(sys.stderr):
            tl2cgen.export_lib(model, "gcc", library, params={"parallel_comp": 16}, nthread=1)
        seconds = time.monotonic() - started
        print(f"{sample.name}: tl2cgen and gcc took {seconds:.0f} s", file=sys.stderr)
    predictor = tl2cgen.Predictor(library, nthread=1)
    return lambda rows: predictor.predict(tl2cgen.DMatrix(rows))


PEERS = {
    "libxgboost inplace": (xgboost_inplace, True),
    "libxgboost DMatrix": (xgboost_matrix, True),
    "ONNX Runtime": (onnx, False),
    "treelite GTIL": (gtil, False),
    "tl2cgen": (compiled, False),
}


def check(sample: Sample, name: str, found: np.ndarray, exact: bool) -> str:
    found = np.asarray(found, dtype=np.float32).reshape(sample.expected.shape)
    if np.array_equal(found.view(np.int32), sample.expected.view(np.int32)):
        return "every bit"
    difference = np.abs(found - sample.expected).max()
    if exact or not difference <= TOLERANCE:
        sys.exit(f"{sample.name}: {name} differs from libxgboost by up to {difference}")
    return f"within {difference:.2g}"


def micros(call: Callable[[np.ndarray], object], batches: list[np.ndarray]) -> float:
    """Median microseconds of a call; the calls rotate through the batches."""
    calls, elapsed = 1, 0.0
    while elapsed < SECONDS:  # warm, and how many calls fill a repeat
        calls *= 2 if elapsed < SECONDS / 4 else max(2, round(SECONDS / elapsed))
        elapsed = repeat(call, batches, calls)
    return statistics.median(repeat(call, batches, calls) for _ in range(REPEATS)) / calls * 1e6


def repeat(call: Callable, batches: list[np.ndarray], calls: int) -> float:
    started = time.thread_time()
    for i in range(calls):
        call(batches[i % len(batches)])
    return time.thread_time() - started


def explained(sample: Sample) -> float:
    """Rows a second."""
    model = booster(sample)
    batches = np.split(sample.rows[: 4 * EXPLAINED], 4)
    return EXPLAINED / micros(lambda rows: contributions(model, rows), batches) * 1e6


def contributions(model: xgb.Booster, rows: np.ndarray) -> np.ndarray:
    return model.predict(xgb.DMatrix(rows, nthread=1), pred_contribs=True)


def measure(sample: Sample, notes: list[str]) -> list[str]:
    one_row = np.split(sample.rows, len(sample.rows))
    cells = []
    for name, (make, exact) in PEERS.items():
        try:
            score = make(sample)
        except Unable as e:
            notes.append(f"{sample.name}, {name}: not measured: {e}")
            cells += ["–", "–"]
            continue
        notes.append(f"{sample.name}, {name}: {check(sample, name, score(sample.rows), exact)}")
        cells.append(f"{micros(score, one_row):.3g}")
        cells.append(f"{micros(score, [sample.rows[:BATCH]]) / BATCH:.3g}")
    cells.append(f"{explained(sample):.0f}")
    return cells


def main(folder: Path, regex: str) -> None:
    with open(folder / "models.tsv", newline="") as file:
        lines = list(csv.DictReader(file, delimiter="\t"))
    notes: list[str] = []
    versions = f"xgboost {xgb.__version__}, onnxruntime {onnxruntime.__version__}"
    versions += f", treelite {treelite.__version__}, tl2cgen {tl2cgen.__version__}"
    print(f"\nµs of processor a row, one at a time | in batches of {BATCH}; one thread; {versions}.\n")
    heads = [head for name in PEERS for head in (f"{name}, 1", "4096")]
    print("| model | " + " | ".join(heads) + " | pred_contribs rows/s |")
    print("| --- |" + " ---: |" * (len(heads) + 1))
    for line in lines:
        if (folder / f"{line['name']}.trees").exists() and re.search(regex, line["name"]):
            print(f"| {line['name']} | {' | '.join(measure(Sample(folder, line), notes))} |", flush=True)
    print("\nAgreement with libxgboost 3.0.5, before anything was timed:\n")
    print("\n".join(f"- {note}" for note in notes))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
