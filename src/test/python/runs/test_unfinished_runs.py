"""A run that fails for good ends in the queue with its event and its error, and is done from there."""

import json
import random
import subprocess
import urllib.request
import uuid

import boto3
import branches
import pytest
from asynchronous import WAITS, DeliveryFailure, allows, events_of, send
from cloudformation import ROOT, Deployment, expand
from moto.server import ThreadedMotoServer
from stack import BASELINE, Stack, java

EVENT = '{"scheduledTime":"2026-02-01T00:40:00Z","period":"P1D"}'
NEXT_DAY = EVENT.replace("02-01", "02-02")
PROFILE = f"{BASELINE[1]}/profile.json"
REPORTS = "reports/treeline/drift/"
ROWS = 400


def rows(seed, shift=0.0):
    """Four features without any pattern; `shift` moves the third."""
    dice = random.Random(seed)
    return [
        [round(dice.gauss(mean + (shift if mean == 3 else 0), 1), 3) for mean in (1, 2, 3, 4)]
        for _ in range(ROWS)
    ]


@pytest.fixture(scope="session")
def baseline(tmp_path_factory):
    """What `treeline baseline` makes of a table, by name of the file."""
    folder = tmp_path_factory.mktemp("baseline")
    table = folder / "table.csv"
    table.write_text("a,b,c,d\n" + "".join(",".join(map(str, row)) + "\n" for row in rows(1)))
    made = java(
        "dev.treeline.local.Main", "baseline", "--data", str(table), "--out", str(folder / "out"),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )
    said, _ = made.communicate()
    assert made.returncode == 0, said
    return {file.name: file.read_text() for file in (folder / "out").iterdir()}


@pytest.fixture
def stack(baseline):
    """A stack whose monitor has a good baseline and a day of drifted requests that nobody looked at."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    made = Stack(f"http://{host}:{port}")
    for name, text in baseline.items():
        made.put(f"{BASELINE[1]}/{name}", text, BASELINE[0])
    capture(made, "2026/01/31", rows(2, shift=2))
    made.start()
    yield made
    if made.function.poll() is None:
        made.stop()
    urllib.request.urlopen(f"{made.moto}/moto-api/reset", data=b"").close()
    server.stop()


def capture(made, day, table):
    """A day's requests, an hour after the other."""
    for hour in range(0, 24, 6):
        lines = "".join(
            json.dumps(
                {
                    "captureData": {
                        "endpointInput": side("INPUT", ",".join(map(str, row))),
                        "endpointOutput": side("OUTPUT", "0.5"),
                    },
                    "eventMetadata": {
                        "eventId": str(uuid.uuid4()),
                        "inferenceTime": f"{day.replace('/', '-')}T{hour:02}:00:00Z",
                    },
                    "eventVersion": "0",
                }
            )
            + "\n"
            for row in table[hour * ROWS // 24 : (hour + 6) * ROWS // 24]
        )
        made.put(f"captures/treeline/AllTraffic/{day}/{hour:02}/requests.jsonl", lines)


def side(mode, data):
    return {"observedContentType": "text/csv", "mode": mode, "data": data, "encoding": "CSV"}


def run(made, event=EVENT, before=lambda attempt: None):
    return send(made.deployment, "MonitorFunction", event, made.invoke, made.deliver, before)


def operator(made):
    """The runbook's steps: receives a message, and says what it holds."""
    (message,) = made.sqs.receive_message(QueueUrl=made.queue)["Messages"]
    return json.loads(message["Body"])


def invoke_again(made, payload):
    """`aws lambda invoke`, with another endpoint."""
    lambda_ = boto3.client("lambda", endpoint_url=made.address)
    reply = lambda_.invoke(FunctionName="built", Payload=json.dumps(payload))
    assert "FunctionError" not in reply, reply["Payload"].read()
    return json.load(reply["Payload"])


def damage(made):
    """The baseline as an upload leaves it that was cut off."""
    whole = made.s3.get_object(Bucket=BASELINE[0], Key=PROFILE)["Body"].read()
    made.put(PROFILE, whole[: len(whole) // 2], BASELINE[0])
    return lambda: made.put(PROFILE, whole, BASELINE[0])


def refuse(made):
    """A bucket that somebody locked."""
    everything = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": f"arn:aws:s3:::{made.bucket}/*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [everything]})
    made.s3.put_bucket_policy(Bucket=made.bucket, Policy=policy)
    return lambda: made.s3.delete_bucket_policy(Bucket=made.bucket)


def remove(made):
    """No baseline where the settings say."""
    whole = made.s3.get_object(Bucket=BASELINE[0], Key=PROFILE)["Body"].read()
    made.s3.delete_object(Bucket=BASELINE[0], Key=PROFILE)
    made.s3.delete_object(Bucket=BASELINE[0], Key=PROFILE.replace("profile", "statistics"))
    return lambda: made.put(PROFILE, whole, BASELINE[0])


CAUSES = [
    (damage, ["profile.json", "found", "expected"]),
    (remove, ["profile.json", "found no such file in the baseline", "expected", "treeline baseline"]),
    (refuse, ["could not open s3://", "reports/treeline/drift/lock.json", "403", "allow s3:"]),
]


@pytest.mark.parametrize("break_it, words", CAUSES)
def test_failed_run_is_found_in_the_queue_and_done_again_from_there(stack, break_it, words):
    repair = break_it(stack)
    failures = run(stack)
    assert len(failures) == 3
    for failure in failures:
        assert failure.keys() >= {"errorMessage", "errorType", "stackTrace"}

    found = operator(stack)
    assert found["requestPayload"] == json.loads(EVENT)
    assert found["requestContext"]["condition"] == "RetriesExhausted"
    assert found["requestContext"]["approximateInvokeCount"] == 3
    message = found["responsePayload"]["errorMessage"]
    for word in words:
        assert word in message, message
    if break_it is not refuse:
        assert stack.files(REPORTS + "2026") == []

    repair()
    again = invoke_again(stack, found["requestPayload"])
    assert again["state"] == "completed" and again["verdict"] == "drifted", again
    assert (again["from"], again["to"]) == ("2026-01-31T00:00:00Z", "2026-02-01T00:00:00Z")
    assert again["rows"] == ROWS
    assert REPORTS + "2026/02/01/00/report.html" in stack.files(REPORTS)
    printed = stack.stop()
    assert sum('"MonitorFailures":1' in line for line in printed) == 3, printed


def test_event_that_cannot_be_read_says_so_in_the_queue(stack):
    assert len(run(stack, '{"scheduledTime":"yesterday","period":"P1D"}')) == 3
    message = operator(stack)["responsePayload"]["errorMessage"]
    assert message == 'event $.scheduledTime: found "yesterday", expected a time such as 2026-01-31T13:00:00Z'


def test_run_that_succeeds_at_the_second_attempt_leaves_no_message(stack):
    repair = damage(stack)
    failures = run(stack, before=lambda attempt: repair() if attempt == 2 else None)
    assert len(failures) == 1
    assert stack.waiting() == 0
    assert REPORTS + "2026/02/01/00/report.json" in stack.files(REPORTS)
    assert invoke_again(stack, json.loads(EVENT))["state"] == "nothingDue"


def test_next_run_looks_at_the_window_of_the_run_that_failed(stack):
    """Even of a stack's first run, before which nothing says where windows begin."""
    repair = damage(stack)
    run(stack)
    repair()
    capture(stack, "2026/02/01", rows(3))
    answer = invoke_again(stack, json.loads(NEXT_DAY))
    assert [w["to"] for w in [*answer.get("earlier", []), answer]] == ["2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z"]
    assert invoke_again(stack, operator(stack)["requestPayload"])["state"] == "nothingDue"


def test_windows_before_the_one_that_fails_stay_judged(stack):
    """And those after it wait for it, so that none is passed over."""
    assert run(stack) == []
    for day in (1, 2, 3):
        capture(stack, f"2026/02/0{day}", rows(day))
    second = f"arn:aws:s3:::{stack.bucket}/captures/treeline/AllTraffic/2026/02/02/06/*"
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": second}
    stack.s3.put_bucket_policy(Bucket=stack.bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [deny]}))

    assert len(run(stack, EVENT.replace("02-01", "02-04"))) == 3
    assert REPORTS + "2026/02/02/00/report.json" in stack.files(REPORTS)
    assert REPORTS + "2026/02/03/00/report.json" not in stack.files(REPORTS)
    found = operator(stack)
    assert "2026/02/02/06/requests.jsonl" in found["responsePayload"]["errorMessage"]

    stack.s3.delete_bucket_policy(Bucket=stack.bucket)
    answer = invoke_again(stack, found["requestPayload"])
    assert [w["to"][:10] for w in [*answer["earlier"], answer]] == ["2026-02-03", "2026-02-04"]


def test_alarm_watches_the_queue_that_a_failed_run_lands_in(stack):
    alarm = stack.deployment.resources()["UnfinishedAlarm"]
    assert (alarm["Namespace"], alarm["MetricName"]) == ("AWS/SQS", "ApproximateNumberOfMessagesVisible")
    name = stack.queue.rsplit("/", 1)[1]
    (dimension,) = alarm["Dimensions"]
    assert dimension == {"Name": "QueueName", "Value": "<UnfinishedRuns.QueueName>"}
    attributes = stack.sqs.get_queue_attributes(QueueUrl=stack.queue, AttributeNames=["QueueArn"])["Attributes"]
    assert attributes["QueueArn"].endswith(":" + name)
    assert alarm["ComparisonOperator"] == "GreaterThanThreshold"
    assert stack.waiting() <= float(alarm["Threshold"])
    damage(stack)
    run(stack)
    assert stack.waiting() > float(alarm["Threshold"])


def test_record_that_the_role_may_not_send_is_lost_and_said(stack):
    """What the test of every branch below would miss if the driver did not ask."""
    policies = stack.deployment.resources()["MonitorRole"]["Policies"]
    for policy in policies:
        document = policy["PolicyDocument"]
        document["Statement"] = [s for s in document["Statement"] if s["Sid"] != "KeepUnfinishedRuns"]
    damage(stack)
    with pytest.raises(DeliveryFailure, match="MonitorRole may not sqs:SendMessage"):
        run(stack)
    assert stack.waiting() == 0


def test_every_branch_may_send_to_its_queue_and_use_its_key():
    for parameters, deployment in branches.deployments("template.yaml"):
        for role in ("MonitorRole", "ScheduleRole"):
            assert allows(deployment, role, "sqs:SendMessage", "<UnfinishedRuns.Arn>"), (role, parameters)
            key = deployment.resources()["UnfinishedRuns"].get("KmsMasterKeyId")
            for action in ("kms:GenerateDataKey", "kms:Decrypt"):
                assert key is None or allows(deployment, role, action, key), (role, action)


def test_attempts_of_a_run_that_takes_all_of_its_time_come_before_the_event_is_too_old():
    deployment = Deployment(expand())
    config = events_of(deployment, "MonitorFunction")
    timeout = deployment.resources()["MonitorFunction"]["Timeout"]
    attempts = 1 + config["MaximumRetryAttempts"]
    assert attempts * timeout + sum(WAITS) <= config["MaximumEventAgeInSeconds"]


def test_schedule_invokes_the_version_that_the_destination_is_set_for():
    for _, deployment in branches.deployments("template.yaml"):
        targets = [s["Target"] for s in deployment.resources("AWS::Scheduler::Schedule").values()]
        # The other schedule, where there is one, keeps the score function warm.
        (target,) = [t for t in targets if t["Arn"].startswith("<MonitorFunction")]
        assert target["Arn"] == "<MonitorFunction.Arn>"
        assert events_of(deployment, "MonitorFunction")["Qualifier"] == "$LATEST"
        assert target["DeadLetterConfig"]["Arn"] == "<UnfinishedRuns.Arn>"


def test_runbook_names_the_fields_that_the_record_has():
    entry = (ROOT / "docs/runbook.md").read_text().split("## Unfinished runs")[1].split("\n## ")[0]
    assert "`requestPayload`" in entry and "`responsePayload`" in entry and "aws sqs receive-message" in entry
