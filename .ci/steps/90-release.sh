# A release is the same bytes twice, needs no JDK, deploys a project that is pinned to it, and is
# exchanged for another one by one line.
set -euo pipefail
source .ci/functions.sh
no_cloud

work=$(mktemp -d)
server=
cleanup() {
  local status=$?
  ((status == 0)) || [[ ! -e $work/log ]] || tail -50 "$work/log" >&2
  [[ -z $server ]] || stop "$server" || true
  rm -rf "$work"
}
trap cleanup EXIT

# ---- the same bytes, from another folder, and another version for the upgrade
git clone -q . "$work/another clone"
release/build "$work/releases" >/dev/null
(cd "$work/another clone" && release/build "$work/again" >/dev/null)
version=$(ls "$work/releases")
diff "$work/releases/$version/SHA256SUMS" "$work/again/$version/SHA256SUMS" ||
  fail "two builds of one commit differ"
(cd "$work/another clone" && sed -i "s:<version>${version#v}</version>:<version>9.9.9</version>:" pom.xml &&
  release/build "$work/releases" >/dev/null)
cat "$work/releases/$version/SHA256SUMS"

# ---- what is in it: nothing of a workstation in the functions, licences in everything
python3 - "$work/releases/$version" <<'PYTHON'
import json, pathlib, sys, tarfile, zipfile

release = pathlib.Path(sys.argv[1])
[functions] = release.glob("treeline-function-*.zip")
names = zipfile.ZipFile(functions).namelist()
assert {"LICENSE", "NOTICE", "THIRD-PARTY.txt"} <= set(names)
assert not [n for n in names if n.startswith(("model/", "dev/treeline/local/", "dev/treeline/pickle/"))]
[sbom] = release.glob("*.cdx.json")
parts = {c["name"] for c in json.loads(sbom.read_text())["components"]}
jars = {pathlib.Path(n).stem for n in names if n.startswith("lib/")}
assert all(any(jar.startswith(part) for part in parts) for jar in jars), jars - parts
[archive] = release.glob("treeline-[0-9]*.tar.gz")
inside = [m.name.split("/", 1)[1] for m in tarfile.open(archive)]
assert {"LICENSE", "NOTICE", "THIRD-PARTY.txt", "bin/treeline", "runtime/bin/java", "lib/classes.jsa"} <= set(inside)
assert {"project/template.yaml", f"project/{functions.name}"} <= set(inside)
PYTHON

# ---- the container's context holds all that its Dockerfile copies, and makes an image without Maven
mkdir "$work/context"
tar -C "$work/context" --strip-components=1 -xzf "$work/releases/$version"/treeline-container-*.tar.gz
if grep -iq maven "$work/context/Dockerfile"; then fail "the context asks for Maven"; fi
sed -n 's:^COPY \([a-z]\S*\) .*:\1:p' "$work/context/Dockerfile" | while IFS= read -r copied; do
  [[ -e $work/context/$copied ]] || fail "the Dockerfile copies $copied, which is not there"
done
JAVA_HOME=$(jdk25) PATH=/usr/bin:/bin "$work/context/deploy/container/image" "$work/image" "$work/context/jars"
[[ -s $work/image/bin/entry && -s $work/image/THIRD-PARTY.txt ]] || fail "no image came of the context"

# ---- from the archive to the first reply, without a JDK on the PATH
began=$SECONDS
export XDG_CACHE_HOME=$work/cache TREELINE_RELEASES=$work/releases
path=/usr/bin:/bin
mkdir "$work/unpacked"
tar -C "$work/unpacked" -xzf "$work/releases/$version"/treeline-[0-9]*.tar.gz
cli=$(echo "$work"/unpacked/*/bin/treeline)
here=$PWD
(cd "$work" && env -u JAVA_HOME PATH=$path "$cli" new my-endpoint --model "$here/model")
cd "$work/my-endpoint"
port=$(free_port)
env -u JAVA_HOME PATH=$path setsid ./treeline serve --port "$port" >"$work/log" 2>&1 &
server=$!
until_true 60 "an answer to /ping" curl -fsS "http://localhost:$port/ping"
curl -fsS -H 'Content-Type: application/json' -d @events/request.json \
  "http://localhost:$port/invocations" | grep -q '"score": *\[' || fail "no scores"
stop "$server" || true
server=
printf 'from the archive to the first reply: %d s\n' $((SECONDS - began))

# ---- what is deployed
sam=$(cd "$here" && virtual_environment)/bin/sam
AWS_REGION=eu-central-1 "$sam" validate --lint
AWS_REGION=eu-central-1 "$sam" validate --lint --template .treeline/template.yaml
[[ -s .treeline/treeline-function-${version#v}.zip ]] || fail "no functions in .treeline"
env PATH="$(dirname "$sam"):$path" ./treeline doctor

# ---- another model, setting or option is another version, and the same ones are the same
mkdir "$work/bin"
printf '#!/bin/sh\nexit 0\n' >"$work/bin/sam"
chmod 755 "$work/bin/sam"
mark() {
  env PATH="$work/bin:$path" ./treeline deploy "$@" >&2
  sed -n '/^  ReleaseDigest:/,/^    Default:/s/^    Default: "\(.*\)"$/\1/p' .treeline/template.yaml
}
first=$(mark)
[[ ${#first} == 64 && $(mark) == "$first" ]] || fail "found the marks $first and $(mark), expected one digest"
cp model/schema.json "$work/schema.json"
printf '\n' >>model/schema.json
[[ $(mark) != "$first" ]] || fail "another model has the same mark"
mv "$work/schema.json" model/schema.json
[[ $(mark --parameter-overrides AlarmEmail=you@example.com) != "$first" ]] || fail "another setting has the same mark"
[[ $(mark) == "$first" ]] || fail "the same project has another mark"
AWS_REGION=eu-central-1 "$sam" validate --lint --template .treeline/template.yaml

# ---- an upgrade is one line
cp -R . ../before
digest=$(sha256sum <"$work/releases/v9.9.9/SHA256SUMS" | cut -c1-64)
sed -i "s/^release=.*/release=9.9.9@$digest/" treeline
[[ $(./treeline --version) == "treeline 9.9.9" ]] || fail "the upgrade did not come"
[[ -s .treeline/treeline-function-9.9.9.zip && ! -e .treeline/treeline-function-${version#v}.zip ]] ||
  fail "the functions of the upgrade did not come"
[[ $(diff -r -x .treeline . ../before | grep -c '^[<>]') == 2 ]] || fail "more than a line changed"

# ---- a release that was changed is not run
printf 'x' >>"$work/releases/v9.9.9/SHA256SUMS"
rm -rf "$XDG_CACHE_HOME"
if ./treeline --version 2>"$work/refused"; then fail "a changed release was run"; fi
grep -q "another digest" "$work/refused" || fail "$(cat "$work/refused")"
