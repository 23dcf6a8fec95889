import json


def test_every_dialect_gets_the_floats_of_xgboost(run, url, virginica):
    printed = run("./curl.sh", url)
    as_sagemaker = {"predictions": [{"score": virginica}]}
    as_served = {"predictions": [virginica]}
    csv, instances, libsvm, plain, named, split, records, infer, predict, explain = printed
    assert [float(cell) for cell in csv.split(",")] == virginica
    assert [float(cell) for cell in libsvm.split(",")] == virginica
    assert json.loads(instances) == as_sagemaker
    assert json.loads(plain) == as_sagemaker
    assert json.loads(named) == as_sagemaker
    assert json.loads(split) == as_served
    assert json.loads(records) == as_served
    assert json.loads(predict) == as_served
    explained = json.loads(explain)
    assert explained["predictions"] == [virginica]
    assert len(explained["explanations"][0]["values"]) == 4
    (output,) = json.loads(infer)["outputs"]
    assert (output["name"], output["shape"], output["data"]) == ("predict", [1, 3], virginica)
