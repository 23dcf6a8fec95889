"""The function as Python's tutorials write it."""

import json
import os

import numpy as np
import xgboost as xgb

booster = xgb.Booster(model_file=os.environ["LAMBDA_TASK_ROOT"] + "/model/model.ubj")


def handler(event, context):
    rows = np.asarray(json.loads(event["body"])["inputs"], dtype=np.float32)
    predictions = booster.inplace_predict(rows)
    return {
        "statusCode": 200,
        "headers": {"content-type": "application/json"},
        "body": json.dumps({"predictions": predictions.tolist()}),
    }
