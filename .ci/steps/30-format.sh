# The formatter runs in Maven's own JVM and needs a newer one than the build does.
set -euo pipefail
source .ci/functions.sh

home=$(jdk25)
JAVA_HOME=$home mvn -q -B spotless:check
