import json
import os
import subprocess
from pathlib import Path

import requests
from conftest import CLIENTS

MODULES = Path(os.environ["NODE_MODULES"])
COLLECTION = CLIENTS / "treeline.postman_collection.json"


def test_newman_runs_every_request_and_its_tests(url, tmp_path):
    report = tmp_path / "report.json"
    ended = subprocess.run(
        ["node", MODULES / "newman/bin/newman.js", "run", COLLECTION, "--env-var", f"url={url}",
         "--timeout-request", "30000", "--color", "off", "--reporters", "cli,json", "--reporter-json-export", report],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
    stats = json.loads(report.read_text())["run"]["stats"]
    total = sum(1 for _ in items(json.loads(COLLECTION.read_text())))
    assert stats["requests"] == {"total": total, "pending": 0, "failed": 0}
    assert stats["assertions"]["total"] >= total


def test_each_request_has_a_test_and_goes_to_the_variable():
    for item in items(json.loads(COLLECTION.read_text())):
        assert any(event["listen"] == "test" for event in item["event"]), item["name"]
        assert item["request"]["url"]["raw"].startswith("{{url}}/"), item["name"]


def test_postman_imports_the_openapi_document(url, tmp_path):
    document = requests.get(f"{url}/openapi.json", timeout=30)
    (tmp_path / "openapi.json").write_bytes(document.content)
    # The library by which Postman itself imports.
    importer = MODULES / "openapi-to-postmanv2/bin/openapi2postmanv2.js"
    subprocess.run(
        ["node", importer, "-s", "openapi.json", "-o", "imported.json"],
        cwd=tmp_path, capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    imported = list(items(json.loads((tmp_path / "imported.json").read_text())))
    paths = document.json()["paths"].values()
    assert len(imported) == sum(m in ("get", "post") for item in paths for m in item)


def items(folder):
    for item in folder["item"]:
        yield from items(item) if "item" in item else [item]
