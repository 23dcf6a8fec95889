"""Triton's client, which speaks the Open Inference Protocol (V2) of KServe, MLServer and Treeline.

python triton_infer.py [HOST:PORT]     for https: InferenceServerClient(host, ssl=True)
"""

import sys

import numpy as np
import tritonclient.http as triton

client = triton.InferenceServerClient(sys.argv[1] if len(sys.argv) > 1 else "localhost:8080")
print(client.is_server_live(), client.is_server_ready(), client.is_model_ready("iris"))
print(client.get_model_repository_index())
print(client.get_server_metadata())
print(client.get_model_metadata("iris"))

rows = np.array([[6.4, 2.8, 5.6, 2.2], [5.4, 3.4, 1.5, 0.4]], dtype=np.float32)
for binary in False, True:  # numbers in JSON, then the bytes of the floats behind it
    tensor = triton.InferInput("input", rows.shape, "FP32")
    tensor.set_data_from_numpy(rows, binary_data=binary)
    predict = triton.InferRequestedOutput("predict", binary_data=binary)
    reply = client.infer("iris", [tensor], outputs=[predict], request_id="17")
    print(reply.as_numpy("predict").tolist())

# A tensor a feature says the same, in any order.
names = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
columns = [triton.InferInput(name, [len(rows)], "FP32") for name in reversed(names)]
for tensor in columns:
    tensor.set_data_from_numpy(rows[:, names.index(tensor.name())])
print(client.infer("iris", columns).as_numpy("predict").tolist())
client.close()
