"""Servers beside each other under wrk, and each at half of its own maximum under a paced client;
../serve prepares all that this needs and says what is measured.

Prints Markdown tables.
"""

import argparse
import json
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

CONNECTIONS = 4
WARM = 200_000  # requests after which a JVM has compiled what it will
ROW = [3.5, 1.2, 5.3, 1.8]
PLAIN = json.dumps({"inputs": [ROW]})
V2 = json.dumps({"inputs": [{"name": "x", "shape": [1, 4], "datatype": "FP32", "data": ROW}]})


@dataclass
class Server:
    """A server under load.

    log: where its output goes
    requests: requests a second of each round
    """

    name: str
    command: list[str]
    port: int
    path: str
    body: str
    variables: dict[str, str] = field(default_factory=dict)
    folder: Path | None = None
    requests: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    processors: list[float] = field(default_factory=list)
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.path}"

    def start(self, log: Path) -> None:
        with open(log, "wb") as file:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.folder,
                env=os.environ | self.variables,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        end = time.monotonic() + 180
        while True:
            try:
                self.reply()
                return
            except (urllib.error.URLError, ConnectionError):
                if self.process.poll() is not None or time.monotonic() > end:
                    sys.exit(f"{self.name} does not answer: {log.read_text()[-2000:]}")
                time.sleep(0.2)

    def micros(self) -> float:
        """Of processor a request, whatever else the machine did meanwhile."""
        pairs = zip(self.processors, self.requests, strict=True)
        return statistics.median(used / requests * 1e6 for used, requests in pairs)

    def reply(self) -> str:
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.url, self.body.encode(), headers)
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.read().decode()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)

    def processor(self) -> float:
        """Seconds of processor that it has had, its child processes included."""
        assert self.process
        total = 0
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                except OSError:
                    continue  # gone
                if int(fields[3]) == self.process.pid:  # its session
                    total += int(fields[11]) + int(fields[12])
        return total / os.sysconf("SC_CLK_TCK")

    def load(self, seconds: int, script: Path) -> tuple[float, float, float]:
        """wrk: requests a second, the 99th percentile in ms, processors that the server took."""
        script.write_text(
            'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\n'
            f"wrk.body = '{self.body}'\n"
        )
        used, began = self.processor(), time.monotonic()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
        done = subprocess.run(
            [*command, "-s", script, self.url], capture_output=True, text=True, check=True
        )
        if "Non-2xx" in done.stdout:
            sys.exit(f"{self.name}:\n{done.stdout}")
        if errors := re.search(r"Socket errors: (.*)", done.stdout):
            # On a busy machine a request may take longer than wrk waits.
            print(f"{self.name}: {errors[1]}", file=sys.stderr)
        requests = float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)[1])
        p99 = millis(re.search(r"99%\s+(\S+)", done.stdout)[1])
        return requests, p99, (self.processor() - used) / (time.monotonic() - began)


def millis(text: str) -> float:
    """What wrk prints, as 1.20ms."""
    found = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text)
    if not found:
        sys.exit(f"wrk printed {text} for a time")
    return float(found[1]) * {"us": 1e-3, "ms": 1, "s": 1e3, "m": 6e4}[found[2]]


def paced(arguments, server: Server, rate: float) -> list[float]:
    classes = arguments.functions / "classes"
    command = [arguments.java, "-XX:+UseSerialGC", "-cp", str(classes)]
    program = "dev.treeline.benchmarks.functions.Paced"
    values = [server.port, server.path, server.body, rate, arguments.seconds, CONNECTIONS]
    done = subprocess.run(
        [*command, program, *map(str, values)], capture_output=True, text=True, check=True
    )
    p50, p99, highest, sent, failed = map(float, done.stdout.split())
    if failed:
        sys.exit(f"{server.name}: {failed:.0f} of {sent:.0f} paced requests failed")
    return [p50 / 1000, p99 / 1000, highest / 1000]


def servers_of(arguments, work: Path) -> list[Server]:
    mlserver = work / "mlserver"
    shutil.copytree(arguments.mlserver, mlserver)
    shutil.copy(arguments.model / "model.ubj", mlserver / "iris")
    one, two, three, grpc, metrics = free_ports(5)
    treeline = ["./treeline", "serve", "--model", str(arguments.model), "--port", str(one)]
    class_path = f"{arguments.functions}/classes:{(arguments.functions / 'server-classpath').read_text()}"
    echo = "dev.treeline.benchmarks.functions.JettyEcho"
    return [
        Server(
            "Treeline, capture in a folder",
            [*treeline, "--data", str(work / "data"), "--monitor-every", "PT1H"],
            one,
            "/invocations",
            PLAIN,
            folder=arguments.home,
        ),
        Server(
            "MLServer",
            [str(arguments.venv / "bin" / "mlserver"), "start", "."],
            two,
            "/v2/models/iris/infer",
            V2,
            {
                # More threads than one for a row only get in each other's way.
                "OMP_NUM_THREADS": "1",
                "MLSERVER_HTTP_PORT": str(two),
                "MLSERVER_GRPC_PORT": str(grpc),
                "MLSERVER_METRICS_PORT": str(metrics),
            },
            mlserver,
        ),
        Server(
            "Jetty echo",
            [arguments.java, "-XX:+UseSerialGC", "-cp", class_path, echo, str(three)],
            three,
            "/",
            PLAIN,
        ),
    ]


def free_ports(count: int) -> list[int]:
    import socket

    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+\.\d+(?:e-?\d+)?", text)]


def require_agreement(servers: list[Server]) -> None:
    ours, theirs = (numbers(s.reply()[-200:])[-3:] for s in servers[:2])
    if any(abs(a - b) > 1e-5 for a, b in zip(ours, theirs, strict=True)):
        sys.exit(f"Treeline answers {ours}, MLServer {theirs}")


def measure(arguments, servers: list[Server], work: Path) -> None:
    drawn = random.Random(time.time_ns())
    for server in servers:
        # By requests and not by time: on a busy machine a JVM is not warm after some seconds.
        answered = 0.0
        for _ in range(6 if server.name != "MLServer" else 1):
            answered += server.load(arguments.warm, work / "wrk.lua")[0] * arguments.warm
            if answered > WARM:
                break
    for round_ in range(arguments.rounds):
        for server in drawn.sample(servers, len(servers)):
            found = server.load(arguments.seconds, work / "wrk.lua")
            for values, value in zip((server.requests, server.p99, server.processors), found):
                values.append(value)
        print(f"\r{round_ + 1} of {arguments.rounds} rounds", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    tables(servers, {s.name: paced(arguments, s, statistics.median(s.requests) / 2) for s in servers})


def tables(servers: list[Server], half: dict[str, list[float]]) -> None:
    treeline, mlserver, echo = servers
    print(f"\n## The server\n\n`wrk -t1 -c{CONNECTIONS}`, median (highest) of {len(echo.requests)} rounds in random order; then half of each")
    print("server's own maximum, paced, measured from when a request was due.")
    print("\n| server | requests/s | p99, ms | processor time a request, µs | at half: p50, ms | p99, ms | highest, ms |")
    print("| --- |" + " ---: |" * 6)
    for server in servers:
        p50, p99, highest = half[server.name]
        print(
            f"| {server.name} | {statistics.median(server.requests):,.0f} ({max(server.requests):,.0f})"
            f" | {statistics.median(server.p99):.2f} | {server.micros():.1f}"
            f" | {p50:.2f} | {p99:.2f} | {highest:.1f} |"
        )
    print("\n| measure | must reach | aim | found | by the highest | by processor time | |\n| --- |" + " ---: |" * 5 + " --- |")
    for title, other, must, aim in (
        ("requests/s vs MLServer", mlserver, 20, None),
        ("requests/s vs a bare Jetty echo route", echo, 0.6, 0.8),
    ):
        middle = statistics.median(treeline.requests) / statistics.median(other.requests)
        best = max(treeline.requests) / max(other.requests)
        goal = "aim reached" if aim and middle >= aim else "reached" if middle >= must else "**not reached**"
        print(f"| {title} | ≥ {must}× | {f'≥ {aim}×' if aim else '–'} | {middle:.2f}× | {best:.2f}× | {other.micros() / treeline.micros():.2f}× | {goal} |")
    p99 = half[treeline.name][1]
    print(f"| p99 at half of its maximum | ≤ 5 ms | – | {p99:.2f} ms | | | {'reached' if p99 <= 5 else '**not reached**'} |")


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("rounds", "seconds", "warm"):
        parser.add_argument(f"--{name}", type=int, required=True)
    parser.add_argument("--java", required=True)
    for name in ("home", "model", "functions", "venv", "mlserver"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    arguments = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="treeline-serve-"))
    servers = servers_of(arguments, work)
    try:
        for i, server in enumerate(servers):
            server.start(work / f"{i}.log")
        require_agreement(servers)
        measure(arguments, servers, work)
    finally:
        for server in servers:
            server.stop()
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
