# The built functions under Lambda's own runtime client, one after the other.
set -euo pipefail
source .ci/functions.sh
no_cloud

mvn -B test -Dgroups=built -DexcludedGroups= -Dtreeline.built="$PWD/.aws-sam/build" | only_results
