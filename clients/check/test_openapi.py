import os
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

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


def test_document_names_every_route(document):
    assert {
        "/invocations", "/ping", "/endpoints/{endpoint}/invocations", "/v2", "/v2/health/live",
        "/v2/health/ready", "/v2/repository/index",
    } <= set(document["paths"])  # fmt: skip


def test_schemathesis_finds_no_5xx_and_no_reply_that_breaks_its_schema(url, tmp_path):
    st = Path(sys.executable).with_name("schemathesis")
    ended = subprocess.run(
        [st, "run", f"{url}/openapi.json", "--seed", SEED, "--max-examples", "50",
         "--phases", "examples,coverage,fuzzing", "--continue-on-failure", "--no-color",
         "--request-timeout", "20", "--suppress-health-check", "all",
         "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,"
                     "response_headers_conformance,response_schema_conformance"],
        cwd=tmp_path, env=os.environ | {"HYPOTHESIS_STORAGE_DIRECTORY": str(tmp_path)},
        capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout[-8000:] + ended.stderr
