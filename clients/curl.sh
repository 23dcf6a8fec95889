#!/usr/bin/env bash
# One row in every dialect: curl.sh [URL [more of curl's options]]
#
# An API that asks for signatures gets them by those options:
#   curl.sh "$ApiUrl" --aws-sigv4 "aws:amz:$AWS_REGION:execute-api" \
#     --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" -H "x-amz-security-token: $AWS_SESSION_TOKEN"
set -euo pipefail
url=${1:-http://localhost:8080}
options=("${@:2}")

post() { # post PATH TYPE BODY
  local reply
  reply=$(curl -fsS ${options[@]+"${options[@]}"} -H "Content-Type: $2" -d "$3" "$url$1")
  printf '%s\n' "$reply"
}

# SageMaker's container, and its runtime API.
post /invocations text/csv '6.4,2.8,5.6,2.2'
post /invocations application/json '{"instances": [{"features": [6.4, 2.8, 5.6, 2.2]}]}'
post /endpoints/treeline/invocations text/libsvm '0:6.4 1:2.8 2:5.6 3:2.2'

# Plain: rows, or features by name in any order.
post /invocations application/json '[[6.4, 2.8, 5.6, 2.2]]'
post /invocations application/json \
  '{"petal_width": 2.2, "petal_length": 5.6, "sepal_width": 2.8, "sepal_length": 6.4}'

# MLflow's scoring server.
names='"columns": ["sepal_length", "sepal_width", "petal_length", "petal_width"]'
post /invocations application/json "{\"dataframe_split\": {$names, \"data\": [[6.4, 2.8, 5.6, 2.2]]}}"
post /invocations application/json '{"dataframe_records":
  [{"sepal_length": 6.4, "sepal_width": 2.8, "petal_length": 5.6, "petal_width": 2.2}]}'

# The Open Inference Protocol (V2).
post /v2/models/iris/infer application/json '{"inputs": [
  {"name": "input", "datatype": "FP32", "shape": [1, 4], "data": [6.4, 2.8, 5.6, 2.2]}]}'

# TensorFlow Serving and KServe's V1, the second with explanations. (Some releases of curl sign a path
# with a colon wrongly, and API Gateway refuses that: curl's issue 18423.)
post /v1/models/iris:predict application/json '{"instances": [[6.4, 2.8, 5.6, 2.2]]}'
post /v1/models/iris:explain application/json '{"instances": [[6.4, 2.8, 5.6, 2.2]]}'
