"""The image's folder under the eyes of Fargate, SageMaker and Lambda: what CI has in Docker's place."""

import http.client
import json
import os
import shutil
import socket
import struct
import subprocess
import tarfile
import threading
import time

import pytest
from api import RuntimeApi
from conftest import NOBODY, ROOT, free_port, image_folder, ready

GOLDEN = [json.loads(line) for line in (ROOT / "model" / "golden.jsonl").read_text().splitlines()]
CSV = {"Content-Type": "text/csv"}


def bits(csv_line):
    return [struct.pack(">f", float(text)).hex() for text in csv_line.split(",")]


def ask(port, body):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/invocations", body, CSV)
    reply = connection.getresponse()
    return reply.status, reply.read().decode()


def serve(start, **variables):
    port = free_port()
    container = start(["serve"], SAGEMAKER_BIND_TO_PORT=str(port), **variables)
    ready(container, port)
    return container, port


def contents():
    return {p: (p.lstat().st_size, p.lstat().st_mtime_ns) for p in image_folder().rglob("*")}


def test_sagemaker_gets_the_golden_scores_to_the_bit_and_the_folder_stays_as_it_was(start, model):
    before = contents()
    container, port = serve(start, TREELINE_MODEL=str(model))
    status, body = ask(port, "\n".join(",".join(map(str, row["row"])) for row in GOLDEN))
    assert status == 200
    assert [bits(line) for line in body.splitlines()] == [row["predictions"] for row in GOLDEN]
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/ping")
    ping = connection.getresponse()
    assert (ping.status, ping.read()) == (200, b"")
    assert contents() == before
    # The root may be read-only: nothing is written but below /tmp.
    if os.geteuid() == 0:
        written = subprocess.run(
            ["find", "/", "-xdev", "-newer", container.log, "-uid", str(NOBODY), "-not", "-path", f"{container.scratch}*"],
            capture_output=True, text=True, check=False,
        ).stdout.splitlines()
        assert [p for p in written if not p.startswith(("/proc", "/tmp/hsperfdata"))] == []


@pytest.mark.parametrize("name", ["model.tar.gz", "model.tar"])
def test_an_archive_in_the_models_folder_is_the_model(start, model, scratch, name):
    folder = scratch / "packed"
    folder.mkdir()
    with tarfile.open(folder / name, "w:gz" if name.endswith("gz") else "w") as archive:
        for file in model.iterdir():
            archive.add(file, file.name)
    _, port = serve(start, TREELINE_MODEL=str(folder))
    row = GOLDEN[0]
    assert bits(ask(port, ",".join(map(str, row["row"])))[1].strip()) == row["predictions"]


def test_the_cache_of_classes_is_used_and_says_nothing(start, model, scratch):
    loaded, said = scratch / "loaded", scratch / "said"
    # AOTMode=on: a cache that cannot be used ends the process.
    flags = f"-XX:AOTMode=on -Xlog:class+load:file={loaded} -Xlog:all=warning:file={said}"
    _, port = serve(start, TREELINE_MODEL=str(model), JAVA_TOOL_OPTIONS=flags)
    assert ask(port, "6.4,2.8,5.6,2.2")[0] == 200
    assert said.read_text() == ""
    lines = [line for line in loaded.read_text().splitlines() if " source: " in line]
    cached = [line for line in lines if "shared objects file" in line]
    assert len(cached) > 0.9 * len(lines) > 1000, f"{len(cached)} of {len(lines)}"
    assert any(" dev.treeline.request.ScoreHandler source" in line for line in cached)
    assert any(" org.eclipse.jetty.server.Server source" in line for line in cached)


def test_caches_and_jars_that_do_not_belong_together_are_told(scratch):
    copy = scratch / "copy"
    shutil.copytree(image_folder(), copy, ignore=shutil.ignore_patterns("runtime"))
    check = [copy / "bin" / "entry", "--check"]
    assert subprocess.run(check, check=False).returncode == 0
    with open(copy / "lib" / "treeline.jar", "ab") as jar:
        jar.write(b"\0")
    told = subprocess.run(check, capture_output=True, text=True, check=False)
    assert told.returncode == 2 and "lib: found jars of digest" in told.stderr


def test_the_running_version_is_the_built_one(start, model):
    """A cache that is older than its jars would run old code without a word."""
    version = subprocess.run(
        [ROOT / "treeline", "--version"], capture_output=True, text=True, check=True
    ).stdout.split()[-1]
    jar = image_folder() / "lib" / "treeline.jar"
    classes = subprocess.run(
        ["python3", "-m", "zipfile", "-l", jar], capture_output=True, text=True, check=True
    ).stdout
    assert "dev/treeline/local/Main.class" in classes
    path = ":".join(str(image_folder() / "lib" / name) for name in (image_folder() / "lib/path").read_text().split())
    told = subprocess.run(
        [image_folder() / "runtime/bin/java", "-cp", path, "dev.treeline.local.Main", "--version"],
        capture_output=True, text=True, check=True,
    ).stdout.split()[-1]
    assert told == version


class Caller(threading.Thread):
    """Asks on one connection until it is told to go, and says how that was."""

    def __init__(self, port):
        super().__init__()
        self.port, self.whole, self.refused, self.lost = port, 0, 0, []

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.connect()
            while True:
                connection.request("POST", "/invocations", ",".join(map(str, GOLDEN[0]["row"])), CSV)
                reply = connection.getresponse()
                body = reply.read().decode()
                if reply.status == 503 and reply.getheader("Retry-After"):
                    self.refused += 1  # whole, and told to ask again: nothing was taken
                    return
                assert reply.status == 200 and bits(body) == GOLDEN[0]["predictions"], (reply.status, body)
                self.whole += 1
        except Exception as problem:  # noqa: BLE001 - whatever it is, a request was lost
            self.lost.append(repr(problem))


def test_no_request_is_lost_when_it_is_told_to_end_under_load(start, model):
    container, port = serve(start, TREELINE_MODEL=str(model), TREELINE_CAPTURE="folder")
    callers = [Caller(port) for _ in range(8)]
    for caller in callers:
        caller.start()
    # One whose body is still on its way: its head has come, so it is answered.
    slow = socket.create_connection(("127.0.0.1", port), timeout=30)
    slow.sendall(b"POST /invocations HTTP/1.1\r\nHost: h\r\nContent-Type: text/csv\r\nContent-Length: 15\r\n\r\n6.4,2.")
    time.sleep(2)
    container.signal()
    told = time.monotonic()
    for caller in callers:
        caller.join(30)
    slow.sendall(b"8,5.6,2.2")
    reply = b""
    while part := slow.recv(4096):
        reply += part
    status = container.process.wait(30)
    took = time.monotonic() - told
    whole = sum(caller.whole for caller in callers)
    print(f"SIGTERM under load: {whole} whole replies, {sum(c.refused for c in callers)} told to come again, ended in {took:.1f} s with {status}")
    assert [lost for caller in callers for lost in caller.lost] == []
    assert all(caller.whole > 10 and caller.refused == 1 for caller in callers)
    assert reply.startswith(b"HTTP/1.1 200") and b"0.0245" in reply
    assert took < 10
    assert status == 143  # as a JVM ends that is asked to: 128 + SIGTERM
    captured = [
        line
        for file in (container.scratch / "treeline" / "capture").rglob("*.jsonl")
        for line in file.read_text().splitlines()
    ]
    assert len(captured) == whole + 1


def lambda_variables(api):
    return {
        "AWS_LAMBDA_RUNTIME_API": api.address,
        "AWS_LAMBDA_FUNCTION_NAME": "tested",
        "AWS_LAMBDA_FUNCTION_VERSION": "1",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1769",
        "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/tested",
        "AWS_LAMBDA_LOG_STREAM_NAME": "1",
        "AWS_LAMBDA_LOG_FORMAT": "JSON",
        "AWS_REGION": "eu-central-1",
        "TREELINE_CAPTURE": "log",
    }


def test_lambda_gets_the_same_scores_from_the_same_image(start, model, scratch):
    api = RuntimeApi()
    loaded = scratch / "loaded"
    flags = f"-XX:AOTMode=on -Xlog:class+load:file={loaded}"
    container = start(
        ["serve"], TREELINE_MODEL=str(model), JAVA_TOOL_OPTIONS=flags, **lambda_variables(api)
    )
    try:
        threading.Thread(
            target=lambda: api.died(f"ended with {container.process.wait()}: {container.printed()}"),
            daemon=True,
        ).start()
        event = json.loads((ROOT / "events" / "csv.json").read_text())
        event["isBase64Encoded"] = False
        event["body"] = ",".join(map(str, GOLDEN[0]["row"]))
        reply = json.loads(api.invoke(json.dumps(event).encode())[0])
    finally:
        container.close()
        api.server.close()
    assert reply["statusCode"] == 200
    assert bits(reply["body"].strip()) == GOLDEN[0]["predictions"]
    assert '"eventVersion"' in container.printed()  # captured
    handler = [line for line in loaded.read_text().splitlines() if " dev.treeline.request.ScoreHandler source" in line]
    assert "shared objects file" in handler[0]


@pytest.mark.parametrize(
    "arguments, told",
    [
        (["train"], 'found "train", expected serve'),
        ([], 'found "", expected serve'),
        (["serve", "--engine", "xgboost4j"], "the image has none"),
    ],
)
def test_what_the_image_cannot_do_is_said(start, arguments, told):
    container = start(arguments)
    assert container.process.wait(30) == 2
    assert told in container.printed()


def test_no_model_is_said_at_once(start, scratch):
    container = start(["serve"], TREELINE_MODEL=str(scratch / "nothing"), PORT=str(free_port()))
    assert container.process.wait(60) not in (0, 143)
    assert "nothing" in container.printed()
