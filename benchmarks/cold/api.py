"""Lambda's side of one execution environment: the Runtime API and the Extensions API.

Keeps the order of the real ones: an invocation starts when the runtime and every extension have
asked for their next event, and its reply reaches the caller when the runtime posts it. Speaks as
dev.treeline.deploy.RuntimeApi of the tests does.
"""

import threading
import time
import uuid

from http_server import Reply, Request, Server

RUNTIME = "/2018-06-01/runtime/"
EXTENSION = "/2020-01-01/extension/"
JSON = {"Content-Type": "application/json"}  # without it the Java client 2.9.0 crashes its JVM
ARN = "arn:aws:lambda:eu-central-1:123456789012:function:measured"


class Dead(Exception):
    """The function failed, or its process ended."""


class RuntimeApi:
    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._event: bytes = b""
        self._id = ""
        self._number = 0  # of the invocation that has started last
        self._seen: dict[str, int] = {}  # the last invocation that each was given
        self._waiting: set[str] = set()
        self._reply: tuple[bytes, float] | None = None
        self._death = ""
        self.first_next = 0.0  # when the runtime asked for the first time
        self.server = Server(self._answer)

    @property
    def address(self) -> str:
        return self.server.address

    def await_idle(self, limit: float = 60) -> None:
        """Waits until init or the last invocation is over, extensions included."""
        self._await(self._idle, limit)

    def invoke(self, event: bytes, limit: float = 60) -> tuple[bytes, float, float]:
        """The reply, when the event was sent and when the reply had come."""
        with self._changed:
            self._await(self._idle, limit)
            self._event, self._id, self._reply = event, str(uuid.uuid4()), None
            self._number += 1
            self._waiting.clear()
            sent = time.perf_counter()
            self._changed.notify_all()
            self._await(lambda: self._reply is not None, limit)
            assert self._reply
            return self._reply[0], sent, self._reply[1]

    def died(self, why: str) -> None:
        with self._changed:
            self._death = self._death or why
            self._changed.notify_all()

    def _idle(self) -> bool:
        return RUNTIME in self._seen and len(self._waiting) == len(self._seen)

    def _await(self, condition, limit: float) -> None:
        with self._changed:
            if not self._changed.wait_for(lambda: self._death or condition(), limit):
                raise Dead(f"nothing happened for {limit} s")
            if self._death:
                raise Dead(self._death)

    def _next(self, who: str) -> bool:
        """Waits until there is an invocation for somebody; false when the process has ended."""
        with self._changed:
            given = self._seen.setdefault(who, self._number)
            self._waiting.add(who)
            self._changed.notify_all()
            # The runtime first: only this interpreter's lock would make it wait for an extension.
            self._changed.wait_for(
                lambda: self._death
                or self._number > given
                and (who == RUNTIME or self._seen[RUNTIME] == self._number)
            )
            self._seen[who] = self._number
            self._changed.notify_all()
            return not self._death

    def _answer(self, request: Request) -> Reply:
        path = request.path
        if path == RUNTIME + "invocation/next":
            self.first_next = self.first_next or request.arrived
            if not self._next(RUNTIME):
                return 500, JSON, b"{}"
            return 200, JSON | self._headers(), self._event
        if path == f"{RUNTIME}invocation/{self._id}/response":
            with self._changed:
                self._reply = request.body, request.arrived
                self._changed.notify_all()
            return 202, JSON, b"{}"
        if path == EXTENSION + "register":
            return self._register(request)
        if path == EXTENSION + "event/next":
            if not self._next(request.headers["lambda-extension-identifier"]):
                return 500, JSON, b"{}"
            event = f'{{"eventType":"INVOKE","deadlineMs":{deadline()},"requestId":"{self._id}"}}'
            return 200, JSON, event.encode()
        self.died(f"{path}: {request.body.decode(errors='replace')}")
        return 202, JSON, b"{}"

    def _register(self, request: Request) -> Reply:
        with self._changed:
            if self.first_next or b"SHUTDOWN" in request.body:
                return 403, JSON, b'{"errorMessage":"refused","errorType":"Forbidden"}'
            name = str(uuid.uuid4())
            self._seen[name] = self._number
        return 200, JSON | {"Lambda-Extension-Identifier": name}, b'{"functionName":"measured"}'

    def _headers(self) -> dict[str, str]:
        return {
            "Lambda-Runtime-Aws-Request-Id": self._id,
            "Lambda-Runtime-Deadline-Ms": str(deadline()),
            "Lambda-Runtime-Invoked-Function-Arn": ARN,
            "Lambda-Runtime-Trace-Id": "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0",
        }


def deadline() -> int:
    return int(time.time() * 1000) + 28_000


class Firehose:
    """A delivery stream that takes everything, and counts it."""

    def __init__(self) -> None:
        self.records = 0
        self.server = Server(self._answer)

    def _answer(self, request: Request) -> Reply:
        headers = {"Content-Type": "application/x-amz-json-1.1", "x-amzn-RequestId": "measured"}
        if request.headers.get("x-amz-target", "").endswith("PutRecordBatch"):
            count = request.body.count(b'"Data"')
            self.records += count
            records = b",".join([b'{"RecordId":"1"}'] * count)
            body = b'{"Encrypted":false,"FailedPutCount":0,"RequestResponses":[' + records + b"]}"
            return 200, headers, body
        self.records += 1
        return 200, headers, b'{"RecordId":"1","Encrypted":false}'
