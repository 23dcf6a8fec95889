"""The same client where API Gateway asks for signatures (IAM), as Treeline's template does.

python boto3_apigateway.py https://ID.execute-api.REGION.amazonaws.com
"""

import sys

import boto3

url = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080"
runtime = boto3.client("sagemaker-runtime", endpoint_url=url)

# The one line: boto3 would sign for the service `sagemaker`, the gateway is `execute-api`.
execute_api = {"signing_name": "execute-api"}
runtime.meta.events.register(
    "before-sign.sagemaker-runtime",
    lambda request, **_: request.context.setdefault("signing", {}).update(execute_api),
)

reply = runtime.invoke_endpoint(
    EndpointName="treeline",
    ContentType="application/json",
    Body='{"inputs": [[6.4, 2.8, 5.6, 2.2]]}',
)
print(reply["Body"].read().decode())
