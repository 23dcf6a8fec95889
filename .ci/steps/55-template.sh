# The templates, proven without an account: every branch of every parameter, lint, policies, metrics,
# somebody else's CloudFormation, and checkov, each of whose findings is gone or has its reason.
set -euo pipefail
source .ci/functions.sh
no_cloud

templates=(template.yaml deploy/public.yaml deploy/bootstrap.yaml)

venv=$(virtual_environment)
"$venv/bin/cfn-lint" "${templates[@]}"
PYTHONDONTWRITEBYTECODE=1 "$venv/bin/python" -m pytest -q --no-header -p no:cacheprovider \
  --rootdir src/test/python/deploy src/test/python/deploy

# checkov wants another boto than SAM does.
checkov=$(virtual_environment src/test/python/deploy/requirements.txt)
for template in "${templates[@]}"; do
  "$checkov/bin/checkov" -f "$template" --framework cloudformation --quiet --compact --skip-download
done
