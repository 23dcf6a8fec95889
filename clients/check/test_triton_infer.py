import ast
import struct
from urllib.parse import urlsplit

import numpy as np
import pytest
import tritonclient.http as triton
from tritonclient.utils import InferenceServerException

NAMES = ["sepal_length", "sepal_width", "petal_length", "petal_width"]


@pytest.fixture(scope="module")
def client(url):
    client = triton.InferenceServerClient(urlsplit(url).netloc)
    yield client
    client.close()


def tensor(rows, type_="FP32", name="input", binary=True):
    tensor = triton.InferInput(name, rows.shape, type_)
    tensor.set_data_from_numpy(rows, binary_data=binary)
    return tensor


def bits(array):
    return [struct.pack(">f", x).hex() for x in np.ravel(array)]


def same(array, *rows):
    return bits(array) == [struct.pack(">f", x).hex() for row in rows for x in row]


ROWS = np.array([[6.4, 2.8, 5.6, 2.2], [5.4, 3.4, 1.5, 0.4]], dtype=np.float32)


def test_example_gets_the_floats_of_xgboost_in_json_binary_and_columns(
    run, url, virginica, setosa
):
    printed = run("triton_infer.py", urlsplit(url).netloc)
    assert printed[0] == "True True True"
    index, server, model, *scores = map(ast.literal_eval, printed[1:])
    assert [(m["name"], m["state"]) for m in index] == [("iris", "READY")]
    assert server["name"] == "treeline"
    assert "binary_tensor_data" in server["extensions"]
    assert model["name"] == "iris"
    assert model["inputs"] == [{"name": "input", "datatype": "FP32", "shape": [-1, 4]}]
    assert [(o["name"], o["shape"]) for o in model["outputs"]] == [
        ("predict", [-1, 3]),
        ("predict_proba", [-1, 3]),
        ("contributions", [-1, 15]),
    ]
    assert scores == [[virginica, setosa]] * 3


def test_reply_names_model_version_and_request(client):
    version = client.get_model_metadata("iris")["versions"][0]
    reply = client.infer("iris", [tensor(ROWS)], request_id="42").get_response()
    assert (reply["model_name"], reply["model_version"], reply["id"]) == ("iris", version, "42")


def test_version_in_the_path_is_understood(client, virginica, setosa):
    version = client.get_model_metadata("iris")["versions"][0]
    assert client.is_model_ready("iris", version)
    reply = client.infer("iris", [tensor(ROWS)], model_version=version)
    assert same(reply.as_numpy("predict"), virginica, setosa)


def test_doubles_and_integers_are_taken_as_numbers(client, truth):
    reply = client.infer("iris", [tensor(ROWS.astype(np.float64), "FP64")])
    assert same(reply.as_numpy("predict"), truth(6.4, 2.8, 5.6, 2.2), truth(5.4, 3.4, 1.5, 0.4))
    whole = np.array([[6, 3, 5, 2]])
    replies = [
        client.infer("iris", [tensor(whole.astype(type_), name)]).as_numpy("predict")
        for name, type_ in [("FP32", np.float32), ("INT64", np.int64), ("UINT8", np.uint8)]
    ]
    assert bits(replies[0]) == bits(replies[1]) == bits(replies[2])


def test_gzip_is_understood_and_answered(client, virginica, setosa):
    reply = client.infer(
        "iris",
        [tensor(np.tile(ROWS, (500, 1)))],
        request_compression_algorithm="gzip",
        response_compression_algorithm="gzip",
    )
    assert same(reply.as_numpy("predict"), *[virginica, setosa] * 500)


def test_deflate_is_refused_in_a_request_and_not_needed_in_a_reply(client, virginica, setosa):
    reply = client.infer("iris", [tensor(ROWS)], response_compression_algorithm="deflate")
    assert same(reply.as_numpy("predict"), virginica, setosa)
    with pytest.raises(InferenceServerException, match="found deflate, expected gzip"):
        client.infer("iris", [tensor(ROWS)], request_compression_algorithm="deflate")


def test_nan_in_a_binary_tensor_is_missing_as_null_is_in_json(client, url):
    import requests

    rows = np.array([[np.nan, 2.8, 5.6, 2.2]], dtype=np.float32)
    binary = client.infer("iris", [tensor(rows)]).as_numpy("predict")
    json = requests.post(f"{url}/invocations", json=[[None, 2.8, 5.6, 2.2]], timeout=30).json()
    assert same(binary, json["predictions"][0]["score"])


def test_concurrent_requests_get_their_own_answers(url, virginica, setosa):
    with triton.InferenceServerClient(urlsplit(url).netloc, concurrency=4) as client:
        asked = [client.async_infer("iris", [tensor(ROWS[i % 2 :][:1])]) for i in range(64)]
        for i, one in enumerate(asked):
            assert same(one.get_result().as_numpy("predict"), setosa if i % 2 else virginica)


def test_unknown_model_says_which_there_are(client):
    assert not client.is_model_ready("elsewhere")
    with pytest.raises(InferenceServerException, match="iris") as caught:
        client.infer("elsewhere", [tensor(ROWS)])
    assert "elsewhere" in caught.value.message()
    assert caught.value.status() in ("404", "400")


def test_wrong_shape_says_what_was_expected(client):
    with pytest.raises(InferenceServerException, match="4") as caught:
        client.infer("iris", [tensor(ROWS[:, :3].copy())])
    assert caught.value.status() == "400"


def test_unknown_output_is_refused(client):
    with pytest.raises(InferenceServerException, match="nonsense"):
        client.infer("iris", [tensor(ROWS)], outputs=[triton.InferRequestedOutput("nonsense")])
