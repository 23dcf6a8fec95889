# What the other steps take for granted. Installs what is missing where that is allowed, and says
# what to install where it is not.
set -euo pipefail
source .ci/functions.sh

missing=()
command -v curl >/dev/null || missing+=(curl)
command -v make >/dev/null || missing+=(make)
python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
ldconfig -p | grep -q 'libgomp\.so\.1 ' || missing+=(libgomp1) # xgboost4j, the tests' oracle

if ((${#missing[@]})); then
  printf 'missing: %s\n' "${missing[*]}"
  install_packages "${missing[@]}"
fi

command -v mvn >/dev/null || fail "install Maven 3.8.7 or newer"
home=$(jdk25)
printf 'JDK 25: %s\n' "$home"
