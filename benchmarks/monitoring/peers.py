"""One peer over the captures that Generate.java made; ../monitor runs it, one process a round.

Prints one line of JSON: rows, and seconds by the clock and of processor time without what comes
before the work itself (imports, and for Evidently the reading of the rows). measure.py takes the
processor time of the whole process besides.
"""

import argparse
import json
import os
import time


def duckdb(captures: str, baseline: str, features: int):
    """One query: the CSV out of every line, and a histogram of each of its columns, one thread."""
    import duckdb as db

    connection = db.connect(config={"threads": 1})
    edges = connection.execute(
        "SELECT "
        + ", ".join(
            f"quantile_cont(f{f}, {[q / 32 for q in range(1, 32)]})" for f in range(features)
        )
        + f" FROM read_csv('{baseline}', header = true)"
    ).fetchone()
    columns = ", ".join(
        f"histogram(TRY_CAST(v[{f + 1}] AS DOUBLE), {sorted(set(edges[f]))})"
        for f in range(features)
    )
    query = f"""
        SELECT count(*), {columns}
        FROM (
          SELECT string_split(captureData.endpointInput.data, ',') AS v
          FROM read_json('{captures}/**/*.gz', format = 'newline_delimited', columns = {{
            captureData: 'STRUCT(endpointInput STRUCT(data VARCHAR))'}})
        )"""
    yield None
    yield connection.execute(query).fetchone()[0]


def evidently(captures: str, baseline: str, features: int):
    """DataDriftPreset on rows that are in memory already."""
    import glob
    import gzip
    import io

    import pandas as pd
    from evidently import Report
    from evidently.presets import DataDriftPreset

    names = [f"f{f}" for f in range(features)]
    reference = pd.read_csv(baseline)[names]
    rows = io.StringIO()
    for file in sorted(glob.glob(f"{captures}/**/*.gz", recursive=True)):
        with gzip.open(file, "rt") as lines:
            for line in lines:
                rows.write(json.loads(line)["captureData"]["endpointInput"]["data"] + "\n")
    rows.seek(0)
    current = pd.read_csv(rows, names=names)
    report = Report([DataDriftPreset()])
    yield None
    report.run(current, reference).dict()
    yield len(current)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("peer", choices=["duckdb", "evidently"])
    parser.add_argument("captures")
    parser.add_argument("baseline")
    parser.add_argument("features", type=int)
    options = parser.parse_args()
    peer = {"duckdb": duckdb, "evidently": evidently}[options.peer]
    work = peer(options.captures, options.baseline, options.features)
    next(work)
    clock, processor = time.perf_counter(), time.process_time()
    rows = next(work)
    print(
        json.dumps(
            {
                "rows": rows,
                "seconds": time.perf_counter() - clock,
                "processor": time.process_time() - processor,
            }
        )
    )


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
