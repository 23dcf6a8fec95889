# The template is valid and both functions can be built, without an account.
set -euo pipefail
source .ci/functions.sh
no_cloud

venv=$(virtual_environment)
"$venv/bin/sam" validate --lint
"$venv/bin/sam" build
