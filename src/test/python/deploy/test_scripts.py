"""The scripts beside the templates, with a stand-in for the command line of AWS."""

import importlib.machinery
import importlib.util
import os
import subprocess

import pytest
from cloudformation import ROOT

AWS = """#!/usr/bin/env bash
printf '%s\\n' "$*" >>"$CALLS"
case "$1 $2" in
  'cloudformation describe-stacks') echo treeline-ScoreFunction-1 ;;
  'lambda get-alias') echo "$NOW" ;;
  'lambda list-versions-by-function') printf '$LATEST\\t%s\\n' "$VERSIONS" ;;
  'lambda update-alias') echo done ;;
esac
"""


def rollback(tmp_path, now, versions, *arguments):
    aws = tmp_path / "aws"
    aws.write_text(AWS)
    aws.chmod(0o755)
    calls = tmp_path / "calls"
    calls.write_text("")
    environment = os.environ | {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "CALLS": str(calls),
        "NOW": now,
        "VERSIONS": versions,
    }
    run = subprocess.run(
        [ROOT / "deploy/rollback", *arguments], env=environment, capture_output=True, text=True, check=False
    )
    updates = [line for line in calls.read_text().splitlines() if "update-alias" in line]
    return run, updates


def test_rollback_goes_to_the_version_before(tmp_path):
    run, updates = rollback(tmp_path, "11", "8\t9\t10\t11\t12", "treeline")
    assert run.returncode == 0, run.stderr
    (update,) = updates
    assert "--function-version 10 " in update and "AdditionalVersionWeights={}" in update
    assert run.stdout == "treeline-ScoreFunction-1: live was version 11, is version 10\n"


def test_rollback_goes_to_the_version_that_is_named(tmp_path):
    _, updates = rollback(tmp_path, "11", "8\t9\t10\t11", "treeline", "8")
    assert "--function-version 8 " in updates[0]


def test_first_version_has_no_way_back(tmp_path):
    run, updates = rollback(tmp_path, "1", "1", "treeline")
    assert run.returncode == 1 and not updates
    assert "there is none to go back to" in run.stderr


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
