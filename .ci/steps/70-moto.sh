# Firehose and S3 as moto, somebody else's reading of AWS, understands them.
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
