"""Logs that can be written: in their order, and under names that the documented key policy admits."""

import fnmatch
import re

import branches
import pytest
import test_expansion
import test_fargate_branches
from cloudformation import ROOT, Written, expand

EVERY = [*branches.TEMPLATES, test_fargate_branches.NAME]


def waits_for(**picked):
    name = "deploy/public.yaml"
    parameters = branches.parameters(name, picked)
    stage = Written(expand(name, parameters), parameters).document()["Resources"]["Stage"]
    return test_expansion.referred(stage)


def test_stage_with_a_log_waits_for_the_role_that_writes_it():
    assert "Account" in waits_for(AccountLogRole="make")
    assert "Account" not in waits_for(AccountLogRole="keep")


@pytest.mark.parametrize("name", EVERY)
def test_key_policy_of_the_documents_admits_every_log_group(name):
    text = (ROOT / "docs/deployment.md").read_text()
    (admitted,) = re.findall(r'"arn:aws:logs:REGION:ACCOUNT:log-group:([^"]+)"', text)
    for parameters, deployment in branches.deployments(name):
        for logical, group in deployment.resources("AWS::Logs::LogGroup").items():
            assert fnmatch.fnmatchcase(group.get("LogGroupName", ""), admitted), (logical, parameters)
