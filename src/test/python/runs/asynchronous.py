"""What Lambda does with an event that was handed over asynchronously, as a scheduler does.

As documented (docs.aws.amazon.com/lambda/latest/dg/):
- invocation-async-error-handling.html: an event whose function fails is tried again as often as the
  function's EventInvokeConfig says, after one minute and then two, with the same request id, and
  thrown away when it is older than MaximumEventAgeInSeconds;
- invocation-async-retain-records.html: then the record below goes to the destination, sent by the
  function's own role; where that may not, nothing arrives and DestinationDeliveryFailures is counted.

Nothing waits here between two attempts. Of the limits of size none is played.
"""

import datetime
import fnmatch
import json
import uuid

from test_policies import many, statements

# The waits before the second and the third attempt, in seconds.
WAITS = [60, 120]


class DeliveryFailure(Exception):
    """Lambda would count DestinationDeliveryFailures: the event and its error are lost."""


def allows(deployment, role, action, resource):
    """Whether a policy of the role allows it; there are no denials and no conditions to weigh."""
    return any(
        fnmatch.fnmatchcase(action, act) and fnmatch.fnmatchcase(resource, on)
        for name, statement in statements(deployment)
        if name == role and statement["Effect"] == "Allow" and "Condition" not in statement
        for act in many(statement["Action"])
        for on in many(statement["Resource"])
    )


def events_of(deployment, function):
    """How the function's asynchronous events are treated: the properties of its EventInvokeConfig."""
    (config,) = [
        found
        for found in deployment.resources("AWS::Lambda::EventInvokeConfig").values()
        if found["FunctionName"] == f"<{function}>"
    ]
    return config


def send(deployment, function, event, invoke, deliver, before=lambda attempt: None):
    """One event, until it is done or given up.

    `invoke(id, payload)` gives (whether the function failed, what it answered); `deliver(queue, body)`
    puts a record into the queue of that logical name; `before` is told the number of each attempt.
    Returns the failures.
    """
    config = events_of(deployment, function)
    request = str(uuid.uuid4())
    failures = []
    for attempt in range(1, 2 + config["MaximumRetryAttempts"]):
        before(attempt)
        failed, answer = invoke(request, event)
        if not failed:
            return failures
        failures.append(answer)
    destination = config["DestinationConfig"]["OnFailure"]["Destination"]
    role = deployment.resources()[function]["Role"].removeprefix("<").removesuffix(".Arn>")
    if not allows(deployment, role, "sqs:SendMessage", destination):
        raise DeliveryFailure(f"{role} may not sqs:SendMessage to {destination}")
    queue = destination.removeprefix("<").removesuffix(".Arn>")
    deliver(queue, record(request, event, failures, config["Qualifier"]))
    return failures


def record(request, event, failures, version):
    """The invocation record of a failure."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
    return {
        "version": "1.0",
        "timestamp": now.replace("+00:00", "Z"),
        "requestContext": {
            "requestId": request,
            "functionArn": f"arn:aws:lambda:eu-central-1:123456789012:function:built:{version}",
            "condition": "RetriesExhausted",
            "approximateInvokeCount": len(failures),
        },
        "requestPayload": json.loads(event),
        "responseContext": {"statusCode": 200, "executedVersion": version, "functionError": "Unhandled"},
        "responsePayload": failures[-1],
    }
