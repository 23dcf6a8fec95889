"""deploy/sagemaker.md: its Python runs, against moto and botocore's model of every call, and what it
calls is answered by the image."""

import http.client
import io
import json
import re

import boto3
import botocore.session
import pytest
from botocore.response import StreamingBody
from conftest import ROOT, free_port, ready
from moto import mock_aws
from test_image import GOLDEN, bits

TEXT = (ROOT / "deploy" / "sagemaker.md").read_text()
BLOCKS = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)

GIVEN = {
    "account": "123456789012",
    "region": "eu-central-1",
    "bucket": "models",
    "role": "arn:aws:iam::123456789012:role/sagemaker-iris",
    "digest": "sha256:" + "0" * 64,
}


@pytest.fixture
def endpoint(start, model):
    """The image as SageMaker would start it with the recipe's own variables."""
    (environment,) = [
        {name: text for name, text in re.findall(r'"(TREELINE_\w+)": "(\w+)"', block)}
        for block in BLOCKS
        if "create_model" in block
    ]
    port = free_port()
    container = start(
        ["serve"], **environment, SAGEMAKER_BIND_TO_PORT=str(port), TREELINE_MODEL=str(model)
    )
    ready(container, port)
    return port



@mock_aws
def test_recipe_runs_from_the_model_to_the_first_score(endpoint, monkeypatch, capsys):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    asked = []
    usual = boto3.client

    def client(name, **options):
        made = usual(name, **options)
        if name == "sagemaker-runtime":
            # botocore has checked the parameters by then; the image answers in SageMaker's place.
            made.meta.events.register("before-call.sagemaker-runtime.InvokeEndpoint", send)
        return made

    def send(model, params, **_):
        asked.append(model.name)
        connection = http.client.HTTPConnection("127.0.0.1", endpoint, timeout=30)
        headers = {k: v for k, v in params["headers"].items() if k in ("Content-Type", "Accept")}
        connection.request("POST", "/invocations", params["body"], headers)
        reply = connection.getresponse()
        body = reply.read()

        class Answer:
            status_code = reply.status

        return Answer(), {"Body": StreamingBody(io.BytesIO(body), len(body))}

    monkeypatch.setattr(boto3, "client", client)
    scope = dict(GIVEN)
    for block in BLOCKS:
        exec(compile(block, "deploy/sagemaker.md", "exec"), scope)  # noqa: S102 - our own page
    assert asked == ["InvokeEndpoint"]
    assert bits(capsys.readouterr().out.strip()) == GOLDEN[0]["predictions"]
    made = scope["sagemaker"]
    assert made.describe_endpoint(EndpointName="iris")["EndpointStatus"] == "InService"
    config = made.describe_endpoint_config(EndpointConfigName="iris-1")
    assert config["DataCaptureConfig"]["DestinationS3Uri"] == "s3://models/captures"
    container = made.describe_model(ModelName="iris-1")["PrimaryContainer"]
    assert container["Image"].endswith("@" + GIVEN["digest"])


def test_first_row_of_the_recipe_is_the_golden_one():
    assert f'Body=b"{",".join(map(str, GOLDEN[0]["row"]))}"' in TEXT


@pytest.mark.parametrize("what", ["InitialSamplingPercentage", "ContainerStartupHealthCheckTimeoutInSeconds"])
def test_botocore_refuses_what_is_misspelt(what):
    """The check above is one: a slip in a name would fail it."""
    block = next(b for b in BLOCKS if what in b).replace(what, what + "s")
    scope = GIVEN | {"sagemaker": boto3.client("sagemaker", region_name="eu-central-1")}
    with mock_aws(), pytest.raises(botocore.exceptions.ParamValidationError, match=what):
        exec(compile(block, "deploy/sagemaker.md", "exec"), scope)  # noqa: S102


def test_settings_of_the_recipe_exist(endpoint):
    """A start with them has been made; here those that are named in text."""
    known = set(re.findall(r"`([A-Z][A-Z_]{5,})`", (ROOT / "README.md").read_text()))
    for name in set(re.findall(r"`((?:TREELINE|SAGEMAKER|MAX)_[A-Z_]+[A-Z])`", TEXT)):
        assert name in known, name


def test_batch_transform_asks_for_its_parameters(endpoint):
    connection = http.client.HTTPConnection("127.0.0.1", endpoint)
    connection.request("GET", "/execution-parameters")
    reply = connection.getresponse()
    assert reply.status == 200
    assert set(json.loads(reply.read())) == {"MaxConcurrentTransforms", "BatchStrategy", "MaxPayloadInMB"}
