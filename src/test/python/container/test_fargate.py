"""deploy/fargate.yaml: what its tasks are, may do and are told, the latter tried with the image."""

import hashlib
import json
import re
import tarfile
import time

import boto3
import pytest
from api import Firehose
from cfnlint.api import ManualArgs, lint
from conftest import ROOT, free_port, ready
from http_server import Server
from moto.server import ThreadedMotoServer
from samtranslator.yaml_helper import yaml_parse
from test_image import GOLDEN, ask, bits

FILE = ROOT / "deploy" / "fargate.yaml"
TEMPLATE = yaml_parse(FILE.read_text())
RESOURCES = TEMPLATE["Resources"]
TASK = RESOURCES["Task"]["Properties"]
(CONTAINER,) = TASK["ContainerDefinitions"]


def test_cfn_lint_finds_nothing_and_it_goes_up_as_it_is():
    text = FILE.read_text()
    found = lint(text, config=ManualArgs(regions=["eu-central-1", "us-east-1"]))
    assert [f"{m.rule.id} {m.message}" for m in found] == []
    assert len(text.encode()) <= 51_200


def test_what_checkov_passes_over_has_its_reason():
    for line in FILE.read_text().splitlines():
        if "checkov:skip" in line:
            assert re.search(r"checkov:skip=CKV2?_AWS_\d+:\S.{10,}", line), line


def test_container_is_nobody_and_writes_to_tmp_alone():
    assert CONTAINER["User"] == "65532:65532" and CONTAINER["ReadonlyRootFilesystem"] is True
    assert CONTAINER["LinuxParameters"]["Capabilities"]["Drop"] == ["ALL"]
    assert [(m["ContainerPath"], m["ReadOnly"]) for m in CONTAINER["MountPoints"]] == [("/tmp", False)]
    dockerfile = (ROOT / "deploy/container/Dockerfile").read_text()
    assert f"USER {CONTAINER['User']}\n" in dockerfile
    assert 'VOLUME ["/tmp"]' in dockerfile
    assert "@${ImageDigest}" in CONTAINER["Image"]["Fn::Sub"]
    assert CONTAINER["HealthCheck"]["Command"][1] == "/opt/treeline/bin/health"


def statements():
    for name, resource in RESOURCES.items():
        for policy in resource["Properties"].get("Policies", []):
            yield from ((name, s) for s in policy["PolicyDocument"]["Statement"])
        if resource["Type"] == "AWS::IAM::RolePolicy":
            for statement in resource["Properties"]["PolicyDocument"]["Statement"]:
                yield name, statement["Fn::If"][1]


def test_roles_may_do_what_is_listed_and_no_more():
    listed = {
        ("ExecutionRole", "ecr:GetAuthorizationToken"),  # knows no resource
        ("ExecutionRole", "ecr:BatchCheckLayerAvailability"),
        ("ExecutionRole", "ecr:BatchGetImage"),
        ("ExecutionRole", "ecr:GetDownloadUrlForLayer"),
        ("ExecutionRole", "logs:CreateLogStream"),
        ("ExecutionRole", "logs:PutLogEvents"),
        ("TaskRights", "firehose:PutRecordBatch"),
        ("TaskRights", "s3:GetObjectVersion"),
        ("TaskRights", "kms:Decrypt"),
    }
    found = set()
    for name, statement in statements():
        actions = statement["Action"]
        for action in [actions] if isinstance(actions, str) else actions:
            found.add((name, action))
            wide = "*" in json.dumps(statement["Resource"])
            assert wide == (action == "ecr:GetAuthorizationToken"), statement
    assert found == listed


def test_plain_http_is_redirected_and_tls_is_of_today():
    secure, plain = (RESOURCES[f"{kind}Listener"]["Properties"] for kind in ("Secure", "Plain"))
    assert secure["SslPolicy"].startswith("ELBSecurityPolicy-TLS13-1-2")
    assert plain["DefaultActions"][0]["RedirectConfig"]["Protocol"] == "HTTPS"


def attribute(resource, key, part="Attributes"):
    (found,) = [
        a["Value"] for a in RESOURCES[resource]["Properties"][part] if a.get("Key") == key
    ]
    return int(found)


def test_connections_are_closed_by_the_load_balancer_and_not_by_the_server():
    server = (ROOT / "src/main/java/dev/treeline/local/LocalServer.java").read_text()
    silence = int(re.search(r"new Patience\(Duration.ofSeconds\((\d+)\)", server)[1])
    idle = attribute("LoadBalancer", "idle_timeout.timeout_seconds", "LoadBalancerAttributes")
    assert idle < silence


def test_a_task_has_the_time_that_its_end_takes():
    end = 30 + 20  # docs/capture.md: requests that have begun, then what they captured
    assert end < CONTAINER["StopTimeout"] <= 120


def value(node, parameters):
    """What CloudFormation makes of a value of the environment, everything switched on."""
    match node:
        case {"Ref": "AWS::NoValue"}:
            return None
        case {"Ref": name}:
            return str(parameters.get(name, TEMPLATE["Parameters"][name].get("Default")))
        case {"Fn::Sub": text}:
            return re.sub(r"\$\{(\w+)}", lambda m: parameters[m[1]], text)
        case {"Fn::If": [_, yes, _]}:
            return value(yes, parameters)
        case {"Name": name, "Value": inner}:
            return name, value(inner, parameters)
    return str(node)


@pytest.fixture
def s3(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    address = "http://{}:{}".format(*server.get_host_and_port())
    yield address, boto3.client("s3", endpoint_url=address, region_name="us-east-1")
    server.stop()


def test_with_the_tasks_variables_the_model_comes_from_s3_and_captures_go_to_the_stream(
    start, model, scratch, s3
):
    address, client = s3
    archive = scratch / "model.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        for file in model.iterdir():
            tar.add(file, file.name)
    client.create_bucket(Bucket="models")
    client.put_bucket_versioning(Bucket="models", VersioningConfiguration={"Status": "Enabled"})
    put = client.put_object(Bucket="models", Key="iris/model.tar.gz", Body=archive.read_bytes())
    # What lies there since, and is not served.
    client.put_object(Bucket="models", Key="iris/model.tar.gz", Body=b"another")
    firehose = Firehose()
    asked = []

    def credentials(request):
        asked.append(request.path)
        body = {"AccessKeyId": "a", "SecretAccessKey": "b", "Token": "c", "Expiration": "2099-01-01T00:00:00Z"}
        return 200, {"Content-Type": "application/json"}, json.dumps(body).encode()

    tasks = Server(credentials)
    parameters = {
        "ModelBucket": "models",
        "ModelKey": "iris/model.tar.gz",
        "ModelVersionId": put["VersionId"],
        "ModelSha256": hashlib.sha256(archive.read_bytes()).hexdigest(),
        "CaptureStreamName": "captures",
        "EndpointName": "flights",
    }
    told = dict(value(entry, parameters) for entry in CONTAINER["Environment"])
    assert told["TREELINE_MODEL"] == (
        f"s3://models/iris/model.tar.gz?versionId={put['VersionId']}&sha256={parameters['ModelSha256']}"
    )
    port = free_port()
    container = start(
        CONTAINER["Command"],
        **told,
        PORT=str(port),
        # What Fargate sets, and where the services are here.
        AWS_CONTAINER_CREDENTIALS_FULL_URI=f"http://{tasks.address}/task",
        AWS_REGION="eu-central-1",
        AWS_ENDPOINT_URL_S3=address,
        AWS_ENDPOINT_URL_FIREHOSE=f"http://{firehose.server.address}",
    )
    try:
        ready(container, port)
        row = GOLDEN[0]
        status, body = ask(port, ",".join(map(str, row["row"])))
        assert status == 200 and bits(body.strip()) == row["predictions"]
        end = time.monotonic() + 20
        while not firehose.records and time.monotonic() < end:
            time.sleep(0.05)
        assert firehose.records == 1, container.printed()
        assert asked  # the task's role, and no key of this machine
    finally:
        container.close()
        firehose.server.close()
        tasks.close()
