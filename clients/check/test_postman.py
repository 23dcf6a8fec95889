import json
import os
import subprocess
from pathlib import Path

from conftest import CLIENTS

COLLECTION = CLIENTS / "treeline.postman_collection.json"


def test_newman_runs_every_request_and_its_tests(url, tmp_path):
    newman = Path(os.environ["NODE_MODULES"]) / "newman/bin/newman.js"
    report = tmp_path / "report.json"
    ended = subprocess.run(
        ["node", newman, "run", COLLECTION, "--env-var", f"url={url}", "--timeout-request", "30000",
         "--color", "off", "--reporters", "cli,json", "--reporter-json-export", report],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
    stats = json.loads(report.read_text())["run"]["stats"]
    requests = sum(1 for _ in items(json.loads(COLLECTION.read_text())))
    assert stats["requests"] == {"total": requests, "pending": 0, "failed": 0}
    assert stats["assertions"]["total"] >= requests


def test_each_request_has_a_test_and_goes_to_the_variable():
    for item in items(json.loads(COLLECTION.read_text())):
        assert any(event["listen"] == "test" for event in item["event"]), item["name"]
        assert item["request"]["url"]["raw"].startswith("{{url}}/"), item["name"]


def items(folder):
    for item in folder["item"]:
        yield from items(item) if "item" in item else [item]
