"""The monitor beside its peers over the same captures; ../monitor prepares all that this needs and
says what is measured. Prints Markdown.
"""

import argparse
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

MIB = 1 << 20


def run(name: str, command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{name} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def measured(name: str, command: list[str]) -> dict:
    """Runs a contender; what its last line says, and the processor time of the whole process, from
    its start to its end: compilers, collectors and imports included.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    text = run(name, command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {**json.loads(text.strip().splitlines()[-1]), "process": process}


class Bench:
    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.folder = Path(options.folder)
        home = Path(options.home)
        self.path = ":".join(
            [
                str(self.folder / "classes"),
                str(home / "target/classes"),
                (home / "target/classpath").read_text().strip(),
            ]
        )

    def java(self, *arguments: str, heap: str) -> list[str]:
        command = [self.options.java, "-XX:+UseSerialGC", f"-Xmx{heap}", "-cp", self.path]
        command += ["--enable-native-access=ALL-UNNAMED", f"-Dtreeline.home={self.options.home}"]
        return [*command, *arguments]

    def make(self, name: str, rows: int, features: int, hourly: int) -> Path:
        """The captures and their baseline, once for each size."""
        folder = self.folder / f"{name}-{rows}x{features}-{hourly}"
        if not (folder / "model/profile.json").exists():
            print(f"monitor: making {rows} lines of {features} columns …", file=sys.stderr)
            shutil.rmtree(folder, ignore_errors=True)
            sizes = [str(rows), str(features), str(hourly)]
            run("Generate", self.java("Generate", str(folder), *sizes, heap="2g"))
            table, model = str(folder / "baseline.csv"), str(folder / "model")
            main = "dev.treeline.local.Main"
            if features <= 100:
                arguments = ["train", "--param", "num_round=20"]
            else:
                arguments = ["baseline", "--ignore", "label"]
            label = ["--label", "label"] if features <= 100 else []
            files = ["--data", table, "--out", model]
            run(arguments[0], self.java(main, *arguments, *label, *files, heap="8g"))
        return folder

    def watch(self, folder: Path, heap: str = "256m", processors: str = "") -> dict:
        reports = str(self.folder / "reports")
        arguments = [str(folder / "captures"), str(folder / "model"), reports]
        one = ["taskset", "-c", processors] if processors else []
        return measured("Watch", [*one, *self.java("Watch", *arguments, heap=heap)])

    def peer(self, name: str, folder: Path, features: int) -> dict:
        command = ["taskset", "-c", "0", self.options.python, "-W", "ignore"]
        command += [str(Path(__file__).parent / "peers.py"), name]
        command += [str(folder / "captures"), str(folder / "baseline.csv"), str(features)]
        return measured(name, command)


def rate(rounds: list[dict], measure: str) -> float:
    return statistics.median(r["rows"] / r[measure] for r in rounds)


def line(measure: str, ours: str, theirs: str, ratio: float | None, goal: str, reached: bool) -> str:
    shown = "" if ratio is None else f"{ratio:.2f} ×"
    return f"| {measure} | {ours} | {theirs} | {shown} | {goal} | {'yes' if reached else 'no'} |"


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("rows", "many", "wide", "rounds", "hourly"):
        parser.add_argument(f"--{name}", type=int, required=True)
    for name in ("java", "home", "folder", "python"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    bench = Bench(options)
    usual = bench.make("usual", options.rows, 30, options.hourly)
    work = {
        "one": lambda: bench.watch(usual, processors="0"),
        "duckdb": lambda: bench.peer("duckdb", usual, 30),
        "evidently": lambda: bench.peer("evidently", usual, 30),
    }
    if len(os.sched_getaffinity(0)) > 1:
        work["two"] = lambda: bench.watch(usual, processors="0,1")
    rounds: dict[str, list[dict]] = {name: [] for name in work}
    for number in range(options.rounds):
        for name in random.sample(list(work), len(work)):
            print(f"monitor: round {number + 1}, {name} …", file=sys.stderr)
            rounds[name].append(work[name]())
            if rounds[name][-1]["rows"] != options.rows:
                sys.exit(f"{name}: found {rounds[name][-1]['rows']} rows, expected {options.rows}")
    table(bench, rounds)


def table(bench: Bench, rounds: dict[str, list[dict]]) -> None:
    options = bench.options
    one = rate(rounds["one"], "process")
    print(f"\n{options.rows} lines of 30 columns, medians of {options.rounds} rounds\n")
    print("| measure | Treeline | other | ratio | must reach, aim | reached |")
    print("| --- | --- | --- | --- | --- | --- |")
    # Evidently's rows are in memory already: how they came there, and its imports, do not count.
    contests = (("duckdb", "process", 1.5, 2.0), ("evidently", "processor", 10.0, 20.0))
    for name, measure, least, aim in contests:
        other = rate(rounds[name], measure)
        print(
            line(
                f"rows/s of processor time, one core, vs {name}",
                f"{one:,.0f}",
                f"{other:,.0f}",
                one / other,
                f"≥ {least} ×, {aim} ×",
                one >= least * other,
            )
        )
    if "two" in rounds:
        two, single = rate(rounds["two"], "seconds"), rate(rounds["one"], "seconds")
        print(
            line(
                "rows/s by the clock, two cores vs one",
                f"{two:,.0f}",
                f"{single:,.0f}",
                two / single,
                "≥ 1.8 ×",
                two >= 1.8 * single,
            )
        )
    small = max(r["live"] for r in rounds["one"]) / MIB
    if options.many:
        folder = bench.make("many", options.many, 30, options.hourly)
        many, duckdb = bench.watch(folder, processors="0"), bench.peer("duckdb", folder, 30)
        ours, theirs = (rate([r], "process") for r in (many, duckdb))
        print(
            line(
                f"rows/s of processor time, one core, vs duckdb, {options.many:,} rows",
                f"{ours:,.0f}",
                f"{theirs:,.0f}",
                ours / theirs,
                "≥ 1.5 ×, 2.0 ×",
                ours >= 1.5 * theirs,
            )
        )
        large = many["live"] / MIB
        print(
            line(
                f"heap that is left after a collection, -Xmx256m, {options.many:,} rows",
                f"{large:.0f} MB",
                f"{small:.0f} MB for {options.rows:,}",
                large / small,
                "≤ 256 MB, the same for both",
                large <= max(1.1 * small, small + 8),
            )
        )
    if options.wide:
        wide = bench.watch(bench.make("wide", options.wide, 2000, 5000), heap="512m")
        print(
            line(
                f"the same, -Xmx512m, {options.wide:,} rows of 2,000 columns",
                f"{wide['live'] / MIB:.0f} MB",
                "",
                None,
                "≤ 512 MB",
                wide["live"] <= 512 * MIB,
            )
        )


if __name__ == "__main__":
    main()
