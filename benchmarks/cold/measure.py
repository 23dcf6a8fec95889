"""Starts functions, sends them requests and prints Markdown tables; ../coldstart prepares all that
this needs and says what is measured.

    measure.py PART STARTS FLAGS...     see main
"""

import argparse
import json
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import tables
from contenders import HANDLER, Contenders
from disturbance import Disturbance
from environment import Environment, Function, Start
from share import FULL, share

MEMORY = (512, 1024, FULL)
CANDIDATES = 500


def starts_of(functions: list[Function], events: dict[str, bytes], starts: int) -> dict:
    """Starts every function so many times, in an order drawn anew for every round: a noisy minute
    meets all of them."""
    disturbance = Disturbance()
    found: dict[str, list[Start]] = {function.name: [] for function in functions}
    drawn = random.Random(time.time_ns())
    for round_ in range(starts + 1):
        for function in drawn.sample(functions, len(functions)):
            disturbance.probe()
            disturbance.begin()
            with Environment(function) as environment:
                start = environment.first(events[function.name])
                disturbance.end(start.reply_processor / 1000)
            if round_:  # the first round only fills the machine's file cache
                found[function.name].append(start)
        print(f"\r{round_} of {starts} rounds", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return {"starts": found, "disturbance": str(disturbance)}


def event_of(template: Path, rows: list) -> bytes:
    event = json.loads(template.read_text())
    event["body"] = json.dumps({"inputs": rows})
    return json.dumps(event).encode()


def scores(reply: bytes) -> list[float]:
    """All numbers of the predictions, whatever shape they have."""
    answer = json.loads(reply)
    if answer.get("statusCode") != 200:
        sys.exit(f"not answered: {reply.decode()}")
    rows = json.loads(answer["body"])["predictions"]
    values = [row["score"] if isinstance(row, dict) else row for row in rows]
    return [x for value in values for x in (value if isinstance(value, list) else [value])]


def require_agreement(found: dict[str, list[Start]], but: str) -> None:
    """A function that answers something else has not been measured."""
    truth = None
    for name, starts in found.items():
        for start in starts:
            if name != but:
                these = scores(start.body)
                truth = truth or these
                if any(abs(a - b) > 1e-5 for a, b in zip(these, truth, strict=True)):
                    sys.exit(f"{name} answers {these}, the first answered {truth}")


def cold(contenders: Contenders, arguments) -> None:
    event = event_of(arguments.event, [[3.5, 1.2, 5.3, 1.8]])
    functions = [
        contenders.treeline("buffered"),
        contenders.treeline("off"),
        contenders.treeline("sync"),
        contenders.with_aot_cache(event),
        contenders.echo(),
        contenders.textbook(),
        contenders.python("xgboost_cpu", contenders.treeline_folder / "model" / "model.ubj"),
        contenders.python("onnx_runtime", arguments.cold / "model.onnx"),
    ]
    functions = [f for f in functions if arguments.only in f.name]
    result = starts_of(functions, {f.name: event for f in functions}, arguments.starts)
    require_agreement(result["starts"], but="echo")
    tables.cold(result["starts"], result["disturbance"], contenders.firehose.records)


def growth(contenders: Contenders, arguments) -> None:
    row = json.loads((arguments.cold / "row.json").read_text())
    sizes = {"iris": contenders.treeline("off")} | {
        model.stem: contenders.sized(model)
        for model in (arguments.cold / "1mb.ubj", arguments.cold / "10mb.ubj", arguments.large)
    }
    events = {name: event_of(arguments.event, [row]) for name in sizes}
    events["iris"] = event_of(arguments.event, [[3.5, 1.2, 5.3, 1.8]])
    shares = {memory: share(memory) for memory in MEMORY}
    quota = all(shares.values())
    functions, sent = [], {}
    for name, function in sizes.items():
        for memory in MEMORY if quota else (FULL,):
            title = f"{name} at {memory} MB"
            functions.append(named(function, title, shares[memory]))
            sent[title] = events[name]
    try:
        result = starts_of(functions, sent, arguments.starts)
    finally:
        for one in shares.values():
            if one:
                one.close()
    for starts in result["starts"].values():
        for start in starts:
            scores(start.body)
    tables.growth(result["starts"], result["disturbance"], list(sizes), MEMORY, FULL, quota)


def named(function: Function, name: str, of) -> Function:
    return replace(function, name=name, share=of)


def warm(contenders: Contenders, arguments) -> None:
    one = event_of(arguments.event, [[3.5, 1.2, 5.3, 1.8]])
    drawn = random.Random(7)
    rows = [[round(drawn.uniform(0.1, 8), 1) for _ in range(4)] for _ in range(CANDIDATES)]
    files = {}
    for name, event in (("one", one), ("many", event_of(arguments.event, rows))):
        files[name] = arguments.cold / f"{name}.json"
        files[name].write_bytes(event)
    found = {}
    for c1 in (True, False):
        for name, calls in (("one", 200_000), ("many", 4_000)):
            command = contenders.warm_command(
                "Warm", HANDLER, str(files[name]), str(calls // 4), str(calls), c1=c1
            )
            found[name, c1] = [printed(command, arguments) for _ in range(3)]
    row = json.dumps(rows[0])
    fits = printed(contenders.warm_command("Fits", HANDLER, row, c1=False), arguments)
    tables.warm(found, fits, client_visible(contenders, one), CANDIDATES)


def printed(command: list[str], arguments) -> list[str]:
    environment = {"TREELINE_CAPTURE": "off", "TREELINE_MODEL": str(arguments.treeline / "model")}
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed with status {done.returncode}")
    return done.stdout.split()


def client_visible(contenders: Contenders, event: bytes) -> dict[str, list[float]]:
    """Milliseconds from a request sent to an idle environment to its reply; the two environments
    take turns."""
    times: dict[str, list[float]] = {"off": [], "buffered": []}
    drawn = random.Random(time.time_ns())
    environments = {mode: Environment(contenders.treeline(mode)) for mode in times}
    try:
        for i in range(3_000):
            for mode in drawn.sample(sorted(environments), 2):
                _, sent, replied = environments[mode].api.invoke(event)
                if i >= 1_000:
                    times[mode].append((replied - sent) * 1000)
    finally:
        for environment in environments.values():
            environment.close()
    return times


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("part", choices=("cold", "growth", "warm"))
    parser.add_argument("--starts", type=int, default=15)
    parser.add_argument("--only", default="", help="contenders whose name holds this")
    parser.add_argument("--java", required=True)
    parser.add_argument("--python", required=True)
    for folder in ("treeline", "functions", "cold", "event", "large"):
        parser.add_argument(f"--{folder}", type=Path, required=True)
    arguments = parser.parse_args()
    contenders = Contenders(
        arguments.java,
        arguments.python,
        arguments.treeline.resolve(),
        arguments.functions.resolve(),
        arguments.cold.resolve(),
    )
    {"cold": cold, "growth": growth, "warm": warm}[arguments.part](contenders, arguments)


if __name__ == "__main__":
    main()
