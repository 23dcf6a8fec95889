"""JMH's results as Markdown: microseconds a row (of contributions: rows a second) and ratios to
Treeline, then the goals.

    report.py RESULTS.json NOTES

A number is the median of all measured iterations, in time that the thread had a processor (see
ProcessorTime). `~` marks one whose middle half spreads over more than a fifth of it: the machine
was busy, measure again. A goal counts as reached only where the medians and the fastest iterations
both say so: what neighbours do to caches and clock rates only ever adds.
"""

import json
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

PEERS = {
    "TREELINE": "Treeline",
    "XGBOOST4J_INPLACE": "xgboost4j inplace",
    "XGBOOST4J_DMATRIX": "xgboost4j DMatrix",
    "LIBXGBOOST": "newest libxgboost",
    "ONNX_RUNTIME": "ONNX Runtime",
    "H2O_PREDICTOR": "H2O predictor",
    "NAIVE_WALKER": "naive walker",
}

INPLACE = ("XGBOOST4J_INPLACE",)
EXPLAINED = ("100x6x20", "500x8x30", "300x10x50-missing", "10-classes", "categories")
LIBXGBOOST = ("XGBOOST4J_INPLACE", "XGBOOST4J_DMATRIX", "LIBXGBOOST")

# measure, rows a call, models, peers of which the fastest counts, must reach, aim
GOALS = (
    ("one row vs xgboost4j inplace", 1, ("100x6x20",), INPLACE, 100, 200),
    ("one row vs ONNX Runtime", 1, ("100x6x20", "500x8x30"), ("ONNX_RUNTIME",), 5, 10),
    ("one row vs H2O predictor", 1, ("100x6x20", "500x8x30"), ("H2O_PREDICTOR",), 2, 4),
    ("batch 4096 vs libxgboost", 4096, ("500x8x30", "100x6x20"), LIBXGBOOST, 1.5, 3),
)
GOALS_EXPLAIN = tuple(
    (f"contributions, {name}, vs libxgboost", rows, EXPLAINED, LIBXGBOOST, 2, None)
    for name, rows in (("one row", 1), ("batch 256", 256))
)
GOALS_C1 = (("one row, C1 only, vs xgboost4j inplace", 1, ("100x6x20",), INPLACE, 30, 60),)


def by_call(results: list[dict]) -> dict[tuple[str, int, str], list[float]]:
    """By model, rows a call and peer: microseconds a row in each iteration."""
    pooled = defaultdict(list)
    for result in results:
        parameters = result["params"]
        rows = int(parameters.get("rows", 1))
        key = parameters["model"], rows, parameters["peer"]
        nanos, calls = (iterations(result["secondaryMetrics"][name]) for name in ("nanos", "calls"))
        pooled[key] += [n / 1000 / (c * rows) for n, c in zip(nanos, calls, strict=True)]
    return pooled


def iterations(metric: dict) -> list[float]:
    return [value for fork in metric["rawData"] for value in fork]


def waiting(results: list[dict]) -> float:
    """Time by the clock over time that the threads had a processor: 1 on a machine of our own."""
    clock, processor = 0.0, 0.0
    for result in results:
        for micros, nanos, calls in zip(
            iterations(result["primaryMetric"]),
            iterations(result["secondaryMetrics"]["nanos"]),
            iterations(result["secondaryMetrics"]["calls"]),
            strict=True,
        ):
            clock += micros
            processor += nanos / 1000 / calls
    return clock / processor


def spreads(times: list[float]) -> bool:
    lower, middle, upper = statistics.quantiles(times, n=4)
    return upper - lower > middle / 5


def digits(number: float) -> str:
    return f"{number:.3g}" if number < 1000 else f"{number:.0f}"


def cell(times: dict, model: str, rows: int, peer: str, by_second: bool) -> str:
    if (model, rows, peer) not in times:
        return "–"
    micros = times[model, rows, peer]
    middle = statistics.median(micros)
    text = ("~" if spreads(micros) else "") + digits(1e6 / middle if by_second else middle)
    if peer == "TREELINE" or (model, rows, "TREELINE") not in times:
        return text
    return f"{text} ({digits(ratio(times, model, rows, [peer], statistics.median))}×)"


def ratio(times: dict, model: str, rows: int, peers: Iterable[str], of: Callable) -> float:
    """The fastest of the peers over Treeline."""
    fastest = min(of(times[model, rows, peer]) for peer in peers if (model, rows, peer) in times)
    return fastest / of(times[model, rows, "TREELINE"])


def goal(
    times: dict, model: str, rows: int, peers: tuple, must: float, aim: float | None
) -> list[str]:
    there = [peer for peer in peers if (model, rows, peer) in times]
    if not there or (model, rows, "TREELINE") not in times:
        return ["not measured", "", ""]
    medians, fastest = (
        ratio(times, model, rows, there, of) for of in (statistics.median, min)
    )
    found = min(medians, fastest)
    verdict = "aim reached" if aim and found >= aim else "reached" if found >= must else "**not reached**"
    return [f"{digits(medians)}×", f"{digits(fastest)}×", verdict]


def table(head: list[str], lines: list[list[str]], right: int) -> None:
    """The columns from number `right` on hold numbers."""
    print("\n| " + " | ".join(head) + " |")
    print("| " + " | ".join("---:" if i >= right else "---" for i in range(len(head))) + " |")
    for line in lines:
        print("| " + " | ".join(line) + " |")


def main(results: Path, notes: Path) -> None:
    raw = json.loads(results.read_text())
    times = by_call(raw)
    peers = [peer for peer in PEERS if any(key[2] == peer for key in times)]
    calls = dict.fromkeys((model, rows) for model, rows, _ in times)
    explained = results.stem == "explain"
    unit = "Rows explained in a second of processor" if explained else "µs of processor a row"
    print(f"\n{unit} (ratio to Treeline: above 1 it is slower); one thread.")
    print(f"By the clock it took {waiting(raw):.2f} times as long: 1 on a machine of our own.")
    table(
        ["model", "rows a call", *(PEERS[peer] for peer in peers)],
        [
            [model, str(rows), *(cell(times, model, rows, peer, explained) for peer in peers)]
            for model, rows in calls
        ],
        right=1,
    )
    goals = {"c1": GOALS_C1, "explain": GOALS_EXPLAIN}.get(results.stem, GOALS)
    table(
        ["goal", "model", "must reach", "aim", "medians", "fastest", ""],
        [
            [name, model, f"{must}×", f"{aim}×" if aim else "–", *goal(times, model, rows, against, must, aim)]
            for name, rows, models, against, must, aim in goals
            for model in models
        ],
        right=2,
    )
    rows = "of contributions of 256 rows" if explained else "over all rows"
    print(f"\nAgreement with libxgboost, {rows}, before anything was timed:\n")
    for note in notes.read_text().splitlines():
        model, peer, text = note.split("\t")
        print(f"- {model}, {PEERS[peer]}: {text}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
