"""What runs with the repository's rights, and with an account's: the workflows and the example of one."""

import re

import pytest
import yaml
from cloudformation import ROOT

WORKFLOWS = [*sorted((ROOT / ".github/workflows").glob("*.yml")), ROOT / "deploy/pipeline.yml"]
# Each job that may do more than read the repository, and what for.
MORE = {
    # Publishes the release, and signs where it was built.
    ("release.yml", "publish"): {"contents": "write", "id-token": "write", "attestations": "write"},
}


def named(path):
    return path.name


def jobs(path):
    return yaml.safe_load(path.read_text())["jobs"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=named)
def test_action_is_a_commit_with_its_tag_beside_it(path):
    used = re.findall(r"uses:\s*(.+)", path.read_text())
    assert used
    for action in used:
        assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v[0-9][0-9.]*", action), action


def test_one_action_is_one_commit_everywhere():
    commits = {}
    for path in WORKFLOWS:
        for action, commit in re.findall(r"uses:\s*(\S+)@(\S+)", path.read_text()):
            commits.setdefault(action, set()).add(commit)
    assert all(len(found) == 1 for found in commits.values()), commits


@pytest.mark.parametrize("path", WORKFLOWS, ids=named)
def test_workflow_reads_and_no_more(path):
    allowed = {"contents": "read"}
    if path.name == "pipeline.yml":
        # GitHub's token for the account, instead of keys.
        allowed["id-token"] = "write"
    assert yaml.safe_load(path.read_text())["permissions"] == allowed
    for name, job in jobs(path).items():
        assert job.get("permissions") == MORE.get((path.name, name)), name


@pytest.mark.parametrize("path", WORKFLOWS, ids=named)
def test_checkout_leaves_no_token_behind(path):
    for name, job in jobs(path).items():
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step.get("with", {}).get("persist-credentials") is False, name
