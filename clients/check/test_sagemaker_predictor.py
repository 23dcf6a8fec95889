import ast

import boto3
import numpy as np
import pytest
from sagemaker import Session
from sagemaker.predictor import Predictor
from sagemaker.serializers import CSVSerializer, JSONLinesSerializer, LibSVMSerializer


@pytest.fixture(scope="module")
def session(url):
    return Session(
        sagemaker_runtime_client=boto3.client("sagemaker-runtime", endpoint_url=url)
    )


def test_example_gets_the_floats_of_xgboost_from_csv_and_json(run, url, virginica, setosa):
    csv, json = map(ast.literal_eval, run("sagemaker_predictor.py", url)[-2:])
    assert [[float(cell) for cell in row] for row in csv] == [virginica, setosa]
    assert json == {"predictions": [{"score": virginica}, {"score": setosa}]}


def test_numpy_rows_go_as_csv(session, virginica):
    predictor = Predictor("treeline", session, CSVSerializer())
    reply = predictor.predict(np.array([[6.4, 2.8, 5.6, 2.2]]))
    assert [float(cell) for cell in reply.decode().strip().split(",")] == virginica


def test_lines_of_libsvm_and_of_json_are_read(session, setosa):
    libsvm = Predictor("treeline", session, LibSVMSerializer())
    reply = libsvm.predict("0:5.4 1:3.4 2:1.5 3:0.4", initial_args={"Accept": "text/csv"})
    assert [float(cell) for cell in reply.decode().strip().split(",")] == setosa

    lines = Predictor("treeline", session, JSONLinesSerializer())
    reply = lines.predict([{"features": [5.4, 3.4, 1.5, 0.4]}], initial_args={"Accept": "text/csv"})
    assert [float(cell) for cell in reply.decode().strip().split(",")] == setosa


def test_inference_id_and_variant_are_passed_on(session, captured, virginica):
    predictor = Predictor("treeline", session, CSVSerializer())
    predictor.predict("6.4,2.8,5.6,2.2", target_variant="AllTraffic", inference_id="predictor-1")
    output = captured("predictor-1")["captureData"]["endpointOutput"]["data"]
    assert [float(cell) for cell in output.strip().split(",")] == virginica


def test_model_error_is_raised(session):
    with pytest.raises(session.sagemaker_runtime_client.exceptions.ModelError, match="expected 4"):
        Predictor("treeline", session, CSVSerializer()).predict("6.4,2.8")
