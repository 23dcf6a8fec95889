import json

import boto3
import pytest


@pytest.fixture(scope="module")
def runtime(url):
    return boto3.client("sagemaker-runtime", endpoint_url=url)


@pytest.fixture
def printed(run, url):
    return run("boto3_invoke.py", url)


def test_example_prints_the_floats_of_xgboost(printed, virginica):
    assert json.loads(printed[0]) == {"predictions": [{"score": virginica}]}


def test_example_prints_predictions_and_their_explanations(printed, virginica):
    reply = json.loads(printed[1])
    assert json.loads(reply["predictions"]["data"]) == {"predictions": [{"score": virginica}]}
    assert reply["label_headers"] == ["setosa", "versicolor", "virginica"]
    (row,) = reply["explanations"]["kernel_shap"]
    assert [f["feature_header"] for f in row] == [
        "sepal_length", "sepal_width", "petal_length", "petal_width",
    ]  # fmt: skip
    assert all(len(f["attributions"][0]["attribution"]) == 3 for f in row)
    # What speaks for virginica more than for setosa is mostly the petals.
    gap = [a[2] - a[0] for f in row for a in [f["attributions"][0]["attribution"]]]
    assert min(gap[2], gap[3]) > max(abs(gap[0]), abs(gap[1]))


def test_example_meets_a_model_error_of_its_row(printed):
    status, message = printed[2].split(" ", 1)
    assert status == "400"
    assert "found 2 values, expected 4" in message


def test_example_meets_a_validation_error_of_its_endpoint(printed):
    assert "elsewhere" in printed[3] and "treeline" in printed[3]
    assert len(printed) == 4


def test_attributions_and_a_bias_add_up_to_the_margins(runtime, margins):
    biases = []
    for row in ([6.4, 2.8, 5.6, 2.2], [5.4, 3.4, 1.5, 0.4]):
        reply = runtime.invoke_endpoint(
            EndpointName="treeline",
            ContentType="text/csv",
            Body=",".join(map(str, row)),
            EnableExplanations="`true`",
        )
        (features,) = json.loads(reply["Body"].read())["explanations"]["kernel_shap"]
        sums = [sum(f["attributions"][0]["attribution"][c] for f in features) for c in range(3)]
        biases.append([margin - s for margin, s in zip(margins(*row), sums)])
    # The reply has no place for the bias; it is the same in every row.
    assert biases[0] == pytest.approx(biases[1], abs=1e-5)


def test_reply_names_type_and_variant_as_aws_does(runtime):
    reply = runtime.invoke_endpoint(
        EndpointName="treeline", ContentType="text/csv", Body="6.4,2.8,5.6,2.2"
    )
    assert reply["InvokedProductionVariant"] == "AllTraffic"
    assert reply["ContentType"].startswith("text/csv")
    assert reply["ResponseMetadata"]["RequestId"]


def test_model_error_carries_status_and_message_of_the_model(runtime):
    with pytest.raises(runtime.exceptions.ModelError) as caught:
        runtime.invoke_endpoint(
            EndpointName="treeline", ContentType="application/pdf", Body="6.4,2.8,5.6,2.2"
        )
    response = caught.value.response
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 424
    assert response["Error"]["Code"] == "ModelError"
    assert response["OriginalStatusCode"] == 415
    assert "application/pdf" in response["OriginalMessage"]
    assert response["Error"]["Message"].startswith(
        "Received client error (415) from primary with message"
    )


def test_validation_error_of_an_unknown_variant_is_400(runtime):
    with pytest.raises(runtime.exceptions.ValidationError) as caught:
        runtime.invoke_endpoint(
            EndpointName="treeline",
            ContentType="text/csv",
            Body="6.4,2.8,5.6,2.2",
            TargetVariant="Green",
        )
    response = caught.value.response
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 400
    assert "Green" in response["Error"]["Message"]
    assert "AllTraffic" in response["Error"]["Message"]


def test_inference_id_and_attributes_end_up_in_the_capture(runtime, captured, virginica):
    runtime.invoke_endpoint(
        EndpointName="treeline",
        ContentType="text/csv",
        Accept="text/csv",
        Body="6.4,2.8,5.6,2.2",
        InferenceId="client-check-1",
        CustomAttributes="app=check",
    )
    line = captured("client-check-1")
    data = line["captureData"]
    assert data["endpointInput"]["data"].strip() == "6.4,2.8,5.6,2.2"
    assert [float(x) for x in data["endpointOutput"]["data"].split(",")] == virginica
    assert line["eventMetadata"]["customAttributes"] == ["app=check"]
    assert line["eventVersion"] == "0"


def test_the_examples_inference_id_ends_up_in_the_capture(printed, captured):
    data = captured("order-17")["captureData"]
    assert data["endpointInput"]["data"] == "6.4,2.8,5.6,2.2"
    assert json.loads(data["endpointOutput"]["data"]) == json.loads(printed[0])


def test_code_without_an_endpoint_url_takes_it_from_the_environment(monkeypatch, url, setosa):
    monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME", url)
    reply = boto3.client("sagemaker-runtime").invoke_endpoint(
        EndpointName="treeline", ContentType="text/csv", Body="5.4,3.4,1.5,0.4"
    )
    assert [float(x) for x in reply["Body"].read().decode().split(",")] == setosa
