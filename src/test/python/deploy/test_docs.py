"""docs/deployment.md says what the templates say, and its snippets do what it says."""

import http.server
import importlib.util
import re
import threading

import boto3
import pytest
from cloudformation import ROOT, defaults, source

GUIDE = (ROOT / "docs/deployment.md").read_text()


def table():
    """By parameter the second cell of its row."""
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| ([^|]*) \|", GUIDE.split("## Parameters")[1], re.MULTILINE)
    return {name: cell for names, cell in rows for name in re.findall(r"`(\w+)`", names)}


def test_table_has_every_parameter_and_no_other():
    assert set(table()) == set(source()["Parameters"])


def test_table_shows_the_defaults():
    for name, value in defaults(source()).items():
        if value:
            assert value in table()[name], name


def test_runbook_has_an_entry_for_every_alarm():
    runbook = (ROOT / "docs/runbook.md").read_text()
    for name, resource in source()["Resources"].items():
        if resource["Type"] == "AWS::CloudWatch::Alarm":
            assert f"`{name}`" in runbook, name


def test_files_and_outputs_that_the_guide_names_are_there():
    for path in re.findall(r"`(deploy/[\w.]+|samconfig\.toml|events/[\w.]+json)`", GUIDE):
        assert (ROOT / path).exists() or "EVENT" in path, path
    for output in ("MonitorFunctionName", "UnfinishedRunsUrl", "AlarmTopicArn", "Curl"):
        assert output in GUIDE and output in source()["Outputs"]


class Seen(http.server.BaseHTTPRequestHandler):
    requests = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.requests.append((self.path, dict(self.headers), body))
        reply = b'{"predictions": []}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *_):
        pass


@pytest.fixture
def address(monkeypatch):
    monkeypatch.setenv("AWS_SESSION_TOKEN", "none")
    Seen.requests.clear()
    server = http.server.HTTPServer(("127.0.0.1", 0), Seen)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


SNIPPETS = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)


@pytest.mark.parametrize(
    "snippet, path", [(SNIPPETS[0], "/invocations"), (SNIPPETS[1], "/endpoints/treeline/invocations")]
)
def test_snippet_sends_a_request_signed_for_the_api(address, snippet, path, capsys):
    exec(snippet, {"api_url": address})  # the guide is ours
    ((asked, headers, body),) = Seen.requests
    headers = {name.lower(): value for name, value in headers.items()}
    assert asked == path and b"3.5" in body
    scope = re.search(r"Credential=nobody/\d+/eu-central-1/([\w-]+)/aws4_request", headers["authorization"])
    assert scope.group(1) == "execute-api"
    assert headers["x-amz-security-token"] == "none"


def test_there_are_two_snippets_and_a_curl():
    assert len(SNIPPETS) == 2
    assert "--aws-sigv4" in GUIDE and boto3.__version__


WAY = (ROOT / "docs/deploy.md").read_text()
PIPELINE = (ROOT / "deploy/pipeline.yml").read_text()


def test_way_names_parameters_and_scripts_that_are_there():
    words = set(re.findall(r"\b([A-Z][A-Za-z0-9]+)=", WAY + PIPELINE)) - {"MODEL"}
    bootstrap = set(source("deploy/bootstrap.yaml")["Parameters"])
    assert words - bootstrap <= set(source()["Parameters"]), words
    for script in re.findall(r"deploy/[a-z]+(?:\.yaml|\.yml)?\b", WAY + PIPELINE):
        assert (ROOT / script).is_file(), script


def test_way_calls_the_command_line_with_options_that_it_has():
    commands = (ROOT / "src/test/resources/local/help.txt").read_text()
    code = "".join(p.read_text() for p in (ROOT / "src/main/java/dev/treeline/local").glob("*.java"))
    for line in re.findall(r"\./treeline [a-z][^`\n]*(?:\\\n[^`\n]*)*", WAY):
        command = line.split()[1]
        if command == "deploy":
            # The launcher's own, in a project.
            launcher = ROOT / "src/main/resources/dev/treeline/project/treeline"
            assert '= deploy ]' in launcher.read_text()
            continue
        assert re.search(rf"^  {command} ", commands, re.MULTILINE), line
        for option in re.findall(r"--[a-z-]+", line):
            assert f'"{option}"' in code, (line, option)


def test_way_and_project_show_the_commands_that_the_newcomer_is_timed_with():
    spec = importlib.util.spec_from_file_location("measure", ROOT / "benchmarks/newcoming/measure.py")
    measure = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(measure)
    for command in measure.COMMANDS.values():
        assert f"    treeline {command}\n" in WAY, command
    for line in (measure.PROJECT_REQUEST, measure.TRAFFIC, measure.VERDICT, "./treeline serve"):
        assert f"    {line}\n" in WAY, line
    project = (ROOT / "src/main/resources/dev/treeline/project/README.md").read_text()
    assert measure.PROJECT_REQUEST in project
    assert sum(minutes for _, minutes in measure.MINUTES.values()) < 30
    for name, (_, minutes) in measure.MINUTES.items():
        assert re.search(rf"^\| `{name}`[^|]*\| [\d.–]+ \| {minutes} \|$", WAY, re.MULTILINE), name


def test_way_links_to_files_and_outputs_that_are_there():
    for path in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", WAY):
        assert (ROOT / "docs" / path).exists(), path
    for output in re.findall(r"`(Curl|ApiUrl|[A-Z]\w+(?:Url|Name|Report|Arn))`", WAY):
        assert output in source()["Outputs"], output


def test_pipeline_asks_for_no_key_and_tells_production_what_staging_serves():
    assert "AWS_SECRET_ACCESS_KEY" not in PIPELINE and "secrets." not in PIPELINE
    assert "id-token: write" in PIPELINE
    assert "MODEL: ${{ needs.staging.outputs.model }}" in PIPELINE
    assert PIPELINE.rstrip().endswith("deploy/model same treeline-fraud-staging treeline-fraud")
