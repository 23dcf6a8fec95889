# Other people's clients against the endpoint: each example in clients/, and what it printed.
set -euo pipefail
source .ci/functions.sh
no_cloud

# Node runs two of the clients, npm fetches one of them.
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  printf "missing: nodejs npm\n"
  install_packages nodejs npm
fi
node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' ||
  fail "Node $(node --version) is too old: install Node 18 or newer, with npm"

venv=$(virtual_environment clients/check/requirements.txt)

# One folder for each content of package.json, complete or not there.
modules=$PWD/target/clients/$(sha256sum clients/check/package.json | cut -c1-12)
if [[ ! -e $modules/complete ]]; then
  rm -rf target/clients
  mkdir -p "$modules"
  cp clients/check/package.json "$modules"
  npm install --prefix "$modules" --silent --no-audit --no-fund --no-package-lock ||
    fail "npm could not install what clients/check/package.json names"
  touch "$modules/complete"
fi

work=$(mktemp -d)
server=
cleanup() {
  local status=$?
  ((status == 0)) || grep -v '"status":[234]' "$work/log" | tail -20 >&2 || true
  [[ -z $server ]] || stop "$server" || true
  rm -rf "$work"
}
trap cleanup EXIT

./treeline --help >/dev/null # builds it, however long that takes
port=$(free_port)
TREELINE_CORS=https://app.example setsid ./treeline serve --port "$port" --data "$work/data" \
  >"$work/log" 2>&1 &
server=$!

ready() { curl -fsS "http://localhost:$port/ping" || ! kill -0 "$server"; }
until_true 180 "an answer to /ping" ready
kill -0 "$server" || fail "the server has ended"

export TREELINE_URL=http://localhost:$port TREELINE_CAPTURE_FOLDER=$work/data/capture
export NODE_MODULES=$modules/node_modules JDK25
JDK25=$(jdk25)
# One line a client; what failed is told below.
PYTHONDONTWRITEBYTECODE=1 "$venv/bin/python" -m pytest --no-header -p no:cacheprovider \
  --rootdir clients/check clients/check

stop "$server" || fail "the server did not end on SIGTERM"
server=
