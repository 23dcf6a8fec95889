"""One stack of the template in moto, and its built monitor under Lambda's runtime client."""

import json
import os
import pathlib
import subprocess
import urllib.request

import boto3
import branches
from cloudformation import Deployment, expand
from test_moto import KINDS, only

# A baseline of the deployment's own, which can be mended without another deployment.
PARAMETERS = branches.parameters("template.yaml", {"ModelSource": "s3"})
BASELINE = ("models", PARAMETERS["BaselinePrefix"])


def needed(variable, what):
    value = os.environ.get(variable)
    if not value:
        raise AssertionError(f"{variable} is not set: expected {what}; .ci/run moto sets it")
    return value


def java(*arguments, **options):
    """The tests' own classes in a JVM of its own."""
    command = [needed("TREELINE_JAVA", "a JDK 25's bin/java"), "-XX:TieredStopAtLevel=1"]
    classes = ["-cp", needed("TREELINE_TEST_CLASSPATH", "the class path of the tests")]
    return subprocess.Popen([*command, "-XX:+UseSerialGC", *classes, *arguments], text=True, **options)


class Stack:
    """The resources of the expanded template that moto can make, and the monitor wired to them."""

    def __init__(self, moto):
        self.moto = moto
        self.expanded = expand("template.yaml", PARAMETERS)
        self.deployment = Deployment(self.expanded, PARAMETERS)
        self.s3, self.sqs = self.client("s3"), self.client("sqs")
        self.client("cloudformation").create_stack(
            StackName="treeline",
            TemplateBody=json.dumps(only(self.expanded, KINDS)),
            Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in PARAMETERS.items()],
            Capabilities=["CAPABILITY_NAMED_IAM"],
        )
        made = self.client("cloudformation").describe_stack_resources(StackName="treeline")["StackResources"]
        self.ids = {r["LogicalResourceId"]: r["PhysicalResourceId"] for r in made if "LogicalResourceId" in r}
        self.s3.create_bucket(Bucket=BASELINE[0], CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        self.bucket, self.queue = self.ids["Bucket"], self.ids["UnfinishedRuns"]
        self.function = None

    def client(self, service):
        return boto3.client(service, endpoint_url=self.moto)

    def start(self):
        """The built function with the variables of the expanded template."""
        folder = pathlib.Path(needed("TREELINE_BUILT", "the folder that sam build fills")) / "MonitorFunction"
        assert (folder / "lib").is_dir(), f"{folder}: no built function there; run sam build first"
        monitor = self.deployment.resources()["MonitorFunction"]
        variables = {"AWS_ENDPOINT_URL": self.moto}
        for name, value in monitor["Environment"]["Variables"].items():
            for logical, physical in self.ids.items():
                value = value.replace(f"<{logical}>", physical)
            variables[name] = value
        pairs = [f"{name}={value}" for name, value in variables.items()]
        self.function = java(
            "dev.treeline.deploy.InvokeApi", str(folder), monitor["Handler"], *pairs,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        self.address = self.function.stdout.readline().strip()
        assert self.address.startswith("http"), f"the function's server did not start: {self.address}"

    def stop(self):
        """Ends the function; returns the lines that it printed."""
        printed, _ = self.function.communicate()
        return printed.splitlines()

    def invoke(self, request, event):
        """One attempt of Lambda's own."""
        asked = urllib.request.Request(
            f"{self.address}/2015-03-31/functions/built/invocations",
            data=event.encode(),
            headers={"X-Amzn-RequestId": request},
        )
        with urllib.request.urlopen(asked) as reply:
            return reply.headers["X-Amz-Function-Error"] == "Unhandled", json.load(reply)

    def deliver(self, queue, record):
        self.sqs.send_message(QueueUrl=self.ids[queue], MessageBody=json.dumps(record))

    def put(self, key, text, bucket=None):
        self.s3.put_object(Bucket=bucket or self.bucket, Key=key, Body=text)

    def files(self, prefix):
        found = self.s3.list_objects_v2(Bucket=self.bucket, Prefix=prefix).get("Contents", [])
        return [entry["Key"] for entry in found]

    def waiting(self):
        """What AWS/SQS ApproximateNumberOfMessagesVisible would say."""
        found = self.sqs.get_queue_attributes(QueueUrl=self.queue, AttributeNames=["ApproximateNumberOfMessages"])
        return int(found["Attributes"]["ApproximateNumberOfMessages"])
