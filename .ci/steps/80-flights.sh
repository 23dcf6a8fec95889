# The worked example on real data: quiet days stay quiet, planted faults and July are found.
set -euo pipefail

examples/flights/run
