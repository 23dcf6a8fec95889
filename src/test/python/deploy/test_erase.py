"""deploy/erase against moto's S3, through a stand-in for the command line of AWS."""

import base64
import gzip
import json
import os
import subprocess
import sys
import urllib.request

import boto3
import pytest
from cloudformation import ROOT
from moto.server import ThreadedMotoServer

ID = "order-42"
BUCKET = "captured"
ONE = "captures/flights/AllTraffic/2026/04/01/10/a.jsonl.gz"
TWO = "captures/flights/AllTraffic/2026/04/01/11/b.jsonl"
LOST = "undelivered/flights/processing-failed/2026/04/01/10/c"
NEIGHBOUR = "captures/flights-2/AllTraffic/2026/04/01/10/d.jsonl"

# An operation's options are named as boto3 names them, but for their spelling.
AWS = f"#!{sys.executable}\n" + """import json, pathlib, re, sys, boto3
operation, *words = sys.argv[2:]
to = None
given = {}
while words:
    word = words.pop(0)
    if word == "--output":
        words.pop(0)
    elif word.startswith("--"):
        name = "".join(part.capitalize() for part in word[2:].split("-"))
        given[{"SsekmsKeyId": "SSEKMSKeyId"}.get(name, name)] = words.pop(0)
    else:
        to = word
if "Body" in given:
    given["Body"] = pathlib.Path(given["Body"]).read_bytes()
if "Metadata" in given:
    given["Metadata"] = json.loads(given["Metadata"])
client = boto3.client("s3")
if operation == "list-object-versions":
    pages = client.get_paginator("list_object_versions").paginate(**given)
    answer = {"Versions": [v for page in pages for v in page.get("Versions", [])]}
else:
    answer = getattr(client, operation.replace("-", "_"))(**given)
if to:
    pathlib.Path(to).write_bytes(answer.pop("Body").read())
print(json.dumps(answer, default=str))
"""


@pytest.fixture
def s3(monkeypatch):
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    _, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    # Servers of one process share what they keep.
    urllib.request.urlopen(f"http://127.0.0.1:{port}/moto-api/reset", data=b"").close()
    client = boto3.client("s3")
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    yield client
    server.stop()


@pytest.fixture
def versioned(s3):
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    return s3


def line(number, inference=None):
    # A text that looks like the id, odd spaces and a text beyond ASCII stay as they are.
    own = {"inferenceId": inference} if inference else {}
    record = {"captureData": {"endpointInput": {"data": f"{ID},{number},ü"}}, "eventMetadata": {"eventId": str(number)} | own}
    return json.dumps(record, ensure_ascii=False, separators=(",  ", ":")).encode() + b"\n"


OTHERS = line(1) + line(2, "order-43") + line(3, "order-4")


def refused(*records):
    entries = [{"attemptsMade": 1, "errorCode": "x", "rawData": base64.b64encode(r).decode()} for r in records]
    return b"".join(json.dumps(e).encode() + b"\n" for e in entries)


def fill(s3):
    # The older versions hold the line too, the newest of the first no more.
    s3.put_object(Bucket=BUCKET, Key=ONE, Body=gzip.compress(OTHERS + line(9, ID)))
    s3.put_object(Bucket=BUCKET, Key=ONE, Body=gzip.compress(OTHERS))
    for _ in range(2):
        s3.put_object(Bucket=BUCKET, Key=TWO, Body=line(8, ID) + OTHERS + line(9, ID), ContentType="text/x", Metadata={"a": "b"})
    s3.put_object(Bucket=BUCKET, Key=LOST, Body=refused(line(5), line(6, ID) + line(7), line(9, ID)))
    s3.put_object(Bucket=BUCKET, Key=NEIGHBOUR, Body=line(9, ID))


def run(tmp_path, *more, bucket=BUCKET):
    aws = tmp_path / "aws"
    aws.write_text(AWS)
    aws.chmod(0o755)
    environment = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    command = [sys.executable, ROOT / "deploy/erase", bucket, "flights", ID, *more]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def everything(s3):
    """Every version's content as text, by key."""
    found = {}
    for version in s3.list_object_versions(Bucket=BUCKET).get("Versions", []):
        body = s3.get_object(Bucket=BUCKET, Key=version["Key"], VersionId=version["VersionId"])["Body"].read()
        body = gzip.decompress(body) if version["Key"].endswith(".gz") else body
        found.setdefault(version["Key"], []).append(body)
    return found


def test_without_yes_nothing_changes_and_all_is_told(versioned, tmp_path):
    fill(versioned)
    before = everything(versioned)
    told = run(tmp_path)
    assert told.returncode == 0, told.stderr
    assert told.stdout.endswith("5 lines in 3 files found; --yes erases them\n")
    assert f"{TWO}: 2 lines, in 2 versions" in told.stdout
    assert everything(versioned) == before


def test_id_is_gone_from_every_version_and_other_lines_keep_their_bytes(versioned, tmp_path):
    fill(versioned)
    told = run(tmp_path, "--yes")
    assert told.returncode == 0, told.stderr
    assert told.stdout.endswith("5 lines in 3 files erased\n")
    after = everything(versioned)
    assert after[ONE] == [OTHERS]
    assert after[TWO] == [OTHERS]
    (lost,) = after[LOST]
    assert [base64.b64decode(json.loads(each)["rawData"]) for each in lost.splitlines()] == [line(5), line(7)]
    assert lost.splitlines(keepends=True)[0] == refused(line(5))
    assert after[NEIGHBOUR] == [line(9, ID)]
    kept = versioned.get_object(Bucket=BUCKET, Key=TWO)
    assert (kept["ContentType"], kept["Metadata"]) == ("text/x", {"a": "b"})
    assert run(tmp_path, "--yes").stdout == "0 lines in 0 files erased\n"


def test_file_of_nothing_else_goes_and_so_does_what_a_marker_hides(versioned, tmp_path):
    versioned.put_object(Bucket=BUCKET, Key=ONE, Body=gzip.compress(line(9, ID)))
    versioned.put_object(Bucket=BUCKET, Key=TWO, Body=line(9, ID) + OTHERS)
    versioned.delete_object(Bucket=BUCKET, Key=TWO)
    assert run(tmp_path, "--yes").returncode == 0
    assert everything(versioned) == {}


def test_bucket_without_versions_keeps_what_is_left(s3, tmp_path):
    s3.put_object(Bucket=BUCKET, Key=TWO, Body=line(9, ID) + OTHERS)
    assert run(tmp_path, "--yes").returncode == 0
    assert everything(s3) == {TWO: [OTHERS]}


def test_hours_narrow_what_is_looked_at(versioned, tmp_path):
    fill(versioned)
    told = run(tmp_path, "--from", "2026/04/01/11", "--to", "2026/04/01/11")
    assert told.stdout.endswith("2 lines in 1 files found; --yes erases them\n")


@pytest.mark.parametrize("damaged", [b"\x1f\x8bno", gzip.compress(OTHERS)[:-9], b"{no\n", b"[1]\n", b'{"rawData":"*"}\n'])
def test_file_that_cannot_be_read_is_told_and_hinders_no_other(versioned, tmp_path, damaged):
    fill(versioned)
    key = "captures/flights/AllTraffic/2026/04/01/10/0.jsonl"
    versioned.put_object(Bucket=BUCKET, Key=key, Body=damaged)
    told = run(tmp_path, "--yes")
    assert told.returncode == 1
    assert key in told.stderr and "1 versions could not be read" in told.stderr
    after = everything(versioned)
    assert after[key] == [damaged]
    assert after[TWO] == [OTHERS]


@pytest.mark.parametrize("more", [("--from", "2026-04-01"), ("--to", "now"), ("--all",)])
def test_what_is_no_option_is_refused(tmp_path, more):
    told = run(tmp_path, *more)
    assert told.returncode == 2 and more[-1] in told.stderr


def test_refusal_of_s3_is_told(versioned, tmp_path):
    told = run(tmp_path, bucket="another")
    assert told.returncode == 1 and "list-object-versions" in told.stderr
