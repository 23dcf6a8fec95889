"""What the pipeline's roles may do, decided as IAM decides: a refusal outweighs every permission."""

import fnmatch
import json

import branches
import cloudformation
import pytest
import test_policies

NAME = "deploy/bootstrap.yaml"
ACCOUNT = "123456789012"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/"
STACK = f"arn:aws:cloudformation:eu-central-1:{ACCOUNT}:stack/"
KEY = f"arn:aws:kms:eu-central-1:{ACCOUNT}:key/5d2c7a0e-0000-4000-8000-000000000002"
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/%s-boundary"


class Account:
    """The bootstrap stack under the name that the documents give it, or under another."""

    def __init__(self, monkeypatch, stack="treeline-bootstrap"):
        monkeypatch.setitem(cloudformation.PSEUDO, "AWS::StackName", stack)
        parameters = branches.NEEDED[NAME]
        self.stack = stack
        self.bucket = f"arn:aws:s3:::{stack}-bucket-1x2y3z"
        self.boundary = BOUNDARY % stack
        # The names that CloudFormation makes up for what has none of its own.
        made = {
            "<PipelineRole.Arn>": f"{ROLE}{stack}-PipelineRole-1X2Y3Z",
            "<DeploymentRole.Arn>": f"{ROLE}{stack}-DeploymentRole-1X2Y3Z",
            "<Bucket.Arn>": self.bucket,
            "<Boundary>": self.boundary,
        }
        deployment = cloudformation.Deployment(cloudformation.expand(NAME, parameters), parameters)
        self.statements = {}
        for holder, statement in test_policies.statements(deployment):
            text = json.dumps(statement)
            for hole, arn in made.items():
                text = text.replace(hole, arn)
            holder = "DeploymentRole" if holder == "Guard" else holder
            self.statements.setdefault(holder, []).append(json.loads(text))
        assert deployment.resources()["Guard"]["Roles"] == ["<DeploymentRole>"]

    def role(self, name):
        return f"{ROLE}{self.stack}-{name}-1X2Y3Z"

    def deploys(self, action, resource, context=None):
        return self._asked("DeploymentRole", action, resource, context)

    def starts(self, action, resource, context=None):
        return self._asked("PipelineRole", action, resource, context)

    def _asked(self, role, action, resource, context):
        effects = {
            statement["Effect"]
            for statement in self.statements[role]
            if action in test_policies.many(statement["Action"])
            and any(fnmatch.fnmatchcase(resource, each) for each in test_policies.many(statement["Resource"]))
            and holds(statement.get("Condition", {}), context or {})
        }
        return effects == {"Allow"}


def holds(condition, context):
    """A key that the request does not bring meets no condition, as with IAM."""
    for operator, keys in condition.items():
        assert operator in ("StringEquals", "StringLike", "ForAnyValue:StringLike"), operator
        for key, wanted in keys.items():
            if key not in context:
                return False
            have = context[key]
            match = str.__eq__ if operator == "StringEquals" else fnmatch.fnmatchcase
            if not any(match(have, each) for each in test_policies.many(wanted)):
                return False
    return True


@pytest.fixture(params=["treeline-bootstrap", "treeline", "bootstrap"])
def account(request, monkeypatch):
    return Account(monkeypatch, request.param)


# What CloudFormation's handler of keys calls; a template that switches a key off would need more.
ON_A_KEY = [
    "DescribeKey", "EnableKeyRotation", "GetKeyPolicy", "GetKeyRotationStatus", "ListResourceTags",
    "PutKeyPolicy", "ScheduleKeyDeletion", "TagResource", "UntagResource", "UpdateKeyDescription",
]


@pytest.mark.parametrize("stack", ["treeline", "treeline-fraud"])
def test_key_of_a_stack_is_made_turned_read_and_deleted(account, stack):
    born = {"aws:RequestTag/treeline:stack": stack}
    assert account.deploys("kms:CreateKey", "*", born)
    assert account.deploys("kms:TagResource", KEY, born)
    for action in ON_A_KEY:
        assert account.deploys(f"kms:{action}", KEY, {"aws:ResourceTag/treeline:stack": stack}), action


@pytest.mark.parametrize("tag", [{}, {"treeline:stack": "treelines"}, {"treeline:stack": "payroll"}])
def test_keys_of_others_are_out_of_reach(account, tag):
    on = {f"aws:ResourceTag/{name}": value for name, value in tag.items()}
    for action in ON_A_KEY:
        assert not account.deploys(f"kms:{action}", KEY, on), action
    born = {f"aws:RequestTag/{name}": value for name, value in tag.items()}
    assert not account.deploys("kms:CreateKey", "*", born)


def test_no_condition_asks_for_a_tag_that_keys_cannot_have(account):
    assert "Tag/aws:" not in json.dumps(account.statements)


ROLE_WRITES = [
    "AttachRolePolicy", "CreateRole", "DeleteRole", "DeleteRolePermissionsBoundary", "DeleteRolePolicy",
    "DetachRolePolicy", "PutRolePermissionsBoundary", "PutRolePolicy", "TagRole", "UntagRole",
    "UpdateAssumeRolePolicy", "UpdateRole", "UpdateRoleDescription",
]


def reasons(account):
    """What makes every condition on roles hold: the boundary, and a service that takes roles."""
    return {"iam:PermissionsBoundary": account.boundary, "iam:PassedToService": "lambda.amazonaws.com"}


@pytest.mark.parametrize("role", ["PipelineRole", "DeploymentRole"])
def test_pipeline_cannot_touch_its_own_roles(account, role):
    for action in [*ROLE_WRITES, "PassRole"]:
        assert not account.deploys(f"iam:{action}", account.role(role), reasons(account)), action
        assert not account.starts(f"iam:{action}", account.role(role), reasons(account)), action


def test_roles_of_stacks_are_still_made_kept_and_handed_over(account):
    for action in {*ROLE_WRITES, "PassRole"} - {"DeleteRolePermissionsBoundary"}:
        assert account.deploys(f"iam:{action}", f"{ROLE}treeline-fraud-ScoreRole-1", reasons(account)), action


def test_pipeline_hands_cloudformation_the_one_role_that_is_for_it(account):
    to = {"iam:PassedToService": "cloudformation.amazonaws.com"}
    assert account.starts("iam:PassRole", account.role("DeploymentRole"), to)
    assert not account.starts("iam:PassRole", account.role("PipelineRole"), to)


def test_nobody_changes_the_boundary(account):
    for action in ("CreatePolicyVersion", "DeletePolicy", "DeletePolicyVersion", "SetDefaultPolicyVersion"):
        assert not account.deploys(f"iam:{action}", account.boundary)
        assert not account.starts(f"iam:{action}", account.boundary)


BUCKET_WRITES = [
    "DeleteBucketPolicy", "PutBucketOwnershipControls", "PutBucketPolicy", "PutBucketPublicAccessBlock",
    "PutBucketTagging", "PutBucketVersioning", "PutEncryptionConfiguration", "PutLifecycleConfiguration",
]


def test_pipeline_cannot_open_or_empty_the_bucket_of_models(account):
    for action in [*BUCKET_WRITES, "CreateBucket", "DeleteBucket"]:
        assert not account.deploys(f"s3:{action}", account.bucket), action
        assert not account.starts(f"s3:{action}", account.bucket), action
    assert not account.starts("s3:DeleteObjectVersion", account.bucket + "/models/m.tar.gz")


def test_buckets_of_stacks_are_still_made(account):
    for action in [*BUCKET_WRITES, "CreateBucket"]:
        assert account.deploys(f"s3:{action}", "arn:aws:s3:::treeline-fraud-bucket-1"), action


def test_pipeline_reads_and_writes_models_and_builds(account):
    assert account.starts("s3:PutObject", account.bucket + "/models/m.tar.gz")
    assert account.deploys("s3:GetObjectVersion", account.bucket + "/builds/code.zip")


CHANGES = ["CreateChangeSet", "DeleteChangeSet", "ExecuteChangeSet", "DeleteStack", "UpdateStack"]


def test_pipeline_cannot_change_its_own_stack(account):
    for stack in (f"{STACK}{account.stack}/5d2c7a0e", f"{STACK}{account.stack}/*"):
        for action in CHANGES:
            assert not account.starts(f"cloudformation:{action}", stack), action


def test_pipeline_still_deploys_stacks(account):
    for action in CHANGES[:3]:
        assert account.starts(f"cloudformation:{action}", f"{STACK}treeline-fraud/5d2c7a0e"), action
        assert not account.starts(f"cloudformation:{action}", f"{STACK}payroll/5d2c7a0e"), action


def test_pipeline_imports_nothing_into_a_stack(account):
    stack = f"{STACK}treeline-fraud/5d2c7a0e"
    imported = {"cloudformation:ImportResourceTypes": "AWS::KMS::Key"}
    assert not account.starts("cloudformation:CreateChangeSet", stack, imported)
