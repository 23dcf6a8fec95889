import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

CHECK = str(Path(__file__).parent)
SEED = "20260101"


@pytest.fixture(scope="module")
def document(url):
    return requests.get(f"{url}/openapi.json", timeout=30).json()


def test_document_is_openapi_3_1(document):
    assert document["openapi"].startswith("3.1.")
    validate(document, cls=OpenAPIV31SpecValidator)


def test_document_names_the_models_features(document):
    text = str(document)
    for name in "sepal_length", "sepal_width", "petal_length", "petal_width":
        assert name in text


def test_document_names_every_route(document, url):
    # Who has lost the way is told all of them.
    lost = requests.get(f"{url}/nowhere", timeout=30).json()["message"]
    routes = set(re.findall(r"(GET|POST) (/[^, ]*)", lost.split("expected", 1)[1]))
    assert len(routes) > 10
    paths = document["paths"].items()
    named = {(m.upper(), path) for path, item in paths for m in item if m in ("get", "post")}
    assert named == routes


def test_examples_of_the_document_are_answered(document, url):
    asked = 0
    for path, item in document["paths"].items():
        content = item.get("post", {}).get("requestBody", {}).get("content", {})
        for type_, media in content.items():
            for name in re.findall(r"\{(\w+)\}", path):
                (known,) = [p for p in item["parameters"] if p["name"] == name]
                path = path.replace("{%s}" % name, known["schema"]["enum"][0])
            named = [example["value"] for example in media.get("examples", {}).values()]
            for example in named + [media[k] for k in ("example",) if k in media]:
                body = example if isinstance(example, str) else json.dumps(example)
                reply = requests.post(url + path, body, headers={"Content-Type": type_}, timeout=30)
                assert reply.status_code == 200, (path, type_, body, reply.text)
                asked += 1
    assert asked >= 10


def test_schemathesis_finds_no_5xx_and_no_reply_that_breaks_its_schema(url, tmp_path):
    ended = subprocess.run(
        [Path(sys.executable).with_name("schemathesis"), "run", f"{url}/openapi.json",
         "--seed", SEED, "--max-examples", "50", "--phases", "examples,coverage,fuzzing",
         "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,"
                     "response_headers_conformance,response_schema_conformance",
         "--continue-on-failure", "--request-timeout", "30", "--suppress-health-check", "all",
         "--no-color"],
        env=os.environ | {"SCHEMATHESIS_HOOKS": "schemathesis_hooks", "PYTHONPATH": CHECK},
        cwd=tmp_path, capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
    generated = int(re.search(r"(\d+) generated", ended.stdout)[1])
    assert generated > 1000
