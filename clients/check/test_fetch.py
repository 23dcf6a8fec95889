import json
import urllib.request

import pytest

ORIGIN = "https://app.example"


@pytest.fixture
def printed(run, url):
    return run("node", "fetch.mjs", url)


def test_example_gets_the_floats_of_xgboost(printed, virginica):
    version, reply = printed[0].split(" ", 1)
    assert version not in ("", "null")
    assert json.loads(reply) == {"predictions": [{"score": virginica}]}


def test_example_gets_an_attribution_a_class_of_each_feature(printed):
    features = [line.split(" ", 1) for line in printed[1:5]]
    assert [name for name, _ in features] == [
        "sepal_length", "sepal_width", "petal_length", "petal_width",
    ]  # fmt: skip
    assert all(len(json.loads(numbers)) == 3 for _, numbers in features)


def test_example_is_told_which_feature_is_not_there(printed):
    status, message = printed[5].split(" ", 1)
    assert status == "400"
    assert "petal_width" in message
    assert len(printed) == 6


def ask(url, origin, method="OPTIONS", body=None, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(
        f"{url}/invocations", body, {"Origin": origin, **headers}, method=method
    )
    with urllib.request.urlopen(request, timeout=30) as reply:
        return reply.status, reply.headers


def preflight(url, origin):
    return ask(
        url,
        origin,
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="content-type,x-amzn-sagemaker-inference-id",
    )


def test_browsers_of_the_origin_may_post_json(url):
    status, headers = preflight(url, ORIGIN)
    assert status in (200, 204)
    assert headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "POST" in headers["Access-Control-Allow-Methods"]
    allowed = headers["Access-Control-Allow-Headers"].lower().replace(" ", "").split(",")
    assert {"content-type", "x-amzn-sagemaker-inference-id"} <= set(allowed)


def test_browsers_of_another_origin_may_not(url):
    _, headers = preflight(url, "https://elsewhere.example")
    assert headers["Access-Control-Allow-Origin"] is None


def test_replies_are_shown_to_pages_of_the_origin_only(url):
    asked = {"method": "POST", "body": b"[[6.4,2.8,5.6,2.2]]", "Content_Type": "application/json"}
    status, headers = ask(url, ORIGIN, **asked)
    assert status == 200
    assert headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "X-Treeline-Model-Version" in headers["Access-Control-Expose-Headers"]
    assert "Origin" in headers["Vary"]
    _, headers = ask(url, "https://elsewhere.example", **asked)
    assert headers["Access-Control-Allow-Origin"] is None
