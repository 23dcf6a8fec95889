"""The image that the Dockerfile became, run by runc as `docker run --read-only --tmpfs /tmp
--cap-drop ALL` does. TREELINE_ROOT is its mounted root, TREELINE_CONFIG what buildah says of it."""

import http.client
import json
import os
import pathlib
import re
import signal
import struct
import subprocess
import sys
import threading
import time
import uuid

import pytest

HERE = pathlib.Path(__file__).parents[4]
sys.path.append(str(HERE / "benchmarks" / "cold"))

from api import RuntimeApi  # noqa: E402 - found by the line above

ROOT = pathlib.Path(os.environ["TREELINE_ROOT"])
HOME = ROOT / "opt" / "treeline"
CONFIG = json.loads(pathlib.Path(os.environ["TREELINE_CONFIG"]).read_text())["Docker"]["config"]
GOLDEN = [json.loads(line) for line in (HERE / "model" / "golden.jsonl").read_text().splitlines()]
PORT = 18080


def bits(line):
    return [struct.pack(">f", float(text)).hex() for text in line.split(",")]


class Container:
    """One container of the image, and what it printed."""

    def __init__(self, folder, command, model, **variables):
        self.name = f"treeline-{uuid.uuid4()}"
        subprocess.run(["runc", "spec", "--bundle", folder], check=True)
        spec = json.loads((folder / "config.json").read_text())
        user, group = map(int, CONFIG["User"].split(":"))
        spec["root"] = {"path": str(ROOT), "readonly": True}
        spec["process"] |= {
            "terminal": False,
            "user": {"uid": user, "gid": group},
            "args": CONFIG["Entrypoint"] + (CONFIG["Cmd"] if command is None else command),
            "env": CONFIG["Env"] + [f"{name}={value}" for name, value in variables.items()],
            "cwd": CONFIG["WorkingDir"] or "/",
            "capabilities": {},
            "noNewPrivileges": True,
        }
        # The machine's network: the tests ask it, and it asks them.
        kinds = ("network", "cgroup")
        spec["linux"]["namespaces"] = [n for n in spec["linux"]["namespaces"] if n["type"] not in kinds]
        spec["mounts"].append(
            {"destination": "/tmp", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "nodev", "mode=1777"]}
        )
        if model:
            spec["mounts"].append(
                {"destination": "/opt/ml/model", "type": "bind", "source": str(HERE / "model"), "options": ["bind", "ro"]}
            )
        (folder / "config.json").write_text(json.dumps(spec))
        self.log = folder / "log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                ["runc", "run", "--bundle", folder, self.name], stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def printed(self):
        return self.log.read_text(errors="replace")

    def inside(self, *command):
        return subprocess.run(["runc", "exec", self.name, *command], capture_output=True, text=True, check=False)

    def ready(self):
        """As Docker asks: by the health check that the image names."""
        end = time.monotonic() + 120
        while self.inside(*CONFIG["Healthcheck"]["Test"][1:]).returncode:
            assert self.process.poll() is None and time.monotonic() < end, self.printed()
            time.sleep(0.2)

    def close(self):
        subprocess.run(["runc", "delete", "--force", self.name], capture_output=True, check=False)
        self.process.wait()


@pytest.fixture
def start(tmp_path):
    started = []

    def begin(command=None, model=True, **variables):
        started.append(Container(tmp_path, command, model, **variables))
        return started[-1]

    yield begin
    for container in started:
        container.close()


def ask(method, path, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request(method, path, body, {"Content-Type": "text/csv"})
    reply = connection.getresponse()
    return reply.status, reply.read().decode()


def test_image_says_who_runs_it_and_how_it_is_asked():
    assert CONFIG["User"] == "65532:65532"
    assert CONFIG["Entrypoint"] == ["/opt/treeline/bin/entry"] and CONFIG["Cmd"] == ["serve"]
    assert list(CONFIG["Volumes"]) == ["/tmp"] and list(CONFIG["ExposedPorts"]) == ["8080/tcp"]
    assert CONFIG["Healthcheck"]["Test"] == ["CMD", "/opt/treeline/bin/health"]
    assert CONFIG["Labels"]["org.opencontainers.image.licenses"] == "Apache-2.0"
    assert {entry.split("=")[0] for entry in CONFIG["Env"]} == {"PATH", "LANG"}


def size(folder):
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_symlink()) / 1e6


def test_image_holds_no_tools_of_its_making_and_nothing_that_its_user_may_change():
    print(f"the image: {size(ROOT):.0f} MB, of it /opt/treeline {size(HOME):.0f} MB")
    assert sorted(path.name for path in (ROOT / "opt").iterdir() if path.name != "ml") == ["treeline"]
    assert not list(ROOT.glob("usr/share/maven*")) and not (ROOT / "treeline").exists()
    for path in HOME.rglob("*"):
        status = path.lstat()
        assert status.st_uid == 0 and (path.is_symlink() or not status.st_mode & 0o6022), path


def test_whatever_is_in_the_image_is_there_with_its_licence():
    for name in ("LICENSE", "NOTICE", "THIRD-PARTY.txt"):
        assert (HOME / name).stat().st_size > 500
    assert (HOME / "runtime/legal/java.base/LICENSE").stat().st_size > 10_000
    assert list(ROOT.glob("usr/share/doc/*/copyright"))


def test_java_trusts_certificates_and_the_caches_belong_to_the_jars(start):
    assert (HOME / "runtime/lib/security/cacerts").stat().st_size > 50_000
    container = start(["--check"])
    assert container.process.wait(60) == 0, container.printed()


def test_server_answers_to_the_bit_from_a_root_that_is_read_only(start):
    container = start(PORT=str(PORT), JAVA_TOOL_OPTIONS="-XX:AOTMode=on")
    container.ready()
    assert container.inside("/usr/bin/touch", "/opt/treeline/x").returncode != 0
    assert "Uid:\t65532\t65532\t65532\t65532" in container.inside("/usr/bin/cat", "/proc/1/status").stdout
    assert re.search(r"CapEff:\t0+\n", container.inside("/usr/bin/cat", "/proc/1/status").stdout)
    assert ask("GET", "/ping") == (200, "")
    status, body = ask("POST", "/invocations", "\n".join(",".join(map(str, row["row"])) for row in GOLDEN))
    assert status == 200
    assert [bits(line) for line in body.splitlines()] == [row["predictions"] for row in GOLDEN]
    subprocess.run(["runc", "kill", container.name, "TERM"], check=True)
    told = time.monotonic()
    assert container.process.wait(60) == 128 + signal.SIGTERM
    print(f"{len(GOLDEN)} golden rows, none with another bit; ended {time.monotonic() - told:.1f} s after SIGTERM")


def test_function_answers_to_the_bit_what_lambda_asks(start):
    api = RuntimeApi()
    container = start(
        [],
        AWS_LAMBDA_RUNTIME_API=api.address,
        AWS_LAMBDA_FUNCTION_NAME="checked",
        AWS_LAMBDA_FUNCTION_VERSION="1",
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE="1769",
        AWS_LAMBDA_LOG_GROUP_NAME="checked",
        AWS_LAMBDA_LOG_STREAM_NAME="1",
        AWS_LAMBDA_LOG_FORMAT="JSON",
        AWS_REGION="eu-central-1",
        TREELINE_CAPTURE="log",
        JAVA_TOOL_OPTIONS="-XX:AOTMode=on",
    )
    ended = lambda: api.died(f"ended with {container.process.wait()}: {container.printed()}")
    threading.Thread(target=ended, daemon=True).start()
    try:
        event = json.loads((HERE / "events" / "csv.json").read_text())
        event |= {"isBase64Encoded": False, "body": ",".join(map(str, GOLDEN[0]["row"]))}
        reply = json.loads(api.invoke(json.dumps(event).encode(), 120)[0])
    finally:
        container.close()
        api.server.close()
    assert reply["statusCode"] == 200
    assert bits(reply["body"].strip()) == GOLDEN[0]["predictions"]


def test_container_without_a_model_says_so_and_ends(start):
    container = start(model=False, PORT=str(PORT))
    assert container.process.wait(120) not in (0, 143)
    assert "/opt/ml/model" in container.printed()
