"""The image's folder, TREELINE_IMAGE, started as its platforms start it: as nobody in particular,
from a folder that it cannot write to, with no variable of this machine."""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time

import pytest

ROOT = pathlib.Path(__file__).parents[4]
sys.path.append(str(ROOT / "benchmarks" / "cold"))

NOBODY = 65532


def image_folder():
    return pathlib.Path(os.environ["TREELINE_IMAGE"])


class Container:
    """One process of the entry script, and what it printed."""

    def __init__(self, scratch, arguments, **variables):
        self.log = scratch / "log"
        self.scratch = scratch
        as_nobody = []
        if os.geteuid() == 0:
            os.chown(scratch, NOBODY, NOBODY)
            as_nobody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [*as_nobody, image_folder() / "bin" / "entry", *arguments],
                cwd="/",
                env={"PATH": "/usr/bin:/bin", "TMPDIR": str(scratch), **variables},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def printed(self):
        return self.log.read_text(errors="replace")

    def signal(self):
        self.process.send_signal(signal.SIGTERM)

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def healthy(port):
    health = [image_folder() / "bin" / "health", str(port)]
    return subprocess.run(health, capture_output=True, check=False).returncode == 0


def ready(container, port, seconds=60):
    end = time.monotonic() + seconds
    while not healthy(port):
        assert container.process.poll() is None, container.printed()
        assert time.monotonic() < end, container.printed()
        time.sleep(0.05)


@pytest.fixture
def scratch(tmp_path_factory):
    """A folder that another user may reach; pytest's own are closed to others."""
    folder = tmp_path_factory.mktemp("container")
    outside = pathlib.Path(os.environ["TREELINE_SCRATCH"]) / folder.name
    outside.mkdir()
    yield outside
    shutil.rmtree(outside, ignore_errors=True)


@pytest.fixture
def model(scratch):
    """What SageMaker unpacks into /opt/ml/model."""
    folder = scratch / "opt-ml-model"
    shutil.copytree(ROOT / "model", folder)
    return folder


@pytest.fixture
def start(scratch):
    started = []

    def begin(arguments, **variables):
        started.append(Container(scratch, arguments, **variables))
        return started[-1]

    yield begin
    for container in started:
        container.close()
