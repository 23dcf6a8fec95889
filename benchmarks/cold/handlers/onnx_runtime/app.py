"""The same with ONNX Runtime."""

import json
import os

import numpy as np
import onnxruntime

options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
session = onnxruntime.InferenceSession(
    os.environ["LAMBDA_TASK_ROOT"] + "/model/model.onnx",
    options,
    providers=["CPUExecutionProvider"],
)
name = session.get_inputs()[0].name
output = session.get_outputs()[1].name  # probabilities; the first are labels


def handler(event, context):
    rows = np.asarray(json.loads(event["body"])["inputs"], dtype=np.float32)
    (predictions,) = session.run([output], {name: rows})
    return {
        "statusCode": 200,
        "headers": {"content-type": "application/json"},
        "body": json.dumps({"predictions": predictions.tolist()}),
    }
