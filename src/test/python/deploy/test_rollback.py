"""deploy/rollback, with a stand-in for the command line of AWS that keeps an account's state in a file."""

import json
import os
import subprocess
import sys

import pytest
from cloudformation import ROOT, source

AWS = f"#!{sys.executable}\n" + '''import json, os, pathlib, sys

words = sys.argv[1:]
value = dict(zip(words, words[1:]))
file = pathlib.Path(os.environ["STATE"])
state = json.loads(file.read_text())
reply = {}
match words[:2]:
    case ["cloudformation", "describe-stack-resource"]:
        reply = {"StackResourceDetail": {"PhysicalResourceId": "treeline-" + value["--logical-resource-id"]}}
    case ["lambda", "get-alias"]:
        routing = {"RoutingConfig": {"AdditionalVersionWeights": {"9": 0.1}}} if state["running"] else {}
        reply = {"AliasArn": "arn:aws:lambda:eu-central-1:1:function:f:live", "FunctionVersion": state["live"]} | routing
    case ["lambda", "list-tags"]:
        reply = {"Tags": state["tags"]}
    case ["lambda", "tag-resource"]:
        assert value["--resource"] == "arn:aws:lambda:eu-central-1:1:function:f"
        state["tags"] |= json.loads(value["--tags"])
    case ["deploy", "list-deployments"]:
        assert value["--deployment-group-name"] == "treeline-ScoreFunctionDeploymentGroup"
        # Failed and stopped ones are in the account too, and are not asked for.
        wanted = "succeeded" if value["--include-only-statuses"] == "Succeeded" else "running"
        reply = {"deployments": state["running"] if wanted == "running" else list(state["succeeded"])}
    case ["deploy", "batch-get-deployments"]:
        named = {"revisionType": "AppSpecContent", "appSpecContent": {"content": None}}
        reply = {"deploymentsInfo": [
            {"deploymentId": name, "createTime": "2026-03-%02dT00:00:00+00:00" % int(name[2:]),
             "revision": named | {"appSpecContent": {"sha256": name}}}
            for name in state["succeeded"]]}
    case ["deploy", "get-application-revision"]:
        name = json.loads(value["--revision"])["appSpecContent"]["sha256"]
        current, target = state["succeeded"][name]
        told = {"Resources": [{"f": {"Properties": {"CurrentVersion": str(current), "TargetVersion": str(target)}}}]}
        reply = {"revision": {"revisionType": "AppSpecContent", "appSpecContent": {"content": json.dumps(told)}}}
    case ["lambda", "invoke"]:
        state["events"].append(pathlib.Path(value["--payload"].removeprefix("fileb://")).read_text())
        state["sleeps"] -= 1
        file.write_text(json.dumps(state))
        if state["sleeps"] >= 0:
            sys.exit("An error occurred (SnapStartNotReadyException) when calling the Invoke operation")
        pathlib.Path(words[words.index("--payload") + 2]).write_text(json.dumps(state["pong"]))
        reply = {"StatusCode": 200}
    case ["lambda", "update-alias"]:
        assert value["--routing-config"] == "AdditionalVersionWeights={}"
        state["live"] = value["--function-version"]
        state["updates"].append(state["live"])
    case _:
        sys.exit("not expected: " + " ".join(words))
file.write_text(json.dumps(state))
print(json.dumps(reply))
'''


class Account:
    def __init__(self, folder):
        self.folder = folder
        aws = folder / "aws"
        aws.write_text(AWS)
        aws.chmod(0o755)
        # Waits that are waited for would make the tests take minutes.
        (folder / "sitecustomize.py").write_text("import time\ntime.sleep = lambda seconds: None\n")
        self.state = {
            "live": "1", "tags": {}, "succeeded": {}, "running": [], "events": [], "sleeps": 0, "updates": [],
            "pong": {"statusCode": 200, "body": ""},
        }

    def deployed(self, current, target):
        """A deployment that succeeded. Listed newest last: the order must not matter."""
        self.state["succeeded"][f"d-{len(self.state['succeeded']) + 1}"] = [current, target]
        self.state["live"] = str(target)

    def rollback(self, *arguments):
        file = self.folder / "state"
        file.write_text(json.dumps(self.state))
        environment = os.environ | {
            "PATH": f"{self.folder}:{os.environ['PATH']}", "PYTHONPATH": str(self.folder), "STATE": str(file),
        }
        run = subprocess.run(
            [sys.executable, ROOT / "deploy/rollback", *arguments],
            env=environment, capture_output=True, text=True, check=False,
        )
        self.state = json.loads(file.read_text())
        return run


@pytest.fixture
def account(tmp_path):
    return Account(tmp_path)


def test_version_that_was_refused_is_passed_over(account):
    account.deployed(15, 16)
    # 17 was published, and refused by the gate: no deployment of it succeeded.
    account.deployed(16, 18)
    run = account.rollback("treeline")
    assert run.returncode == 0, run.stderr
    assert run.stdout == "treeline-ScoreFunction: live was version 18, is version 16\n"
    assert account.state["live"] == "16"


@pytest.mark.parametrize("current", [17, 18])
def test_version_that_was_rolled_back_from_does_not_come_again(account, current):
    account.deployed(16, 17)
    account.deployed(17, 18)
    assert account.rollback("treeline").returncode == 0 and account.state["live"] == "17"
    # The stack may still take 18 for the version before the repair.
    account.deployed(current, 19)
    run = account.rollback("treeline")
    assert run.returncode == 0, run.stderr
    assert account.state["live"] == "17"
    assert account.rollback("treeline").returncode == 0 and account.state["live"] == "16"
    assert account.state["tags"] == {"treeline:rolled-back-from": "18 19 17"}


def test_first_version_has_no_way_back(account):
    run = account.rollback("treeline")
    assert run.returncode == 1 and not account.state["updates"]
    assert "found version 1 live" in run.stderr and "in 0 deployments" in run.stderr
    assert "deploy/rollback treeline VERSION" in run.stderr


def test_first_version_is_the_way_back_of_the_second(account):
    account.deployed(1, 2)
    assert account.rollback("treeline").returncode == 0 and account.state["live"] == "1"


def test_version_that_another_deployment_took_back_does_not_come_again(account):
    account.deployed(16, 17)
    account.deployed(17, 18)
    account.deployed(18, 17)
    account.deployed(17, 19)
    account.state["tags"] = {"treeline:rolled-back-from": "17"}
    assert account.rollback("treeline").returncode == 0 and account.state["live"] == "16"


def test_rollback_goes_to_the_version_that_is_named(account):
    account.deployed(16, 17)
    account.deployed(17, 18)
    assert account.rollback("treeline", "12").returncode == 0 and account.state["live"] == "12"
    # Forward again, by name: 18 serves, so nothing is held against it.
    assert account.rollback("treeline", "18").returncode == 0 and account.state["live"] == "18"
    assert account.state["tags"] == {"treeline:rolled-back-from": ""}


def test_sleeping_version_is_woken_before_it_gets_traffic(account):
    account.deployed(1, 2)
    account.state["sleeps"] = 3
    run = account.rollback("treeline")
    assert run.returncode == 0, run.stderr
    assert run.stderr.count("version 1 is waking up") == 3
    assert len(account.state["events"]) == 4 and account.state["live"] == "1"


def test_ping_is_that_of_the_schedule(account):
    account.deployed(1, 2)
    account.rollback("treeline")
    assert account.state["events"] == [source()["Resources"]["WarmPing"]["Properties"]["Target"]["Input"]]


def test_version_that_does_not_wake_or_answer_gets_no_traffic(account):
    account.deployed(1, 2)
    account.state["sleeps"] = 1000
    run = account.rollback("treeline")
    assert run.returncode == 1 and "did not wake up in 10 minutes, nothing was changed" in run.stderr
    for pong in ({"statusCode": 503}, {"errorMessage": "no model"}, "no object"):
        account.state |= {"sleeps": 0, "pong": pong}
        run = account.rollback("treeline")
        assert run.returncode == 1 and "expected 200, nothing was changed" in run.stderr
    assert not account.state["updates"] and account.state["live"] == "2"


def test_deployment_that_is_under_way_is_to_be_stopped(account):
    account.deployed(1, 2)
    account.state["running"] = ["d-7"]
    for arguments in (["treeline"], ["treeline", "1"]):
        run = account.rollback(*arguments)
        assert run.returncode == 1 and "stop-deployment --auto-rollback-enabled --deployment-id d-7" in run.stderr
    assert not account.state["updates"]


@pytest.mark.parametrize("arguments", [[], ["--help"], ["treeline", "live"], ["treeline", "1", "2"]])
def test_other_arguments_are_refused(account, arguments):
    assert account.rollback(*arguments).returncode == 2
