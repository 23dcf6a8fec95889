"""The Markdown tables of `coldstart`, with the goals beside what was found."""

import statistics


def row(*cells: str) -> None:
    print("| " + " | ".join(cells) + " |")


def head(*titles: str, numbers: int = 1) -> None:
    """Columns from `numbers` on hold numbers."""
    print()
    row(*titles)
    row(*("---:" if i >= numbers else "---" for i in range(len(titles))))


def millis(values: list[float]) -> str:
    return f"{statistics.median(values):.0f} ({min(values):.0f})"


def ratio(ours, theirs, of) -> float:
    return of(ours) / of(theirs)


def at_most(found: float, must: float, aim: float | None) -> str:
    if aim and found <= aim:
        return "aim reached"
    return "reached" if found <= must else "**not reached**"


def at_least(found: float, must: float, aim: float) -> str:
    if found >= aim:
        return "aim reached"
    return "reached" if found >= must else "**not reached**"


COLUMNS = {
    "next": lambda start: start.next,
    "reply": lambda start: start.reply,
    "processor at next": lambda start: start.next_processor,
    "processor at reply": lambda start: start.reply_processor,
}


def of(starts: list, column: str) -> list[float]:
    return [COLUMNS[column](start) for start in starts]


def cold(found: dict, disturbance: str, records: int) -> None:
    some = next(iter(found.values()))
    print(f"\n## Cold start\n\nMilliseconds from the start of the process, median (lowest) of {len(some)} starts")
    print(f"each, in random order; C1 and SerialGC. {disturbance}")
    head("function", "to the first `next`", "to the first reply", "its processor time")
    for name, starts in found.items():
        columns = ("next", "reply", "processor at reply")
        row(name, *(millis(of(starts, column)) for column in columns))
    print(f"\nThe Firehose stub got {records} records.")
    head("measure (medians, same run)", "must reach", "aim", "found", "by the lowest", "by processor", "")
    treeline = "Treeline, buffered"
    goals = (
        ("start → first reply, capture buffered to a local stub, vs echo", treeline, "echo", 1.8, 1.4),
        ("(capture sync, reported too)", "Treeline, sync", "echo", None, None),
        ("(capture off, reported too)", "Treeline, off", "echo", None, None),
        ("the same vs textbook", "textbook", treeline, 3, 5),
        ("the same vs Python under `awslambdaric`: xgboost-cpu", "xgboost-cpu", treeline, 3, 5),
        ("the same vs Python under `awslambdaric`: onnxruntime", "onnx-runtime", treeline, 3, 5),
        ("with the AOT cache (container form) vs echo without", "Treeline, AOT cache", "echo", 1.0, None),
    )
    for title, upper, lower, must, aim in goals:
        if upper not in found or lower not in found:
            row(title, "", "", "not measured", "", "", "")
            continue
        replies = of(found[upper], "reply"), of(found[lower], "reply")
        used = of(found[upper], "processor at reply"), of(found[lower], "processor at reply")
        median = ratio(*replies, statistics.median)
        faster = lower == treeline
        sign = "≥" if faster else "≤"
        row(
            title,
            f"{sign} {must:g}×" if must else "–",
            f"{sign} {aim:g}×" if aim else "–",
            f"{median:.2f}×",
            f"{ratio(*replies, min):.2f}×",
            f"{ratio(*used, statistics.median):.2f}×",
            "" if not must else (at_least if faster else at_most)(median, must, aim),
        )


def growth(found: dict, disturbance: str, sizes: list, memory: tuple, full: int, quota: bool) -> None:
    some = next(iter(found.values()))
    print(f"\n## Cold start by model size and processor share\n\nMilliseconds to the first reply, capture off, median (lowest) of {len(some)} starts.")
    print(
        "The share is a quota of a control group, counted every 20 ms."
        if quota
        else "No control group can be made here: processor time ÷ share, with one processor's worth at most."
    )
    print(disturbance)
    head("model", *(f"{megabytes} MB" for megabytes in memory))
    table = {}
    for size in sizes:
        for megabytes in memory:
            if quota:
                times = of(found[f"{size} at {megabytes} MB"], "reply")
            else:
                used = of(found[f"{size} at {full} MB"], "processor at reply")
                times = [time * full / megabytes for time in used]
            table[size, megabytes] = times
        row(size, *(millis(table[size, megabytes]) for megabytes in memory))
    head("measure", "must reach", "found", "by the lowest", "")
    pair = table["10mb", 1024], table["iris", 1024]
    median = ratio(*pair, statistics.median)
    row(
        "10 MB at 1024 MB, vs iris",
        "≤ 2×",
        f"{median:.2f}×",
        f"{ratio(*pair, min):.2f}×",
        at_most(median, 2, None),
    )


def warm(found: dict, fits: list[str], client: dict, candidates: int) -> None:
    print("\n## Warm\n\nIn the handler, `handleRequest` from event bytes to reply bytes, capture off, in µs;")
    print("the best of three JVMs, each after a warm-up of a quarter of its calls.")
    head("request", "compiled by", "p50", "p99", "processor time, mean")
    best = {}
    for (name, c1), runs in found.items():
        p50, p99, mean = (min(float(run[i]) for run in runs) for i in range(3))
        best[name, c1] = p50
        title = "one row of 4 features" if name == "one" else f"{candidates} rows of 4 features"
        row(title, "C1" if c1 else "C1 and C2", f"{p50:.1f}", f"{p99:.1f}", f"{mean:.1f}")
    rows, event, reply, more = fits
    print(
        f"\nOne invocation carries {int(rows):,} rows of 4 features: an event of {int(event):,} bytes,"
        f" a reply of {int(reply):,}; one row more: {more.replace('_', ' ')}."
    )
    head("measure (medians, same run)", "must reach", "aim", "found", "")
    for c1, words in ((True, "C1, as on Lambda"), (False, "C1 and C2, as with SnapStart")):
        p50 = best["one", c1]
        row(
            f"warm p50 in the handler, 4-feature JSON, capture off ({words})",
            "≤ 30 µs",
            "≤ 15 µs",
            f"{p50:.1f} µs",
            at_most(p50, 30, 15),
        )
    medians = {mode: statistics.median(times) for mode, times in client.items()}
    visible = medians["buffered"] / medians["off"]
    row(
        "buffered vs off, client-visible p50",
        "≤ 1.05×",
        "–",
        f"{visible:.3f}× ({medians['buffered']:.3f} ms, {medians['off']:.3f} ms)",
        at_most(visible, 1.05, None),
    )
