# The report's page in a real browser: nothing overflows, loads, runs or shuts anybody out.
set -euo pipefail
source .ci/functions.sh

if ! command -v chromium >/dev/null || ! command -v chromedriver >/dev/null; then
  printf 'missing: chromium chromium-driver\n'
  install_packages chromium chromium-driver
fi
if ! command -v npm >/dev/null; then
  printf 'missing: nodejs npm\n'
  install_packages nodejs npm
fi

axe=4.14.1
modules=$PWD/target/browser/axe-core-$axe
if [[ ! -e $modules/complete ]]; then
  mkdir -p "$modules"
  npm install --prefix "$modules" --silent --no-audit --no-fund --no-package-lock --no-save \
    "axe-core@$axe" || fail "npm could not install axe-core $axe"
  touch "$modules/complete"
fi

mvn -B test -Dgroups=browser -DexcludedGroups= \
  -Dtreeline.chromium="$(command -v chromium)" \
  -Dtreeline.chromedriver="$(command -v chromedriver)" \
  -Dtreeline.axe="$modules/node_modules/axe-core/axe.min.js" | only_results
