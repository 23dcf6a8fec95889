# Firehose, S3, SNS and SQS as moto, somebody else's reading of AWS, understands them.
set -euo pipefail
source .ci/functions.sh
no_cloud

venv=$(virtual_environment)
work=$(mktemp -d)
server=
cleanup() {
  local status=$?
  ((status == 0)) || tail -50 "$work/log" >&2
  [[ -z $server ]] || stop "$server" || true
  rm -rf "$work"
}
trap cleanup EXIT

port=$(free_port)
setsid "$venv/bin/moto_server" -H 127.0.0.1 -p "$port" >"$work/log" 2>&1 &
server=$!
until_true 60 "moto's answer" curl -fsS "http://127.0.0.1:$port/moto-api/data.json"

mvn -B test -Dgroups=moto -DexcludedGroups= \
  -Dtreeline.built="$PWD/.aws-sam/build" -Dtreeline.moto="http://127.0.0.1:$port" | only_results

# Runs of the monitor that fail for good, as Lambda treats their events.
mvn -q -B dependency:build-classpath -DincludeScope=test -Dmdep.outputFile="$work/classpath"
java=$(jdk25)/bin/java
TREELINE_JAVA=$java TREELINE_BUILT=$PWD/.aws-sam/build PYTHONDONTWRITEBYTECODE=1 \
  TREELINE_TEST_CLASSPATH=$PWD/target/test-classes:$PWD/target/classes:$(<"$work/classpath") \
  "$venv/bin/python" -m pytest -q --no-header -p no:cacheprovider \
  --rootdir src/test/python/runs src/test/python/runs
