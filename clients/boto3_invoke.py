"""SageMaker's own client, unmodified: only `endpoint_url` says that Treeline answers.

python boto3_invoke.py [URL]     keys and a region must be set, as always; an open API reads neither
"""

import sys

import boto3

url = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080"
runtime = boto3.client("sagemaker-runtime", endpoint_url=url)


def invoke(body, endpoint="treeline", **more):
    reply = runtime.invoke_endpoint(
        EndpointName=endpoint, ContentType="text/csv", Accept="application/json", Body=body, **more
    )
    return reply["Body"].read().decode()


# Three probabilities. The id is found again in the capture, to join what became of order 17.
print(invoke("6.4,2.8,5.6,2.2", InferenceId="order-17"))

# The same, and what each feature added to each class.
print(invoke("6.4,2.8,5.6,2.2", EnableExplanations="`true`"))

# A row that does not fit the model is the model's error, as in SageMaker.
try:
    invoke("6.4,2.8")
except runtime.exceptions.ModelError as error:
    print(error.response["OriginalStatusCode"], error.response["OriginalMessage"])

# A request that does not fit the endpoint is the request's.
try:
    invoke("6.4,2.8,5.6,2.2", endpoint="elsewhere")
except runtime.exceptions.ValidationError as error:
    print(error.response["Error"]["Message"])
