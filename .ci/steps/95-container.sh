# The container image's folder, made and run without Docker as Fargate, SageMaker and Lambda run it,
# and the template and the recipe that deploy it.
set -euo pipefail
source .ci/functions.sh
no_cloud

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The tests run it as another user.
chmod 755 "$work"
mkdir -m 755 "$work/opt"
mkdir -m 1777 "$work/scratch"

deploy/container/image "$work/opt/treeline"
printf 'the image: %s MB\n' "$(du -sm "$work/opt/treeline" | cut -f1)"

venv=$(virtual_environment)
TREELINE_IMAGE=$work/opt/treeline TREELINE_SCRATCH=$work/scratch PYTHONDONTWRITEBYTECODE=1 \
  "$venv/bin/python" -m pytest -q --no-header -p no:cacheprovider -rP \
  --rootdir src/test/python/container src/test/python/container

# checkov wants another boto than SAM does.
checkov=$(virtual_environment src/test/python/deploy/requirements.txt)
"$checkov/bin/checkov" -f deploy/fargate.yaml --framework cloudformation --quiet --compact \
  --skip-download
