# The README's second command, as it stands there. Only the noise of downloads is left out.
set -euo pipefail

mvn verify | sed -u -e 's/.*\r//' -e '/^Download\(ing\|ed\) from /d' -e '/^Progress (/d'
