"""What every role may do: each permission is listed, and each wildcard has its reason."""

import fnmatch
import json
import os
import pathlib
import re

import branches
import pytest

HERE = pathlib.Path(__file__).parent
LISTED = HERE / "permissions.txt"

# (template, role, action, resource), each a pattern, and why it cannot be narrower.
WILDCARDS = [
    ("*", "*", "xray:Put*", "[*]", "X-Ray knows no resources"),
    ("template.yaml", "*", "ec2:*NetworkInterface*", "[*]", "Lambda's own list for functions in a VPC; interfaces have no names before they exist"),
    ("template.yaml", "*", "ec2:DescribeSubnets", "[*]", "ec2:Describe actions know no resources"),
    ("template.yaml", "*", "ec2:*PrivateIpAddresses", "[*]", "as CreateNetworkInterface"),
    ("template.yaml", "MonitorRole", "cloudwatch:GetMetricStatistics", "[*]", "metrics know no resources; reads only"),
    ("template.yaml", "SlackRole", "cloudwatch:*", "[*]", "metrics know no resources; reads only"),
    ("template.yaml", "DeployRole", "cloudwatch:DescribeAlarms", "*:alarm:[*]", "CodeDeploy asks for its alarms in one call, which is checked against all"),
    ("template.yaml", "*", "lambda:*", "*Function.Arn>:[*]", "the versions and aliases of one function"),
    ("template.yaml", "GateRole", "codedeploy:Put*", "*:deploymentgroup:<ServerlessDeploymentApplication>/[*]", "the one group of the one application, whose name CloudFormation makes up"),
    ("template.yaml", "*", "s3:*Object", "arn:aws:s3:::*/[*]", "the files below one prefix of one bucket"),
    ("template.yaml", "CaptureRole", "s3:AbortMultipartUpload", "arn:aws:s3:::*/[*]", "the files below one prefix of one bucket"),
    ("deploy/public.yaml", "AccountRole", "logs:*", "*:log-group:[*]", "API Gateway's role is the account's: it logs every API of it"),
    ("deploy/bootstrap.yaml", "PipelineRole", "s3:*Object*", "<Bucket.Arn>/[*]", "the files of one bucket"),
    ("deploy/bootstrap.yaml", "PipelineRole", "cloudformation:*", "*:stack/treeline*", "stacks of the prefix, and their ids"),
    ("deploy/bootstrap.yaml", "PipelineRole", "cloudformation:GetTemplateSummary", "[*]", "asked of a template that is no stack yet"),
    ("deploy/bootstrap.yaml", "PipelineRole", "cloudformation:ValidateTemplate", "[*]", "knows no resource"),
    ("deploy/bootstrap.yaml", "DeploymentRole", "s3:GetObject*", "<Bucket.Arn>/[*]", "the files of one bucket"),
    ("deploy/bootstrap.yaml", "DeploymentRole", "*", "*treeline*[*]", "things called by the prefix"),
    ("deploy/bootstrap.yaml", "DeploymentRole", "lambda:*", "*:layer:[*]", "layers are read where the stack names one"),
    ("deploy/bootstrap.yaml", "DeploymentRole", "codedeploy:*", "*:deploymentconfig:[*]", "AWS's own configurations"),
    ("deploy/bootstrap.yaml", "DeploymentRole", "apigateway:*", "*::/apis/[*]", "APIs are named by ids that API Gateway makes up"),
    ("deploy/bootstrap.yaml", "DeploymentRole", "apigateway:*", "*::/tags/[*]", "tags go by the ARN of what bears them"),
    ("deploy/bootstrap.yaml", "DeploymentRole", "cloudwatch:*", "*:alarm:[*]", "DescribeAlarms is checked against all"),
    ("deploy/bootstrap.yaml", "DeploymentRole", "kms:*", "*:key/[*]", "keys have ids for names; a condition asks for the stack's tag"),
    ("deploy/bootstrap.yaml", "DeploymentRole", "kms:CreateKey", "[*]", "knows no resource; a condition asks for the stack's tag"),
    ("deploy/bootstrap.yaml", "DeploymentRole", "ec2:Describe*", "[*]", "ec2:Describe actions know no resources"),
    ("deploy/bootstrap.yaml", "DeploymentRole", "firehose:ListDeliveryStreams", "[*]", "knows no resource"),
    ("deploy/bootstrap.yaml", "DeploymentRole", "logs:*", "[*]", "log deliveries, which access logs need, know no resources"),
    ("deploy/bootstrap.yaml", "Boundary", "*", "[*]", "a boundary grants nothing; the policies name the resources"),
]


def many(one_or_many):
    return [one_or_many] if isinstance(one_or_many, str) else one_or_many


def statements(deployment):
    """(role, statement) of every policy that a role has, and of managed ones."""
    for role, properties in deployment.resources("AWS::IAM::Role").items():
        assert not properties.get("ManagedPolicyArns"), role
        for policy in properties.get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                yield role, statement
    for name, properties in deployment.resources("AWS::IAM::ManagedPolicy").items():
        for statement in properties["PolicyDocument"]["Statement"]:
            yield name, statement


def permissions(name, effect="Allow"):
    """Every (role, action, resource) of every branch that is allowed, or refused."""
    found = set()
    for _, deployment in branches.deployments(name):
        for role, statement in statements(deployment):
            assert statement["Effect"] in ("Allow", "Deny"), role
            if statement["Effect"] != effect:
                continue
            assert not {"NotAction", "NotResource"} & set(statement), role
            for action in many(statement["Action"]):
                for resource in many(statement["Resource"]):
                    found.add((role, action, resource))
    return sorted(found)


EVERY = {name: permissions(name) for name in branches.TEMPLATES}
REFUSED = {name: permissions(name, "Deny") for name in branches.TEMPLATES}


def reason(name, role, action, resource):
    for entry in WILDCARDS:
        if all(fnmatch.fnmatchcase(have, want) for have, want in zip((name, role, action, resource), entry)):
            return entry
    return None


@pytest.mark.parametrize("name", branches.TEMPLATES)
def test_every_wildcard_has_its_reason(name):
    for role, action, resource in EVERY[name]:
        assert "*" not in action, f"{name}: {role} may {action}"
        if "*" in resource:
            assert reason(name, role, action, resource), f"{name}: {role} may {action} on {resource}"


def test_every_reason_is_still_needed():
    used = {
        reason(name, role, action, resource)
        for name, found in EVERY.items()
        for role, action, resource in found
        if "*" in resource
    }
    assert [entry for entry in WILDCARDS if entry not in used] == []


def test_permissions_are_those_that_are_listed():
    """After a wanted change run with WRITE=1, and show the difference to a reviewer."""
    text = "".join(
        f"{name} {role} {sign}{action} {resource}\n"
        for name in branches.TEMPLATES
        for sign, every in (("", EVERY), ("not ", REFUSED))
        for role, action, resource in every[name]
    )
    if os.environ.get("WRITE"):
        LISTED.write_text(text)
    assert text.splitlines() == LISTED.read_text().splitlines()


@pytest.mark.parametrize("name", branches.TEMPLATES)
def test_only_the_service_that_needs_a_role_can_take_it_and_only_for_this_account(name):
    for _, deployment in branches.deployments(name):
        for role, properties in deployment.resources("AWS::IAM::Role").items():
            (statement,) = properties["AssumeRolePolicyDocument"]["Statement"]
            principal = statement["Principal"]
            assert principal != "*" and "AWS" not in principal, role
            # Lambda passes no source account when it takes a role for a function.
            if principal != {"Service": "lambda.amazonaws.com"}:
                text = json.dumps(statement["Condition"])
                assert "123456789012" in text or ":sub" in text, role


def test_resource_policies_let_in_services_of_this_account_and_refuse_plain_http():
    for name in branches.TEMPLATES:
        for _, deployment in branches.deployments(name):
            for kind in ("AWS::S3::BucketPolicy", "AWS::SNS::TopicPolicy"):
                for policy in deployment.resources(kind).values():
                    check_resource_policy(policy["PolicyDocument"]["Statement"])


def check_resource_policy(found):
    assert any(s["Condition"] == {"Bool": {"aws:SecureTransport": "false"}} for s in found if s["Effect"] == "Deny")
    for statement in found:
        if statement["Effect"] == "Allow":
            assert statement["Principal"] != "*"
            assert statement["Condition"]["StringEquals"]["aws:SourceAccount"] == "123456789012"


def test_boundary_holds_all_that_the_stacks_roles_do():
    """Otherwise a stack that the pipeline deploys would be refused at work, and not when it is made."""
    allowed = {action for role, action, _ in EVERY["deploy/bootstrap.yaml"] if role == "Boundary"}
    needed = {action for _, action, _ in EVERY["template.yaml"]}
    assert needed - allowed == set()
    assert allowed - needed == set()


SERVICES = {
    "AWS::ApiGatewayV2": "apigateway",
    "AWS::CloudWatch": "cloudwatch",
    "AWS::Chatbot": "chatbot",
    "AWS::CodeDeploy": "codedeploy",
    "AWS::IAM": "iam",
    "AWS::KMS": "kms",
    "AWS::KinesisFirehose": "firehose",
    "AWS::Lambda": "lambda",
    "AWS::Logs": "logs",
    "AWS::S3": "s3",
    "AWS::SNS": "sns",
    "AWS::SQS": "sqs",
    "AWS::Scheduler": "scheduler",
}


def test_deployment_role_reaches_every_service_of_the_stack():
    reached = {action.split(":")[0] for role, action, _ in EVERY["deploy/bootstrap.yaml"] if role == "DeploymentRole"}
    for _, deployment in branches.deployments("template.yaml"):
        for resource in deployment.active.values():
            service = SERVICES[re.match(r"AWS::\w+", resource["Type"]).group()]
            assert service in reached, resource["Type"]
