"""moto's CloudFormation, somebody else's reading of it, creates what the template's branches say."""

import json

import boto3
import branches
import pytest
from cloudformation import Deployment, expand
from moto import mock_aws

# Of these moto can make every one that the templates have.
KINDS = {
    "AWS::IAM::Role",
    "AWS::IAM::ManagedPolicy",
    "AWS::KMS::Key",
    "AWS::Logs::LogGroup",
    "AWS::S3::Bucket",
    "AWS::SNS::Topic",
    "AWS::SQS::Queue",
}

BRANCHES = [
    ("template.yaml", {}),
    ("template.yaml", {"bucket": "existing", "Observability": "basic", "email": "one", "CaptureFormat": "sagemaker"}),
    ("template.yaml", {"key": "ours", "MonitorPeriod": "PT1H", "slack": "one"}),
    ("template.yaml", {"CaptureMode": "off", "LatencyMode": "plain", "boundary": "one"}),
    ("deploy/bootstrap.yaml", {}),
]


def only(template, kinds):
    """The resources of some kinds; what they refer to of others becomes a name."""
    kept = {name: r for name, r in template["Resources"].items() if r["Type"] in kinds}

    def cut(tree):
        if isinstance(tree, list):
            return [cut(each) for each in tree]
        if not isinstance(tree, dict):
            return tree
        if set(tree) == {"Ref"} and tree["Ref"] in template["Resources"] and tree["Ref"] not in kept:
            return tree["Ref"]
        if set(tree) == {"Fn::GetAtt"}:
            path = tree["Fn::GetAtt"]
            path = path.split(".") if isinstance(path, str) else path
            if path[0] not in kept:
                return "-".join(path)
        if set(tree) == {"Fn::Sub"}:
            argument = tree["Fn::Sub"]
            text, own = (argument, {}) if isinstance(argument, str) else argument
            for name in template["Resources"]:
                if name not in kept:
                    text = text.replace("${" + name + "}", name).replace("${" + name + ".Arn}", name)
            return {"Fn::Sub": [text, cut(own)] if own else text}
        return {key: cut(each) for key, each in tree.items()}

    found = {key: template[key] for key in ("Parameters", "Conditions", "Mappings") if key in template}
    resources = cut(kept)
    for resource in resources.values():
        if resource["Type"] == "AWS::KMS::Key":
            # moto looks for TagKey here, which is KMS's own word and not CloudFormation's.
            resource["Properties"].pop("Tags", None)
    return found | {"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}


@pytest.mark.parametrize("name, picked", BRANCHES)
def test_stack_has_the_resources_of_its_branch(name, picked):
    parameters = branches.parameters(name, picked)
    expanded = expand(name, parameters)
    with mock_aws():
        cloudformation = boto3.client("cloudformation")
        cloudformation.create_stack(
            StackName="treeline",
            TemplateBody=json.dumps(only(expanded, KINDS)),
            Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in parameters.items()],
            Capabilities=["CAPABILITY_NAMED_IAM"],
        )
        made = cloudformation.describe_stack_resources(StackName="treeline")["StackResources"]
        # moto lists what a condition leaves out too, without a name.
        made = [r for r in made if "LogicalResourceId" in r]
        expected = {
            logical for logical, r in Deployment(expanded, parameters).active.items() if r["Type"] in KINDS
        }
        assert {r["LogicalResourceId"] for r in made} == expected
        ids = {r["LogicalResourceId"]: r["PhysicalResourceId"] for r in made}
        put_the_rest(Deployment(expanded, parameters), ids)
        if name == "template.yaml":
            look(parameters, ids)


def put_the_rest(deployment, ids):
    """What moto's CloudFormation does not know, by the services' own calls with the same properties."""

    def named(properties):
        text = json.dumps(properties)
        for logical, physical in ids.items():
            arn = f"arn:aws:s3:::{physical}"
            text = text.replace(f"<{logical}>", physical).replace(f"<{logical}.Arn>", arn)
        return json.loads(text)

    for name, stream in deployment.resources("AWS::KinesisFirehose::DeliveryStream").items():
        boto3.client("firehose").create_delivery_stream(DeliveryStreamName=name, **numbers(named(stream)))
        ids[name] = name
    for subscription in deployment.resources("AWS::SNS::Subscription").values():
        boto3.client("sns").subscribe(**named(subscription))
    cloudwatch = boto3.client("cloudwatch")
    for name, alarm in deployment.resources("AWS::CloudWatch::Alarm").items():
        cloudwatch.put_metric_alarm(AlarmName=name, **numbers(named(alarm)))
    for dashboard in deployment.resources("AWS::CloudWatch::Dashboard").values():
        cloudwatch.put_dashboard(**dashboard)
    for policy in deployment.resources("AWS::S3::BucketPolicy").values():
        policy = named(policy)
        document = json.dumps(policy["PolicyDocument"])
        boto3.client("s3").put_bucket_policy(Bucket=policy["Bucket"], Policy=document)
    for policy in deployment.resources("AWS::SNS::TopicPolicy").values():
        policy = named(policy)
        for topic in policy["Topics"]:
            document = json.dumps(policy["PolicyDocument"])
            boto3.client("sns").set_topic_attributes(
                TopicArn=topic, AttributeName="Policy", AttributeValue=document
            )


WHOLE = {"EvaluationPeriods", "DatapointsToAlarm", "IntervalInSeconds", "SizeInMBs"}


def numbers(properties):
    """CloudFormation turns a parameter's text into the number that the service wants."""
    if not isinstance(properties, dict):
        return properties
    found = {key: int(value) if key in WHOLE else numbers(value) for key, value in properties.items()}
    return found | ({"Threshold": float(found["Threshold"])} if "Threshold" in found else {})


def look(parameters, ids):
    """A few things as the services themselves tell them."""
    alarms = boto3.client("cloudwatch").describe_alarms()["MetricAlarms"]
    assert len(alarms) >= 8
    for alarm in alarms:
        assert alarm["AlarmActions"] == [ids["AlarmTopic"]]
    if "Bucket" in ids:
        s3 = boto3.client("s3")
        rules = s3.get_bucket_encryption(Bucket=ids["Bucket"])["ServerSideEncryptionConfiguration"]["Rules"]
        algorithm = "aws:kms" if "KmsKeyArn" in parameters else "AES256"
        assert rules[0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == algorithm
        assert "SecureTransport" in s3.get_bucket_policy(Bucket=ids["Bucket"])["Policy"]
    if "CaptureStream" in ids:
        stream = boto3.client("firehose").describe_delivery_stream(DeliveryStreamName=ids["CaptureStream"])
        to = stream["DeliveryStreamDescription"]["Destinations"][0]["ExtendedS3DestinationDescription"]
        assert to["BucketARN"] == "arn:aws:s3:::" + ids.get("Bucket", parameters.get("ExistingBucket"))
        assert to["Prefix"].startswith(parameters.get("CapturePrefix", "captures") + "/treeline/AllTraffic/")
    attributes = boto3.client("sns").get_topic_attributes(TopicArn=ids["AlarmTopic"])["Attributes"]
    assert attributes["KmsMasterKeyId"] == parameters.get("KmsKeyArn", ids.get("AlarmKey"))
    assert "cloudwatch.amazonaws.com" in attributes["Policy"]
    if "AlarmEmail" in parameters:
        (mail,) = boto3.client("sns").list_subscriptions()["Subscriptions"]
        assert (mail["Protocol"], mail["Endpoint"]) == ("email", "ops@example.com")
