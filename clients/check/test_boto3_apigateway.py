import json
import subprocess

import boto3
import gateway as stub
import pytest
import requests
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from conftest import CLIENTS, PROJECT


@pytest.fixture(autouse=True)
def keys(monkeypatch):
    for name, value in stub.Gateway.environment().items():
        monkeypatch.setenv(name, value)


def sign_for_execute_api(request, **_):
    request.context.setdefault("signing", {}).update(signing_name="execute-api")


def client(gateway, hooked=True):
    # A session of its own: the default one keeps the keys that it saw first.
    runtime = boto3.Session().client("sagemaker-runtime", endpoint_url=gateway.url)
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
    assert requests.get(f"{gateway.url}/ping", timeout=30).status_code == 403
    assert gateway.refusals[-1] == "no signature of version 4: GET /ping"


def bash(gateway, script):
    return subprocess.run(
        ["bash", "-c", f"ApiUrl={gateway.url}\n{script}"],
        cwd=CLIENTS,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_curl_of_the_deployment_page_is_let_in(url, gateway):
    page = (PROJECT / "docs/deployment.md").read_text()
    ended = bash(gateway, page[page.index("    curl --aws-sigv4") :].split("\n\n")[0])
    rows = requests.post(f"{url}/invocations", json=[[3.5, 1.2, 5.3, 1.8]], timeout=30)
    assert ended.stdout == rows.text


def test_curl_example_is_let_in_with_the_options_that_it_names(gateway, virginica):
    comment = (CLIENTS / "curl.sh").read_text().split("by those options:\n")[1].split("\nset ")[0]
    before = len(gateway.refusals)
    ended = bash(gateway, comment.replace("#", "").replace("curl.sh", "./curl.sh"))
    *_, infer = ended.stdout.splitlines()[:8]
    assert json.loads(infer)["outputs"][0]["data"] == virginica
    # The two paths with a colon are behind that; a curl that signs them wrongly ends at the first.
    wrong = ["another signature: POST /v1/models/iris:predict"]
    assert (ended.returncode, gateway.refusals[before:]) in [(0, []), (22, wrong)], ended.stderr


def test_path_with_a_colon_is_signed_as_aws_has_it(gateway, virginica):
    """By botocore, since curl cannot be trusted here."""
    path = f"{gateway.url}/v1/models/iris:predict"
    body = b'{"instances": [[6.4, 2.8, 5.6, 2.2]]}'
    request = AWSRequest("POST", path, {"Content-Type": "application/json"}, body)
    credentials = Credentials(stub.KEY, stub.SECRET, stub.TOKEN)
    SigV4Auth(credentials, "execute-api", stub.REGION).add_auth(request)
    reply = requests.post(path, body, headers=dict(request.headers), timeout=30)
    assert reply.json() == {"predictions": [virginica]}
