"""Makes the models of the request tests, and the replies that they must give.

Trained on UCI's iris data with Python 3.11 and xgboost 3.2.0, one thread:
    python3 make_models.py iris_training.csv iris_test.csv
The replies are what the SageMaker container would write: json.dumps of the scores, and CSV.
"""

import json
import pathlib
import sys

import numpy
import xgboost

NAMES = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
HERE = pathlib.Path(__file__).parent


def table(path):
    return numpy.loadtxt(path, delimiter=",", skiprows=1, dtype=numpy.float32)


def train(rows, labels, **params):
    return xgboost.train(
        {"max_depth": 2, "nthread": 1, "seed": 7, **params}, xgboost.DMatrix(rows, labels), 4
    )


def write_model(name, booster, **schema):
    folder = HERE / "models" / name
    booster.save_model(folder / "model.json")
    features = [{"name": n, "type": "float"} for n in NAMES]
    text = json.dumps({"name": name, "version": "test-1", "features": features, **schema}, indent=2)
    (folder / "schema.json").write_text(text + "\n")


def write_rows(name, booster, rows):
    scores = booster.predict(xgboost.DMatrix(rows))
    listed = [[float(v) for v in s] if scores.ndim > 1 else float(s) for s in scores]
    reply = json.dumps({"predictions": [{"score": s} for s in listed]})
    lines = ["".join(",".join(map(str, s)) if scores.ndim > 1 else str(s)) for s in listed]
    (HERE / "rows" / f"{name}.reply.json").write_text(reply)
    (HERE / "rows" / f"{name}.reply.csv").write_text("".join(line + "\n" for line in lines))


def main(training, test):
    train_rows, test_rows = table(training), table(test)[:, :4]
    test_rows[3, 1] = numpy.nan
    iris = train(train_rows[:, :4], train_rows[:, 4], objective="multi:softprob", num_class=3)
    virginica = train(train_rows[:, :4], train_rows[:, 4] == 2, objective="binary:logistic")
    write_model("iris", iris, classes=["setosa", "versicolor", "virginica"])
    write_model("virginica", virginica, classes=["other", "virginica"])
    cells = [[None if numpy.isnan(v) else round(float(v), 1) for v in row] for row in test_rows]
    (HERE / "rows" / "rows.json").write_text(json.dumps({"inputs": cells}))
    lines = (",".join("" if v is None else str(v) for v in row) for row in cells)
    (HERE / "rows" / "rows.csv").write_text("".join(line + "\n" for line in lines))
    for name, booster in ("iris", iris), ("virginica", virginica):
        write_rows(name, booster, test_rows)
        one = numpy.array([[3.5, 1.2, 5.3, 1.8]], dtype=numpy.float32)
        print(name, booster.predict(xgboost.DMatrix(one)))


main(*sys.argv[1:])
