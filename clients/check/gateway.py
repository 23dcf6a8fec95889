"""API Gateway with IAM, as far as a caller can tell: it lets through what is signed for
`execute-api` and forwards it, and answers 403 to everything else.

The signature is computed anew from the request that arrived (AWS, "Signature Version 4", by
botocore's own steps), so that nothing but the right key, service, region, day, headers and body
gives the same one.
"""

import hashlib
import hmac
import http.client
import re
import threading
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

KEY, SECRET, TOKEN = "AKIDEXAMPLE", "a-secret-of-nothing", "a-session"
REGION = "eu-central-1"
AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/([^/]+)/aws4_request, ?"
    r"SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})"
)


class Gateway:
    """Listens on this machine while the `with` lasts; `refusals` says why it refused what."""

    def __init__(self, backend):
        self.backend = urlsplit(backend).netloc
        self.refusals = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Connection)
        self._server.gateway = self
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    @staticmethod
    def environment():
        """The variables of a caller that is let in."""
        return {
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_SESSION_TOKEN": TOKEN,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_REGION": REGION,
        }


class Connection(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        reason = refusal(self.command, self.path, self.headers, body)
        if reason:
            self.server.gateway.refusals.append(f"{reason}: {self.command} {self.path}")
            self._reply(403, {"Content-Type": "application/json"}, b'{"message":"Forbidden"}')
        else:
            self._forward(body)

    do_GET = do_POST

    def _forward(self, body):
        backend = http.client.HTTPConnection(self.server.gateway.backend, timeout=60)
        kept = {k: v for k, v in self.headers.items() if k.lower() not in ("host", "connection")}
        backend.request(self.command, self.path, body, kept)
        reply = backend.getresponse()
        content = reply.read()
        backend.close()
        hop = ("connection", "content-length", "date", "server", "transfer-encoding")
        self._reply(
            reply.status, {k: v for k, v in reply.getheaders() if k.lower() not in hop}, content
        )

    def _reply(self, status, headers, content):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


def refusal(method, path, headers, body):
    """Why a request is not let in; None if it is."""
    found = AUTHORIZATION.fullmatch(headers.get("Authorization", ""))
    if not found:
        return "no signature of version 4"
    key, day, region, service, signed, signature = found.groups()
    if (key, region, service) != (KEY, REGION, "execute-api"):
        return f"signed by {key} for {service} in {region}"
    names = signed.split(";")
    wanted = {"host", "x-amz-date"} | {h.lower() for h in headers if h.lower().startswith("x-amz-")}
    if not wanted <= set(names):
        return f"not signed: {', '.join(sorted(wanted - set(names)))}"
    if headers.get("X-Amz-Security-Token") != TOKEN:
        return "another session"
    now = datetime.now(timezone.utc)
    date = datetime.strptime(headers["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)
    if abs(now - date) > timedelta(minutes=5) or not headers["X-Amz-Date"].startswith(day):
        return f"signed at {date}, it is {now}"
    digest = headers.get("X-Amz-Content-SHA256")
    if digest and digest != hashlib.sha256(body).hexdigest():
        return "another body"
    expected = sign(method, path, {name: headers.get(name, "") for name in names}, body)
    return None if hmac.compare_digest(signature, expected) else "another signature"


def sign(method, path, headers, body):
    """The signature that the holder of the key would have computed, over these headers."""
    request = AWSRequest(method, f"http://{headers['host']}{path}", headers, body)
    request.context["timestamp"] = headers["x-amz-date"]
    auth = SigV4Auth(Credentials(KEY, SECRET, TOKEN), "execute-api", REGION)
    canonical = auth.canonical_request(request)
    return auth.signature(auth.string_to_sign(request, canonical), request)
