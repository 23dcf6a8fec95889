"""cfn-lint finds nothing, in the templates as written and in what becomes of every branch."""

import json
import re

import branches
import pytest
from cfnlint.api import lint, ManualArgs
from cloudformation import ROOT, Written, expand, source
from samcli.yamlhelper import yaml_dump

def test_what_sam_uploads_holds_no_alias_which_cloudformation_refuses():
    text = yaml_dump(source("template.yaml"))
    assert not re.search(r"[:-] [&*]\w+\s*$", text, re.MULTILINE)
    assert len(text.encode()) < 1_000_000


@pytest.mark.parametrize("name", ["deploy/public.yaml", "deploy/bootstrap.yaml"])
def test_template_without_sam_goes_up_as_it_is(name):
    text = (ROOT / name).read_text()
    assert not re.search(r"[:-] [&*]\w+", text)
    assert len(text.encode()) <= 51_200


def found(text):
    config = ManualArgs(regions=["eu-central-1", "us-east-1"])
    return [f"{m.rule.id} {'/'.join(str(p) for p in m.path or [])}: {m.message}" for m in lint(text, config=config)]


@pytest.mark.parametrize("name", branches.TEMPLATES)
def test_template_as_written_has_no_finding(name):
    assert found((ROOT / name).read_text()) == []


@pytest.mark.parametrize("name", branches.TEMPLATES)
def test_no_branch_has_a_finding(name):
    for parameters in branches.few(name):
        document = Written(expand(name, parameters), parameters).document()
        assert found(json.dumps(document)) == [], parameters


@pytest.mark.parametrize("name", branches.TEMPLATES)
def test_what_checkov_passes_over_has_its_reason(name):
    for line in (ROOT / name).read_text().splitlines():
        if "checkov:skip" in line:
            assert re.search(r"checkov:skip=CKV2?_AWS_\d+:\S.{10,}", line), line
