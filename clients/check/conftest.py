"""What the checks share: where Treeline is, how an example is run, what the truth is."""

import gzip
import json
import os
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gateway import Gateway

os.environ["SAGEMAKER_SUPPRESS_V2_WARNING"] = "1"

CLIENTS = Path(__file__).parent.parent
PROJECT = CLIENTS.parent


@pytest.fixture(scope="session")
def url():
    return os.environ["TREELINE_URL"]


@pytest.fixture(scope="session")
def gateway(url):
    with Gateway(url) as gateway:
        yield gateway


@pytest.fixture(scope="session")
def truth():
    """A row's probabilities, by the bits that XGBoost itself computed."""
    return golden("predictions")


@pytest.fixture(scope="session")
def margins():
    """A row's margins, by the same truth."""
    return golden("margins")


def golden(what):
    lines = (PROJECT / "model/golden.jsonl").read_text().splitlines()
    rows = {tuple(line["row"]): line[what] for line in map(json.loads, lines)}

    def of(*row):
        return [struct.unpack(">f", bytes.fromhex(bits))[0] for bits in rows[row]]

    return of


@pytest.fixture(scope="session")
def virginica(truth):
    return truth(6.4, 2.8, 5.6, 2.2)


@pytest.fixture(scope="session")
def setosa(truth):
    return truth(5.4, 3.4, 1.5, 0.4)


@pytest.fixture
def run():
    """Runs an example and gives its lines; one that fails is a failure of the check."""

    def run(*command):
        if command[0].endswith(".py"):
            command = [sys.executable, *command]
        ended = subprocess.run(
            command,
            cwd=CLIENTS,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout.splitlines()

    return run


@pytest.fixture(scope="session")
def captured():
    """The captured line with an inference id, waited for."""
    folder = Path(os.environ["TREELINE_CAPTURE_FOLDER"])

    def find(inference_id):
        end = time.monotonic() + 30
        while time.monotonic() < end:
            for line in lines(folder):
                if line["eventMetadata"].get("inferenceId") == inference_id:
                    return line
            time.sleep(0.2)
        raise AssertionError(f"no captured line below {folder} has the inference id {inference_id}")

    return find


def lines(folder):
    for file in folder.rglob("*.jsonl*"):
        text = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        # The last line may still be on its way.
        yield from map(json.loads, text[: text.rfind(b"\n") + 1].splitlines())
