import json
import subprocess
from urllib.request import Request, urlopen

import boto3
import gateway as stub
import pytest
from botocore.exceptions import ClientError
from conftest import CLIENTS, PROJECT


@pytest.fixture(autouse=True)
def keys(monkeypatch):
    for name, value in stub.Gateway.environment().items():
        monkeypatch.setenv(name, value)


def sign_for_execute_api(request, **_):
    request.context.setdefault("signing", {}).update(signing_name="execute-api")


def client(gateway, hooked=True):
    runtime = boto3.client("sagemaker-runtime", endpoint_url=gateway.url)
    if hooked:
        runtime.meta.events.register("before-sign.sagemaker-runtime", sign_for_execute_api)
    return runtime


def invoke(runtime):
    return runtime.invoke_endpoint(
        EndpointName="treeline", ContentType="text/csv", Body="6.4,2.8,5.6,2.2"
    )


def assert_refused(runtime, gateway, reason):
    with pytest.raises(ClientError) as caught:
        invoke(runtime)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403
    assert reason in gateway.refusals[-1]


def test_example_is_let_in_and_gets_the_floats_of_xgboost(run, gateway, virginica):
    (line,) = run("boto3_apigateway.py", gateway.url)
    assert json.loads(line) == {"predictions": [{"score": virginica}]}


def test_unmodified_client_is_refused_since_it_signs_for_sagemaker(gateway):
    assert_refused(client(gateway, hooked=False), gateway, "for sagemaker in eu-central-1")


def test_hooked_client_is_let_in(gateway):
    assert invoke(client(gateway))["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_errors_of_the_endpoint_pass_the_gateway(gateway):
    runtime = client(gateway)
    with pytest.raises(runtime.exceptions.ModelError):
        runtime.invoke_endpoint(EndpointName="treeline", ContentType="text/csv", Body="6.4")


def test_wrong_secret_is_refused(gateway, monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another")
    assert_refused(client(gateway), gateway, "another signature")


def test_wrong_region_is_refused(gateway, monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    assert_refused(client(gateway), gateway, "in us-east-1")


def test_body_that_was_changed_under_way_is_refused(gateway):
    runtime = client(gateway)

    def change(request, **_):
        request.body = request.body.replace(b"6.4", b"9.9")

    runtime.meta.events.register("before-send.sagemaker-runtime", change)
    assert_refused(runtime, gateway, "another signature")


def test_path_that_was_changed_under_way_is_refused(gateway):
    runtime = client(gateway)

    def change(request, **_):
        request.url = request.url.replace("treeline", "elsewhere")

    runtime.meta.events.register("before-send.sagemaker-runtime", change)
    assert_refused(runtime, gateway, "another signature")


def test_request_without_a_signature_is_refused(gateway):
    with pytest.raises(OSError, match="403"):
        urlopen(Request(f"{gateway.url}/ping"))
    assert gateway.refusals[-1] == "no signature of version 4"


def test_curl_of_the_deployment_page_is_let_in(gateway, virginica):
    page = (PROJECT / "docs/deployment.md").read_text()
    command = page[page.index("    curl --aws-sigv4") :].split("\n\n")[0]
    reply = subprocess.run(
        ["bash", "-c", f'ApiUrl={gateway.url}\n{command}'],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert json.loads(reply) == {"predictions": [{"score": virginica}]} or json.loads(reply)[
        "predictions"
    ], reply


def test_curl_example_is_let_in_with_the_options_that_it_names(gateway):
    comment = (CLIENTS / "curl.sh").read_text().split("by those options:\n")[1].split("\nset ")[0]
    command = comment.replace("#", "").replace("curl.sh", str(CLIENTS / "curl.sh"))
    ended = subprocess.run(
        ["bash", "-c", f"ApiUrl={gateway.url}\n{command}"], capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr + str(gateway.refusals[-1:])
