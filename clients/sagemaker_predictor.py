"""The Predictor of the SageMaker Python SDK, version 2 (version 3 has none).

python sagemaker_predictor.py [URL]
"""

import sys

import boto3
from sagemaker import Session
from sagemaker.deserializers import CSVDeserializer, JSONDeserializer
from sagemaker.predictor import Predictor
from sagemaker.serializers import CSVSerializer, JSONSerializer

url = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080"
runtime = boto3.client("sagemaker-runtime", endpoint_url=url)
session = Session(sagemaker_runtime_client=runtime)
rows = [[6.4, 2.8, 5.6, 2.2], [5.4, 3.4, 1.5, 0.4]]

csv = Predictor("treeline", session, CSVSerializer(), CSVDeserializer())
print(csv.predict(rows))

json = Predictor("treeline", session, JSONSerializer(), JSONDeserializer())
print(json.predict({"inputs": rows}))
