"""JMH's results as Markdown: microseconds a row and ratios to Treeline, then the goals.

    report.py RESULTS.json NOTES

A number is the median of all measured iterations, in time that the thread had a processor (see
ProcessorTime). `~` marks one whose middle half spreads over more than a fifth of it: the machine
was busy, measure again.
"""

import json
import statistics
import sys
from collections import defaultdict
from pathlib import Path

PEERS = {
    "TREELINE": "Treeline",
    "XGBOOST4J_INPLACE": "xgboost4j inplace",
    "XGBOOST4J_DMATRIX": "xgboost4j DMatrix",
    "ONNX_RUNTIME": "ONNX Runtime",
    "H2O_PREDICTOR": "H2O predictor",
    "NAIVE_WALKER": "naive walker",
}

XGBOOST4J = ("XGBOOST4J_INPLACE", "XGBOOST4J_DMATRIX")

# measure, rows a call, models, peers of which the fastest counts, must reach, aim
GOALS = (
    ("one row vs xgboost4j inplace", 1, ("100x6x20",), XGBOOST4J[:1], 100, 200),
    ("one row vs ONNX Runtime", 1, ("100x6x20", "500x8x30"), ("ONNX_RUNTIME",), 5, 10),
    ("one row vs H2O predictor", 1, ("100x6x20", "500x8x30"), ("H2O_PREDICTOR",), 2, 4),
    ("batch 4096 vs libxgboost", 4096, ("500x8x30", "100x6x20"), XGBOOST4J, 1.5, 3),
)
GOALS_C1 = (("one row, C1 only, vs xgboost4j inplace", 1, ("100x6x20",), XGBOOST4J[:1], 30, 60),)


def medians(results: list[dict]) -> dict:
    """By model, rows a call and peer: median microseconds a row, and whether they spread."""
    pooled = defaultdict(list)
    for result in results:
        parameters = result["params"]
        rows = int(parameters.get("rows", 1))
        key = parameters["model"], rows, parameters["peer"]
        nanos, calls = (iterations(result["secondaryMetrics"][name]) for name in ("nanos", "calls"))
        pooled[key] += [n / 1000 / (c * rows) for n, c in zip(nanos, calls, strict=True)]
    return {key: (statistics.median(times), spreads(times)) for key, times in pooled.items()}


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


def cell(times: dict, model: str, rows: int, peer: str) -> str:
    if (model, rows, peer) not in times:
        return "–"
    micros, noisy = times[model, rows, peer]
    text = ("~" if noisy else "") + digits(micros)
    if peer == "TREELINE" or (model, rows, "TREELINE") not in times:
        return text
    return f"{text} ({digits(micros / times[model, rows, 'TREELINE'][0])}×)"


def goal(times: dict, model: str, rows: int, peers: tuple, must: float, aim: float) -> list[str]:
    found = [times[model, rows, peer][0] for peer in peers if (model, rows, peer) in times]
    if not found or (model, rows, "TREELINE") not in times:
        return ["not measured", ""]
    ratio = min(found) / times[model, rows, "TREELINE"][0]
    verdict = "aim reached" if ratio >= aim else "reached" if ratio >= must else "**not reached**"
    return [f"{digits(ratio)}×", verdict]


def table(head: list[str], lines: list[list[str]], right: int) -> None:
    """The columns from number `right` on hold numbers."""
    print("\n| " + " | ".join(head) + " |")
    print("| " + " | ".join("---:" if i >= right else "---" for i in range(len(head))) + " |")
    for line in lines:
        print("| " + " | ".join(line) + " |")


def main(results: Path, notes: Path) -> None:
    raw = json.loads(results.read_text())
    times = medians(raw)
    peers = [peer for peer in PEERS if any(key[2] == peer for key in times)]
    calls = dict.fromkeys((model, rows) for model, rows, _ in times)
    print("\nµs of processor a row (ratio to Treeline: above 1 it is slower); one thread.")
    print(f"By the clock it took {waiting(raw):.2f} times as long: 1 on a machine of our own.")
    table(
        ["model", "rows a call", *(PEERS[peer] for peer in peers)],
        [
            [model, str(rows), *(cell(times, model, rows, peer) for peer in peers)]
            for model, rows in calls
        ],
        right=1,
    )
    goals = GOALS_C1 if results.stem == "c1" else GOALS
    table(
        ["goal", "model", "must reach", "aim", "found", ""],
        [
            [name, model, f"{must}×", f"{aim}×", *goal(times, model, rows, against, must, aim)]
            for name, rows, models, against, must, aim in goals
            for model in models
        ],
        right=2,
    )
    print("\nAgreement with libxgboost, over all rows, before anything was timed:\n")
    for note in notes.read_text().splitlines():
        model, peer, text = note.split("\t")
        print(f"- {model}, {PEERS[peer]}: {text}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
