# What several steps need. Sourced, with the project as the current folder.

fail() {
  printf '%s: %s\n' "$(basename "$0" .sh)" "$*" >&2
  exit 1
}

# The folder of a JDK 25, wherever it is.
jdk25() {
  local java home
  java=$(command -v java || true)
  for home in "${JAVA_HOME:-}" ${java:+"$(dirname "$(dirname "$(readlink -f "$java")")")"} \
    /usr/lib/jvm/* /usr/local/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    if [[ -x $home/bin/javac ]] && grep -qs '^JAVA_VERSION="25["+.-]' "$home/release"; then
      printf '%s\n' "$home"
      return
    fi
  done
  fail "no JDK 25 in JAVA_HOME, on the PATH or in the usual folders"
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# until_true SECONDS WHAT COMMAND...: tries the command until it succeeds.
until_true() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < end)) || fail "$what did not come about in time"
    sleep 0.5
  done
}

# stop PID: ends a process group that was started by setsid, gently and then not.
stop() {
  local tries
  kill -TERM -- "-$1" 2>/dev/null || return 0
  for tries in {1..50}; do
    kill -0 -- "-$1" 2>/dev/null || return 0
    sleep 0.2
  done
  printf 'process %s did not end when asked to\n' "$1" >&2
  kill -KILL -- "-$1" 2>/dev/null || true
  return 1
}

# install_packages PACKAGE...: by apt-get where that is allowed; otherwise says what to install.
install_packages() {
  command -v apt-get >/dev/null || fail "install $*"
  local as_root=()
  ((EUID == 0)) || as_root=(sudo -n)
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get -qq update || fail "install $*"
  "${as_root[@]}" apt-get -qq install -y --no-install-recommends "$@" >/dev/null ||
    fail "install $*"
}

# virtual_environment [REQUIREMENTS]: prints the folder of one that holds what the file names, made
# once for each content of the file.
virtual_environment() {
  local requirements=${1:-.ci/requirements.txt} folder venv
  folder=$(basename "$(dirname "$requirements")")
  venv=$PWD/.ci/.venv-${folder#.}-$(sha256sum "$requirements" | cut -c1-12)
  if [[ ! -e $venv/complete ]]; then
    rm -rf "${venv%-*}"-*
    python3 -m venv "$venv" >&2
    "$venv/bin/pip" install -q --disable-pip-version-check -r "$requirements" >&2
    touch "$venv/complete"
  fi
  printf '%s\n' "$venv"
}

# Maven's output without its remarks on the way to the tests.
only_results() {
  sed -u -e '/^\[INFO\] \(Running\|Tests run\|BUILD\)/{p;d}' -e '/^\[INFO\]/d'
}

# The variables under which nothing here can reach a real account.
no_cloud() {
  export AWS_ACCESS_KEY_ID=nobody AWS_SECRET_ACCESS_KEY=nothing AWS_SESSION_TOKEN=none
  export AWS_DEFAULT_REGION=eu-central-1 AWS_REGION=eu-central-1 AWS_EC2_METADATA_DISABLED=true
  export SAM_CLI_TELEMETRY=0
  unset AWS_PROFILE
}
