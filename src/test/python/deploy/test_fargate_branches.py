"""deploy/fargate.yaml under every branch of its parameters, as the other templates are."""

import graphlib
import json

import branches
import pytest
import test_expansion
import test_lint
import test_policies
from cloudformation import Written, expand, refusals, source

NAME = "deploy/fargate.yaml"
ACCOUNT = "arn:aws:%s:eu-central-1:123456789012:"
DIGEST = "sha256:" + "ab" * 32
PINNED = {
    "ModelBucket": "models",
    "ModelKey": "flights/model.tar.gz",
    "ModelVersionId": "3HL4kqtJvjVBH40Nrjfkd",
    "ModelSha256": "cd" * 32,
}

# Fargate's own list; other pairs are refused.
SIZES = {"512": ["2048", "3072", "4096"], "1024": ["2048", "3072", "4096", "8192"], "2048": ["4096", "8192"], "4096": ["8192"]}

branches.MORE[NAME] = {
    "Cpu": {"1024 2048": {}} | {
        f"{cpu} {memory}": {"Cpu": cpu, "Memory": memory} for cpu, some in SIZES.items() for memory in some
    },
    "Memory": {"as Cpu has it": {}},
    "model": {"image": {}, "s3": PINNED},
    "capture": {"none": {}, "stream": {"CaptureStreamName": "captures"}},
    "key": {"none": {}, "ours": {"KmsKeyArn": branches.KEY}},
    "topic": {"none": {}, "one": {"AlarmTopicArn": ACCOUNT % "sns" + "alarms"}},
    "logs": {"none": {}, "some": {"AccessLogBucket": "access-logs"}},
}
branches.NEEDED[NAME] = {
    "ImageDigest": DIGEST,
    "VpcId": "vpc-0123456789abcdef0",
    "LoadBalancerSubnetIds": ("subnet-0123456789abcdef0", "subnet-0123456789abcdef1"),
    "TaskSubnetIds": ("subnet-0123456789abcdef2", "subnet-0123456789abcdef3"),
    "CertificateArn": ACCOUNT % "acm" + "certificate/5d2c7a0e-0000-4000-8000-000000000001",
}


def deployed(**picked):
    return test_expansion.deployed(NAME, **picked)


def told(deployment):
    (container,) = deployment.resources()["Task"]["ContainerDefinitions"]
    return {entry["Name"]: entry["Value"] for entry in container["Environment"]}


def refused(**parameters):
    return refusals(source(NAME), branches.NEEDED[NAME] | parameters)


def test_no_branch_refers_to_what_it_does_not_create():
    for _, deployment in branches.deployments(NAME):
        deployment.check()


def test_nothing_waits_for_itself():
    for parameters in branches.few(NAME):
        resources = Written(expand(NAME, parameters), parameters).document()["Resources"]
        waits = {name: test_expansion.referred(each) & set(resources) for name, each in resources.items()}
        assert len(list(graphlib.TopologicalSorter(waits).static_order())) == len(resources)


def test_every_two_branches_that_may_meet_do():
    met = set().union(*map(branches.pairs, branches.pairwise(NAME)))
    every = {
        frozenset([(one, a), (other, b)])
        for one, some in branches.choices(NAME).items()
        for other, others in branches.choices(NAME).items()
        if one < other
        for a in some
        for b in others
    }
    assert every - met == set()


def test_no_branch_has_a_finding():
    for parameters in branches.few(NAME):
        document = Written(expand(NAME, parameters), parameters).document()
        assert test_lint.found(json.dumps(document)) == [], parameters


def test_model_from_s3_is_one_version_with_one_content_of_one_key():
    deployment = deployed(model="s3")
    assert told(deployment)["TREELINE_MODEL"] == (
        f"s3://models/flights/model.tar.gz?versionId={PINNED['ModelVersionId']}&sha256={PINNED['ModelSha256']}"
    )
    assert told(deployed())["TREELINE_MODEL"] == "/opt/ml/model"


@pytest.mark.parametrize("missing", ["ModelVersionId", "ModelSha256"])
def test_model_from_s3_without_a_pin_is_refused(missing):
    assert refused(**PINNED) == []
    assert len(refused(**{**PINNED, missing: ""})) == 1


@pytest.mark.parametrize("pin", ["ModelVersionId", "ModelSha256"])
def test_pin_without_a_bucket_is_refused(pin):
    assert len(refused(**{pin: PINNED[pin]})) == 1


@pytest.mark.parametrize(
    "parameter, value",
    [
        ("ModelSha256", "CD" * 32),
        ("ModelSha256", "cd" * 31),
        ("ModelVersionId", "1&sha256=" + "00" * 32),
        ("ModelKey", "model.ubj"),
        ("ModelKey", "a?b.tar.gz"),
        ("ImageDigest", "latest"),
    ],
)
def test_what_could_be_misread_is_refused(parameter, value):
    assert refused(**{**PINNED, parameter: value})


def test_sizes_that_fargate_has_not_are_refused():
    for cpu, some in SIZES.items():
        for memory in map(str, source(NAME)["Parameters"]["Memory"]["AllowedValues"]):
            assert len(refused(Cpu=cpu, Memory=memory)) == (memory not in some), (cpu, memory)


ALWAYS = {
    ("ExecutionRole", "ecr:GetAuthorizationToken", "*"),
    ("ExecutionRole", "ecr:BatchCheckLayerAvailability", ACCOUNT % "ecr" + "repository/treeline"),
    ("ExecutionRole", "ecr:BatchGetImage", ACCOUNT % "ecr" + "repository/treeline"),
    ("ExecutionRole", "ecr:GetDownloadUrlForLayer", ACCOUNT % "ecr" + "repository/treeline"),
    ("ExecutionRole", "logs:CreateLogStream", "<Log.Arn>"),
    ("ExecutionRole", "logs:PutLogEvents", "<Log.Arn>"),
}
CAPTURE = ("TaskRights", "firehose:PutRecordBatch", ACCOUNT % "firehose" + "deliverystream/captures")
READ = ("TaskRights", "s3:GetObjectVersion", "arn:aws:s3:::models/flights/model.tar.gz")
DECRYPT = ("TaskRights", "kms:Decrypt", branches.KEY)


def permissions(deployment):
    found = list(test_policies.statements(deployment))
    for name, policy in deployment.resources("AWS::IAM::RolePolicy").items():
        assert policy["RoleName"] == "<TaskRole>"
        found += [(name, statement) for statement in policy["PolicyDocument"]["Statement"]]
    return {
        (name, action, resource)
        for name, statement in found
        for action in test_policies.many(statement["Action"])
        for resource in test_policies.many(statement["Resource"])
    }


def test_every_branch_may_do_what_it_needs_and_no_more():
    for parameters, deployment in branches.deployments(NAME):
        wanted = set(ALWAYS)
        if "CaptureStreamName" in parameters:
            wanted.add(CAPTURE)
        if "ModelBucket" in parameters:
            wanted.add(READ)
            if "KmsKeyArn" in parameters:
                wanted.add(DECRYPT)
        assert permissions(deployment) == wanted, parameters
        assert "TaskRights" not in deployment.active or wanted != ALWAYS, parameters


def test_tasks_capture_where_they_are_told_and_else_nothing():
    assert told(deployed(capture="stream"))["TREELINE_CAPTURE_STREAM"] == "captures"
    assert told(deployed())["TREELINE_CAPTURE"] == "off"
    assert "TREELINE_CAPTURE_STREAM" not in told(deployed())


def test_alarms_tell_the_topic_that_is_named():
    for alarm in deployed(topic="one").resources("AWS::CloudWatch::Alarm").values():
        assert alarm["AlarmActions"] == [ACCOUNT % "sns" + "alarms"]
    for alarm in deployed().resources("AWS::CloudWatch::Alarm").values():
        assert "AlarmActions" not in alarm
