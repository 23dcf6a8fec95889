"""One execution environment: a process that runs a function under its runtime client, with Lambda's
other side here."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from api import RuntimeApi
from share import Share

# The clock of another process's processor time, its ended threads included: see CPUCLOCK_SCHED in
# Linux's posix-timers.h.
CPUCLOCK_SCHED = 2


@dataclass(frozen=True)
class Function:
    """What is started.

    command: the runtime client and its arguments; {scratch} is replaced by a fresh folder
    folder: the unpacked zip, which is the working folder
    """

    name: str
    command: list[str]
    folder: Path
    handler: str
    variables: dict[str, str] = field(default_factory=dict)
    share: Share | None = None


@dataclass(frozen=True)
class Start:
    """Milliseconds since the process was started, by the clock and of processor."""

    next: float
    reply: float
    next_processor: float
    reply_processor: float
    body: bytes


class Environment:
    def __init__(self, function: Function):
        self.function = function
        self.api = RuntimeApi()
        # As empty as Lambda's /tmp is.
        self._scratch = tempfile.mkdtemp(prefix="treeline-cold-")
        self._log = open(Path(self._scratch) / "log", "w+b")
        command = [part.replace("{scratch}", self._scratch) for part in function.command]
        prefix = function.share.command() if function.share else []
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(
            prefix + command,
            cwd=function.folder,
            env=self._variables(),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        threading.Thread(target=self._watch, daemon=True).start()

    def first(self, event: bytes) -> Start:
        """Sends the first event as soon as init is over."""
        self.api.await_idle()
        at_next = self.processor()
        body, _, replied = self.api.invoke(event)
        at_reply = self.processor()
        return Start(
            (self.api.first_next - self.begun) * 1000,
            (replied - self.begun) * 1000,
            at_next * 1000,
            at_reply * 1000,
            body,
        )

    def processor(self) -> float:
        """Seconds that the process has had of processors, all its threads together."""
        return time.clock_gettime((~self.process.pid << 3) | CPUCLOCK_SCHED)

    def stop(self, limit: float = 10) -> None:
        """As Lambda ends it: SIGTERM, a little time, SIGKILL."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(limit)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def close(self) -> None:
        if self.process.poll() is None:
            self.stop()
        self.api.died("closed")
        self.api.server.close()
        self._log.close()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def __enter__(self) -> "Environment":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def _watch(self) -> None:
        status = self.process.wait()
        try:
            self._log.seek(0)
            printed = self._log.read().decode(errors="replace")[-4000:]
        except ValueError:
            return  # closed as planned
        self.api.died(f"{self.function.name}: ended with status {status}, printed:\n{printed}")

    def _variables(self) -> dict[str, str]:
        reserved = {
            "_HANDLER": self.function.handler,
            "LAMBDA_TASK_ROOT": str(self.function.folder),
            "AWS_LAMBDA_RUNTIME_API": self.api.address,
            "AWS_LAMBDA_FUNCTION_NAME": "measured",
            "AWS_LAMBDA_FUNCTION_VERSION": "1",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1769",
            "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/measured",
            "AWS_LAMBDA_LOG_STREAM_NAME": "2026/01/01/[1]0123456789abcdef",
            "AWS_LAMBDA_LOG_FORMAT": "JSON",
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_REGION": "eu-central-1",
            "AWS_DEFAULT_REGION": "eu-central-1",
            "AWS_ACCESS_KEY_ID": "nobody",
            "AWS_SECRET_ACCESS_KEY": "nothing",
            "AWS_SESSION_TOKEN": "none",
            "LANG": "en_US.UTF-8",
            "TZ": ":UTC",
            "PATH": os.environ["PATH"],
        }
        return reserved | self.function.variables
