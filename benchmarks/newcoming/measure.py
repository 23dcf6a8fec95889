"""How long a newcomer's ways take: commands of the documents, run as they are printed there, each timed."""

import argparse
import contextlib
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HIDDEN = ("java", "jar", "jlink", "mvn", "jshell", "jwebserver", "jpackage")
PLANTED = "mean area"
PATIENCE = 1800

# As docs/deploy.md prints them, which a test holds.
COMMANDS = {
    "import": "import model.ubj --out my-model",
    "verify": "verify --model my-model",
    "baseline": "baseline --data training.csv --label target --model my-model --out my-model",
    "new": "new my-endpoint --model my-model",
}
PROJECT_REQUEST = "curl -d @events/request.json -H 'Content-Type: application/json' localhost:8080/invocations"
TRAFFIC = "curl -fsS -H 'Content-Type: text/csv' --data-binary @../requests.csv localhost:8080/invocations"
VERDICT = "./treeline monitor --captures data/capture --baseline model --reports data/reports"

# Of a person: reading the page and the answer, typing, and what has to be decided.
MINUTES = {
    "train": ("the model, in Python (a script that exists: save it, and its table as CSV)", 4),
    "unpack": ("the release", 2),
    "import": ("its package", 2),
    "verify": ("the same bits as XGBoost's own library", 1),
    "baseline": ("what the training table looks like", 3),
    "new": ("a project", 1),
    "serve": ("the endpoint, until the first reply of 200", 2),
    "traffic": ("requests, captured", 3),
    "monitor": ("the verdict", 1),
    "read": ("the report: which feature, how far, since when", 5),
}


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


def without_java(folder):
    """A PATH on which there is no Java and no Maven."""
    folder.mkdir()
    for place in ("/bin", "/usr/bin", "/usr/local/bin"):
        for command in Path(place).iterdir() if Path(place).is_dir() else []:
            if not command.name.startswith(HIDDEN) and not (folder / command.name).is_symlink():
                (folder / command.name).symlink_to(command)
    return str(folder)


class Person:
    """Somebody in a folder, with an environment; every command is timed."""

    def __init__(self, folder, environment):
        self.folder = folder
        self.port = free_port()
        self.environment = environment | {"SAGEMAKER_BIND_TO_PORT": self.port}
        self.log = folder / "log"

    def run(self, command, folder=None):
        """Seconds, and what it printed."""
        began = time.monotonic()
        done = subprocess.run(
            ["bash", "-euc", command], cwd=folder or self.folder, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )
        if done.returncode:
            sys.exit(f"newcomer: {command}: status {done.returncode}\n{done.stdout[-3000:]}")
        return time.monotonic() - began, done.stdout

    @contextlib.contextmanager
    def serving(self, folder, request):
        """`./treeline serve`, and the seconds until the request is answered with 200."""
        began = time.monotonic()
        with self.log.open("w") as log:
            server = subprocess.Popen(
                ["./treeline", "serve"], cwd=folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, start_new_session=True,
            )
        try:
            while not self.answers(folder, request):
                if server.poll() is not None or time.monotonic() > began + PATIENCE:
                    sys.exit(f"newcomer: ./treeline serve gave no reply\n{self.log.read_text()[-3000:]}")
                time.sleep(0.1)
            yield time.monotonic() - began
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
            server.wait(60)

    def answers(self, folder, request):
        asked = subprocess.run(
            ["bash", "-c", f"{self.here(request)} -s -o /dev/null -w '%{{http_code}}'"],
            cwd=folder, env=self.environment, capture_output=True, text=True, check=False,
        )
        return asked.stdout == "200"

    def here(self, command):
        return command.replace("localhost:8080", f"localhost:{self.port}")


def readme_request():
    """The curl of the README."""
    lines = [line for line in (ROOT / "README.md").read_text().splitlines() if line.startswith("curl ")]
    return lines[0]


def load():
    return f"{os.getloadavg()[0]:.1f}"


def archive(work, release):
    """From the archive to the first reply."""
    folder = work / "a folder"
    folder.mkdir()
    someone = newcomer(work, folder, release)
    busy = load()
    seconds, _ = someone.run(f"tar -xzf {shlex.quote(str(packed(release)))}")
    more, _ = someone.run(f"./treeline-*/bin/treeline new my-endpoint --model {shlex.quote(str(ROOT / 'model/model.ubj'))}")
    with someone.serving(folder / "my-endpoint", PROJECT_REQUEST) as reply:
        return seconds + more + reply, 60, busy


def packed(release):
    (found,) = release.glob("v*/treeline-[0-9]*.tar.gz")
    return found


def newcomer(work, folder, release):
    path = without_java(work / f"bin of {folder.name}")
    home = work / f"home of {folder.name}"
    home.mkdir()
    return Person(folder, {"PATH": path, "HOME": str(home), "TREELINE_RELEASES": str(release), "LANG": "C.UTF-8"})


def clone(work, name, repository):
    """From a clone with an empty target/ to the first reply, by the README's commands."""
    folder = work / f"clone, {name}"
    folder.mkdir()
    environment = dict(os.environ)
    if repository:
        environment["MAVEN_OPTS"] = f"-Dmaven.repo.local={repository}"
    someone = Person(folder, environment)
    busy = load()
    seconds, _ = someone.run(f"git clone -q {shlex.quote(str(ROOT))} treeline")
    with someone.serving(folder / "treeline", readme_request()) as reply:
        return seconds + reply, 300, busy


def verdict(work, release, python):
    """Seconds of each step to a verdict on somebody's own model."""
    folder = work / "my model"
    folder.mkdir()
    someone = newcomer(work, folder, release)
    treeline, took = f"./{packed(release).name.removesuffix('.tar.gz')}/bin/treeline", {}
    took["train"], _ = someone.run(f"{shlex.quote(python)} {shlex.quote(str(ROOT / 'benchmarks/newcoming/train.py'))} .")
    took["unpack"], _ = someone.run(f"tar -xzf {shlex.quote(str(packed(release)))}")
    for name, command in COMMANDS.items():
        took[name], _ = someone.run(f"{treeline} {command}")
    project = folder / "my-endpoint"
    with someone.serving(project, PROJECT_REQUEST) as reply:
        took["serve"] = reply
        took["traffic"], scores = someone.run(someone.here(TRAFFIC), project)
        assert len(scores.splitlines()) >= 200, scores[:200]
    took["monitor"], table = someone.run(VERDICT, project)
    drifted = found(project / "data/reports")
    if drifted != [PLANTED]:
        sys.exit(f"newcomer: the verdict names {drifted}, planted was {PLANTED}\n{table}")
    return took


def found(reports):
    """The features that the newest report calls drifted."""
    (report,) = reports.rglob("latest/report.json")
    features = json.loads(report.read_text())["features"]
    return [feature["name"] for feature in features if feature["verdict"] == "drifted"]


def print_times(rows):
    print("| from | to the first reply of 200, seconds | goal | load before |")
    print("| --- | --- | --- | --- |")
    for name, (seconds, goal, busy) in rows:
        print(f"| {name} | {seconds:.1f} | {goal} | {busy} |")
    print()


def print_verdict(took):
    print("| step to a verdict on one's own model | machine, seconds | a person, minutes allowed |")
    print("| --- | --- | --- |")
    for name, (what, minutes) in MINUTES.items():
        seconds = f"{took[name]:.1f}" if name in took else "–"
        print(f"| `{name}`: {what} | {seconds} | {minutes} |")
    minutes = sum(m for _, m in MINUTES.values())
    print(f"| **in all** | {sum(took.values()):.0f} | {minutes}; with the machine's {minutes + sum(took.values()) / 60:.1f} of 30 |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--release", type=Path)
    parser.add_argument("--python")
    parser.add_argument("parts", nargs="+")
    asked = parser.parse_args()
    print(f"{os.cpu_count()} processors, load {', '.join(f'{x:.1f}' for x in os.getloadavg())} at the beginning.\n")
    with tempfile.TemporaryDirectory(prefix="newcomer ") as name:
        work, rows = Path(name), []
        if "archive" in asked.parts:
            rows.append(("the release archive, no Java on the PATH", archive(work, asked.release)))
        if "clone" in asked.parts:
            rows.append(("a clone, Maven's repository full", clone(work, "full", "")))
        if "empty" in asked.parts:
            # Beside the others: no way is known to put a blank into MAVEN_OPTS.
            with tempfile.TemporaryDirectory(prefix="newcomer-maven-") as repository:
                times = clone(work, "empty", repository)
                fetched = sum(file.stat().st_size for file in Path(repository).rglob("*") if file.is_file())
                rows.append((f"a clone, Maven's repository empty, {fetched >> 20} MB fetched", times))
        if rows:
            print_times(rows)
        if "verdict" in asked.parts:
            print_verdict(verdict(work, asked.release, asked.python))


if __name__ == "__main__":
    main()
