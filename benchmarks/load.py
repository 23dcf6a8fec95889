"""Loading, in fresh JVMs: time to the first score of a small model, time and heap of a large one.

    load.py JAVA CLASS_PATH MODELS [STARTS]

Prints a Markdown table of medians.
"""

import csv
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

BYTES_OF_A_NODE = 8


@dataclass(frozen=True)
class Start:
    printed: list[int]  # the numbers that the program printed
    wall: float  # seconds of the whole process …
    processor: float  # … and what it had of processors, the JIT compilers' threads included


def start(java: str, flags: list[str], main: str, model: Path) -> Start:
    begun, used = time.monotonic(), processor_time()
    command = [java, *flags, f"dev.treeline.benchmarks.{main}", str(model)]
    done = subprocess.run(command, capture_output=True, text=True)
    wall = time.monotonic() - begun
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
    return Start([int(number) for number in done.stdout.split()], wall, processor_time() - used)


def processor_time() -> float:
    """Seconds that all processes started from here have had."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def cold_start(java: str, class_path: str, model: Path, starts: int) -> None:
    print(f"\nCold JVM, {model.name}, median of {starts} starts (lowest – highest):\n")
    heads = ("file read", "model loaded", "first score", "its processor time")
    print(f"| flags | {' | '.join(heads)} | whole process | its processor time |")
    print("| --- |" + " ---: |" * (len(heads) + 2))
    c1 = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    variants = {"default": [], " ".join(c1): c1}
    runs: dict[str, list[Start]] = {name: [] for name in variants}
    for _ in range(starts):  # alternating: a noisy minute meets both
        for name, flags in variants.items():
            runs[name].append(start(java, [*flags, "-cp", class_path], "ColdStart", model))
    for name, results in runs.items():
        columns = [[run.printed[i] / 1000 for run in results] for i in range(len(heads))]
        columns.append([run.wall * 1000 for run in results])
        columns.append([run.processor * 1000 for run in results])
        cells = [
            f"{statistics.median(column):.0f} ms ({min(column):.0f} – {max(column):.0f})"
            for column in columns
        ]
        print(f"| {name} | {' | '.join(cells)} |")
    print("\nThe first score must come within 30 ms, the aim is 15 ms.")


def footprint(java: str, class_path: str, model: Path, nodes: int, starts: int) -> None:
    flags = ["-XX:+UseSerialGC", "-Xmx1g", "-cp", class_path]
    runs = [start(java, flags, "Footprint", model).printed for _ in range(starts)]
    millis = statistics.median(micros / 1000 for micros, _ in runs)
    heap = statistics.median(retained for _, retained in runs)
    compiled = BYTES_OF_A_NODE * nodes
    size = model.stat().st_size
    print(f"\nLarge model, {size / 1e6:.1f} MB, {nodes} nodes, median of {starts} starts:\n")
    print("| measure | found | must reach |")
    print("| --- | ---: | ---: |")
    print(f"| first score | {millis:.0f} ms | 1000 ms |")
    print(f"| heap kept | {heap / 1e6:.1f} MB | |")
    print(f"| compiled nodes, 8 bytes each | {compiled / 1e6:.1f} MB | |")
    print(f"| heap kept, times the compiled nodes | {heap / compiled:.2f} | 1.50 |")


def main(java: str, class_path: str, models: Path, starts: int = 15) -> None:
    with open(models / "models.tsv", newline="") as file:
        nodes = {line["name"]: int(line["nodes"]) for line in csv.DictReader(file, delimiter="\t")}
    cold_start(java, class_path, models / "100x6x20.ubj", starts)
    footprint(java, class_path, models / "50mb.ubj", nodes["50mb"], max(3, starts // 3))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), *map(int, sys.argv[4:5]))
