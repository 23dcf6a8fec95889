"""The Dockerfile keeps to the rules of a small safe image, and calls the scripts that CI runs."""

import json
import re

from conftest import ROOT

FOLDER = ROOT / "deploy" / "container"


def instructions():
    """(instruction, rest), with continued lines joined and comments gone."""
    text = (FOLDER / "Dockerfile").read_text()
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [tuple(line.split(None, 1)) for line in joined.splitlines()]


def last(name):
    stage = [i for i, (word, _) in enumerate(instructions()) if word == "FROM"][-1]
    return [rest for word, rest in instructions()[stage:] if word == name]


def test_every_base_is_named_by_its_version():
    for word, rest in instructions():
        if word == "FROM":
            image = next(part for part in rest.split() if not part.startswith("--"))
            name, _, tag = image.partition(":")
            assert re.match(r"\d+\.\d+(\.\d+)?", tag), f"{name}: {tag or 'no tag'}"


def test_nothing_is_fetched_by_address():
    assert not [rest for word, rest in instructions() if word == "ADD"]
    assert not [rest for word, rest in instructions() if re.search(r"curl|wget|https?://", rest)]


def test_runs_as_a_number_that_is_not_root():
    (user,) = last("USER")
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)  # Kubernetes' runAsNonRoot knows no names


def test_health_is_asked_by_a_script_that_is_in_the_image():
    (check,) = last("HEALTHCHECK")
    command = json.loads(check.partition(" CMD ")[2])
    assert command == ["/opt/treeline/bin/health"]
    assert (FOLDER / "health").stat().st_mode & 0o111


def test_java_gets_the_signals_itself():
    (entry,), (command,) = last("ENTRYPOINT"), last("CMD")
    assert json.loads(entry) == ["/opt/treeline/bin/entry"] and json.loads(command) == ["serve"]
    assert re.search(r'^  exec "\$home/runtime/bin/java"', (FOLDER / "entry").read_text(), re.M)


def test_steps_are_the_scripts_that_ci_runs():
    runs = [rest.split()[-1:] and re.sub(r"--mount=\S+ ", "", rest) for word, rest in instructions() if word == "RUN"]
    assert runs == ["deploy/container/jars /jars", "deploy/container/image /opt/treeline /jars"]
    copied = [rest for rest in last("COPY")]
    assert copied == ["--from=image /opt/treeline /opt/treeline"]


def test_jars_are_built_once_and_the_caches_on_the_image_s_own_processor():
    stages = {rest.split()[-1]: rest for word, rest in instructions() if word == "FROM"}
    assert "--platform=$BUILDPLATFORM" in stages["jars"]
    assert "--platform" not in stages["image"]
    scripts = "".join((FOLDER / name).read_text() for name in ("entry", "health", "jars"))
    assert not re.search(r"x86_64|amd64|aarch64|arm64", scripts)


def test_server_listens_where_the_image_says():
    assert last("EXPOSE") == ["8080"]
    assert "${SAGEMAKER_BIND_TO_PORT:-${PORT:-8080}}" in (FOLDER / "entry").read_text()
    assert "${SAGEMAKER_BIND_TO_PORT:-${PORT:-8080}}" in (FOLDER / "health").read_text()


def test_what_the_steps_read_is_sent_to_the_builder():
    let_in = [
        line[1:]
        for line in (FOLDER / "Dockerfile.dockerignore").read_text().splitlines()
        if line.startswith("!")
    ]
    scripts = (FOLDER / "jars").read_text() + (FOLDER / "image").read_text()
    for path in ("LICENSE", "NOTICE", "pom.xml", "treeline", ".ci/functions.sh", "src/main"):
        assert path in let_in
    for path in re.findall(r'"\$root/([^"]+)"', scripts) + re.findall(r"\bcp (model|\w+/\w+/\w+)", scripts):
        assert any(path == p or path.startswith(p + "/") for p in let_in), path
    assert all((ROOT / path).exists() for path in let_in)
