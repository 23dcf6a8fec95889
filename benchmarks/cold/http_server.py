"""As much of an HTTP server as the other side of a function needs, on plain sockets: what it takes
itself is tens of microseconds and little processor time, so that it does not show in what it
measures. One thread a connection, loopback only.
"""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]  # by lower-case name
    body: bytes
    arrived: float  # time.perf_counter() when its last byte was read


Reply = tuple[int, dict[str, str], bytes]


class Server:
    """Calls `answer` for every request, in the connection's thread."""

    def __init__(self, answer: Callable[[Request], Reply]):
        self._answer = answer
        self._connections: set[socket.socket] = set()
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.address = f"127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._socket.close()
        for connection in list(self._connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # gone already

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return  # closed
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._connections.add(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            with connection, connection.makefile("rb") as reader:
                while request := read(reader, connection):
                    status, headers, body = self._answer(request)
                    lines = [f"HTTP/1.1 {status} {'OK' if status < 300 else 'No'}"]
                    lines += [f"{name}: {value}" for name, value in headers.items()]
                    lines += [f"Content-Length: {len(body)}", "", ""]
                    connection.sendall("\r\n".join(lines).encode() + body)
        except OSError:
            pass  # the function's process has ended
        finally:
            self._connections.discard(connection)


def read(reader, connection: socket.socket) -> Request | None:
    line = reader.readline()
    if not line:
        return None
    method, path, _ = line.decode("latin-1").split(" ", 2)
    headers = {}
    while (line := reader.readline()) not in (b"\r\n", b""):
        name, value = line.decode("latin-1").split(":", 1)
        headers[name.strip().lower()] = value.strip()
    if headers.get("expect", "").lower() == "100-continue":
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = b""
        while size := int(reader.readline().split(b";")[0], 16):
            body += reader.read(size)
            reader.readline()
        while reader.readline() not in (b"\r\n", b""):
            pass
    else:
        body = reader.read(int(headers.get("content-length", 0)))
    return Request(method, path, headers, body, time.perf_counter())
