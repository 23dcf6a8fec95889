#!/bin/sh
# Makes a virtual environment for each version of XGBoost in the folder VENVS (once), then all files.
#   all.sh VENVS OUT_DIR [PYTHON3.8]
set -eu
venvs=$1 out=$2 old=${3:-python3.8} here=$(dirname "$0")
mkdir -p "$venvs" "$out"

# VERSION PYTHON PACKAGES...: --no-deps leaves out the 200 MB of libraries for graphics cards.
make() {
  version=$1 python=$2
  shift 2
  [ -x "$venvs/$version/bin/python" ] && return
  "$python" -m venv "$venvs/$version"
  "$venvs/$version/bin/pip" install -q --prefer-binary "$@"
  "$venvs/$version/bin/pip" install -q --no-deps --ignore-requires-python "xgboost==$version"
}

run() {
  "$venvs/$1/bin/python" -W ignore "$here/$2" "$out"
}

for version in 0.90 1.0.2 1.3.3 1.5.2; do
  make $version "$old" 'numpy<1.24' scipy 'scikit-learn<1.2' setuptools
done
make 1.7.6 python3.11 'numpy<2' 'scipy<1.14' 'scikit-learn<1.3'
make 2.1.4 python3.11 'numpy<2.3' 'scipy<1.15' 'scikit-learn<1.6'
for version in 3.0.5 3.1.3 3.2.0 3.3.0 3.4.1; do
  make $version python3.11 'numpy<2.5' 'scipy<1.18' 'scikit-learn<1.10' 'pandas<3' pyarrow
done

for version in 0.90 1.0.2 1.3.3 1.5.2 1.7.6 2.1.4 3.0.5 3.1.3 3.2.0 3.3.0 3.4.1; do
  echo "$version"
  run $version generate.py
  run $version pickles.py
  run $version special.py
done
if [ -x "$venvs/0.82/bin/python" ]; then # Python 2.7: see README.md
  run 0.82 python2.py
fi
run 3.4.1 expect.py # whatever it can load
run 3.0.5 expect.py # the old formats
