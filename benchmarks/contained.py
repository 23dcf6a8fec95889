"""Starts the container's folder and prints Markdown rows: how long until the first reply, and memory.

    contained.py IMAGE MODEL FEATURES STARTS NAME [FLAG...]

FLAGs are the JVM's, through JAVA_TOOL_OPTIONS. Times are milliseconds from the start of the process
to the last byte of the first reply; memory is the kernel's: of the process after that reply, and the
most that it ever had.
"""

import http.client
import os
import pathlib
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def reply(port: int, row: str) -> bytes | None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("POST", "/invocations", row, {"Content-Type": "text/csv"})
        answer = connection.getresponse()
        body = answer.read()
    except ConnectionRefusedError:
        return None
    finally:
        connection.close()
    if answer.status != 200:
        sys.exit(f"{answer.status}: {body!r}")
    return body


def memory(pid: int, what: str) -> int:
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(rf"{what}:\s+(\d+) kB", status)[1]) // 1024


def start(image: str, model: str, row: str, flags: list[str]) -> tuple[float, int, int]:
    port = free_port()
    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryFile() as log:
        environment = {
            "PATH": os.environ["PATH"],
            "TMPDIR": scratch,
            "PORT": str(port),
            "TREELINE_MODEL": model,
            "JAVA_TOOL_OPTIONS": " ".join(flags),
        }
        begun = time.perf_counter()
        server = subprocess.Popen(
            [f"{image}/bin/entry", "serve"], env=environment, stdout=log, stderr=log
        )
        try:
            while reply(port, row) is None:
                if server.poll() is not None:
                    log.seek(0)
                    sys.exit(log.read().decode(errors="replace"))
                time.sleep(0.005)
            took = (time.perf_counter() - begun) * 1000
            return took, memory(server.pid, "VmRSS"), memory(server.pid, "VmHWM")
        finally:
            server.terminate()
            server.wait(60)


def main(image: str, model: str, features: int, starts: int, name: str, *flags: str) -> None:
    row = ",".join(["0.5"] * features)
    start(image, model, row, list(flags))  # fills the file cache
    found = [start(image, model, row, list(flags)) for _ in range(starts)]
    times = [one[0] for one in found]
    resident = statistics.median(one[1] for one in found)
    most = max(one[2] for one in found)
    cells = [name, f"{statistics.median(times):.0f}", f"{min(times):.0f}", f"{resident:.0f}", f"{most}"]
    print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), *sys.argv[5:])
