"""The scripts beside the templates, with a stand-in for the command line of AWS."""

import hashlib
import importlib.machinery
import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile

import pytest
from cloudformation import ROOT, source


@pytest.fixture
def release():
    loader = importlib.machinery.SourceFileLoader("release", str(ROOT / "deploy/release"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("release", loader))
    loader.exec_module(module)
    return module


def built(folder, code="code", model="model"):
    for name, text in (("A.class", code), ("model/model.ubj", model)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_digest_changes_with_code_model_template_or_parameters_alone(release, tmp_path):
    template = tmp_path / "template.yaml"
    template.write_text("one")

    def digest(name, parameters=None, **files):
        return release.digest(built(tmp_path / name, **files), template, parameters or {"Auth": "iam"})

    first = digest("first")
    assert digest("same") == first
    others = [digest("code", code="other"), digest("model", model="other"), digest("parameters", {"Auth": "none"})]
    template.write_text("two")
    others.append(digest("template"))
    assert len({first, *others}) == 5


def test_release_keeps_the_parameters_of_samconfig(release, tmp_path):
    config = tmp_path / "samconfig.toml"
    config.write_text('[default.deploy.parameters]\nparameter_overrides = "Auth=none MonitorSchedule=\\"cron(0 12 * * ? *)\\""\n')
    assert release.configured(config) == {"Auth": "none", "MonitorSchedule": "cron(0 12 * * ? *)"}
    config.write_text('[default.deploy.parameters]\nparameter_overrides = ["Auth=jwt"]\n')
    assert release.configured(config) == {"Auth": "jwt"}
    assert release.configured(ROOT / "samconfig.toml") == {}


def test_sam_reads_the_values_that_release_writes(release):
    from samcli.cli.types import CfnParameterOverridesType

    values = {
        "MonitorSchedule": "cron(0 12 * * ? *)",
        "JwtAudience": "one, two",
        "AlarmEmail": "",
        "RunbookUrl": 'https://example.com/a?b="c"&d=e',
        "PermissionsBoundary": "arn:aws:iam::123456789012:policy/x",
    }
    words = tuple(release.quoted(name, value) for name, value in values.items())
    assert CfnParameterOverridesType().convert(words, None, None) == values


def test_bucket_of_builds_that_is_named_takes_the_place_of_sams_own(release):
    assert release.buckets(["--s3-bucket", "builds"]) == ["--no-resolve-s3"]
    assert release.buckets(["--s3-bucket=builds"]) == ["--no-resolve-s3"]
    assert release.buckets(["--stack-name", "s"]) == []


STORE = f"#!{sys.executable}\n" + """import base64, hashlib, json, os, pathlib, sys

words = sys.argv[1:]
value = dict(zip(words, words[1:]))
if words[:2] == ["s3api", "put-object"]:
    body = pathlib.Path(value["--body"]).read_bytes()
    sum = base64.b64encode(hashlib.sha256(body).digest()).decode()
    if sum != value["--checksum-sha256"]:
        sys.exit("BadDigest")
    pathlib.Path(os.environ["KEPT"]).write_bytes(body)
    print(json.dumps({"VersionId": os.environ["VERSION"]} if os.environ["VERSION"] else {}))
else:
    digest = os.environ[value["--stack-name"]]
    print(json.dumps({"Stacks": [{"Parameters": [{"ParameterKey": "ModelSha256", "ParameterValue": digest}]}]}))
"""


def model(tmp_path, *arguments, **environment):
    aws = tmp_path / "aws"
    aws.write_text(STORE)
    aws.chmod(0o755)
    return subprocess.run(
        [sys.executable, ROOT / "deploy/model", *map(str, arguments)],
        env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "KEPT": str(tmp_path / "kept")} | environment,
        capture_output=True, text=True, check=False,
    )


def copied(tmp_path, name):
    folder = tmp_path / name
    shutil.copytree(ROOT / "model", folder, copy_function=shutil.copy)
    return folder


def test_package_gives_one_archive_wherever_it_is_packed(tmp_path):
    digests = set()
    for name in ("one", "two"):
        run = model(tmp_path, "upload", copied(tmp_path, name), "s3://models/fraud/model.tar.gz", VERSION="v1")
        assert run.returncode == 0, run.stderr
        words = dict(word.split("=", 1) for word in run.stdout.split())
        assert words.keys() == {"ModelSource", "ModelBucket", "ModelKey", "ModelVersionId", "ModelSha256"}
        assert not set(words) - set(source()["Parameters"])
        assert words["ModelSha256"] == hashlib.sha256((tmp_path / "kept").read_bytes()).hexdigest()
        digests.add(words["ModelSha256"])
    assert len(digests) == 1
    with tarfile.open(tmp_path / "kept") as archive:
        assert archive.extractfile("model.ubj").read() == (ROOT / "model/model.ubj").read_bytes()
    assert not list(tmp_path.glob("*.upload"))


def test_bucket_without_versions_and_folder_without_model_are_refused(tmp_path):
    run = model(tmp_path, "upload", copied(tmp_path, "one"), "s3://models/m.tar.gz", VERSION="")
    assert run.returncode == 1 and "keeps no versions" in run.stderr
    (tmp_path / "empty").mkdir()
    run = model(tmp_path, "upload", tmp_path / "empty", "s3://models/m.tar.gz", VERSION="v1")
    assert run.returncode == 1 and "expected a model package" in run.stderr
    run = model(tmp_path, "upload", copied(tmp_path, "two"), "s3://models/m.zip", VERSION="v1")
    assert run.returncode == 1 and "expected s3://BUCKET/KEY.tar.gz" in run.stderr


def test_stacks_serve_the_same_archive_or_it_is_said(tmp_path):
    run = model(tmp_path, "same", "staging", "production", staging="a" * 64, production="a" * 64)
    assert run.returncode == 0 and run.stdout.count("a" * 64) == 2
    run = model(tmp_path, "same", "staging", "production", staging="a" * 64, production="b" * 64)
    assert run.returncode == 1 and "different archives" in run.stderr
    run = model(tmp_path, "same", "staging", "production", staging="a" * 64, production="")
    assert run.returncode == 1 and "has no digest" in run.stderr
