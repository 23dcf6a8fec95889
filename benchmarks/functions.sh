# What several benchmarks need. Sourced, with this folder as the current one, after
# ../.ci/functions.sh.

# Prints the folder of a virtual environment that holds the file, made once for each content of it.
environment() { # environment NAME
  local venv requirements=requirements-$1.txt
  venv=$PWD/target/venv-$1-$(sha256sum "$requirements" | cut -c1-12)
  if [[ ! -e $venv/complete ]]; then
    mkdir -p target
    rm -rf "target/venv-$1"*
    python3 -m venv "$venv" >&2
    "$venv/bin/pip" install -q --disable-pip-version-check -r "$requirements" >&2
    if [[ $1 == peers ]]; then newest_xgboost "$venv" >&2; fi
    touch "$venv/complete"
  fi
  printf '%s\n' "$venv"
}

# The newest XGBoost asks for a newer Python than it needs; what it needs else is there already.
newest_xgboost() { # newest_xgboost VENV
  local version
  for version in 3.4.1 3.2.0; do
    "$1/bin/pip" install -q --disable-pip-version-check --ignore-requires-python --no-deps \
      "xgboost==$version"
    if "$1/bin/python" -c 'import xgboost'; then return; fi
  done
  fail "no xgboost can be imported"
}

models() { # models [NAME...]
  local venv
  venv=$(environment models)
  "$venv/bin/python" -W ignore models.py target/models "$@"
}

# Maven on the wanted JDK, quiet. What older Mavens say of themselves on a newer Java is left out,
# and a stray escape sequence.
maven() { # maven JDK ARGUMENT...
  local home=$1 quiet="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
  shift
  JAVA_HOME=$home MAVEN_OPTS="${MAVEN_OPTS:-} $quiet" mvn -q -B -Dstyle.color=never \
    -Dspotless.check.skip=true "$@" 2>&1 | sed $'s/\033\\[0m//g' >&2
}

# The echo function, the textbook one, the bare server and the clients, in target/functions.
benchmark_functions() { # benchmark_functions JDK
  maven "$1" -f functions/pom.xml clean process-classes
}
