# The README's first command, started as a user would, and the README's own request sent to it.
set -euo pipefail
source .ci/functions.sh

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
setsid ./treeline serve --port "$port" --data "$work/data" --monitor-every PT5S \
  >"$work/log" 2>&1 &
server=$!

ready() { curl -fsS "http://localhost:$port/ping" || ! kill -0 "$server"; }
until_true 180 "an answer to /ping" ready
kill -0 "$server" || fail "the server has ended"

request=$(grep -m1 -o "curl -X POST .*http://localhost:8080/invocations" README.md) ||
  fail "README.md: no curl to http://localhost:8080/invocations"
echo "$request"
eval "${request/localhost:8080/localhost:$port} -sS -o '$work/reply' -w '%{http_code}'" >"$work/status"
echo
cat "$work/reply"
echo
python3 - "$work" <<'PYTHON'
import json, pathlib, sys

work = pathlib.Path(sys.argv[1])
status, reply = (work / "status").read_text(), json.loads((work / "reply").read_text())
scores = reply["predictions"][0]["score"]
assert status == "200", status
assert len(reply["predictions"]) == 1 and len(scores) == 3, reply
assert all(0 <= s <= 1 for s in scores) and abs(sum(scores) - 1) <= 1e-6, scores
PYTHON

captured() { grep -rqs '"eventVersion"' "$work/data/capture"; }
until_true 30 "a captured line below DIR/capture" captured
find "$work/data/capture" -type f

reported() { curl -fsSL "http://localhost:$port/reports/latest"; }
until_true 60 "a report at /reports/latest" reported

stop "$server" || fail "the server did not end on SIGTERM"
server=
