"""Requests as bytes on a socket: attacks must be able to send what a well-behaved client cannot."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass, field

ACCEPT = "application/graphql-response+json"
PATIENCE_SECONDS = 20.0
TAIL_BYTES_MAX = 64 << 20


@dataclass(frozen=True)
class Request:
    """One HTTP request; a header may occur several times."""

    body: bytes = b""
    method: str = "POST"
    target: str = "/graphql"
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "application/json"), ("Accept", ACCEPT))

    def bytes(self) -> bytes:
        lines = [f"{self.method} {self.target} HTTP/1.1", "Host: gateway"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        if self.body or self.method == "POST":
            lines.append(f"Content-Length: {len(self.body)}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape") + self.body

    def with_headers(self, *headers: tuple[str, str]) -> Request:
        return Request(self.body, self.method, self.target, self.headers + headers)


def graphql(query: str, variables: object = None, token: str | None = None, *headers: tuple[str, str]) -> Request:
    """The usual POST of a document."""
    parameters: dict[str, object] = {"query": query}
    if variables is not None:
        parameters["variables"] = variables
    request = Request(json.dumps(parameters, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    if token is not None:
        request = request.with_headers(("Authorization", f"Bearer {token}"))
    return request.with_headers(*headers)


@dataclass
class Answer:
    """A response; `status` 0 is a connection closed without one."""

    status: int
    headers: bytes = b""
    body: bytes = b""
    json: object = field(default=None)

    @property
    def codes(self) -> tuple[str, ...]:
        """The errors' codes, each once, in order; `?` for an error without a code."""
        if not isinstance(self.json, dict):
            return ()
        errors = self.json.get("errors") or []
        return tuple(sorted({each.get("extensions", {}).get("code", "?") for each in errors}))

    @property
    def has_data(self) -> bool:
        return isinstance(self.json, dict) and self.json.get("data") is not None

    @property
    def without_request_id(self) -> bytes:
        """The body with the request's id blanked, for comparing answers."""
        if not isinstance(self.json, dict):
            return self.body
        text = self.body
        for error in self.json.get("errors") or []:
            identifier = error.get("extensions", {}).get("requestId")
            if identifier:
                text = text.replace(identifier.encode(), b"ID")
        return text

    @property
    def summary(self) -> str:
        return f"{self.status} {','.join(self.codes)}".strip()


class Client:
    """A connection that is opened when needed, and again when the server closed it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None
        self._buffer = b""

    def send(self, request: Request) -> Answer:
        """Sends a request; once more on a new connection if the old one had been closed."""
        return self.send_bytes(request.bytes(), is_head=request.method == "HEAD")

    def send_bytes(self, data: bytes, is_head: bool = False) -> Answer:
        was_open = self._socket is not None
        answer = self._exchange(data, is_head)
        return self._exchange(data, is_head) if answer.status == 0 and was_open else answer

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
        self._socket, self._buffer = None, b""

    def _exchange(self, data: bytes, is_head: bool) -> Answer:
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), PATIENCE_SECONDS)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self._socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            pass  # The answer may have been sent before the request was read.
        try:
            return self._receive(is_head)
        except (ConnectionError, TimeoutError, ValueError):
            self.close()
            return Answer(0)

    def _receive(self, is_head: bool) -> Answer:
        head = self._until(b"\r\n\r\n")
        while head.startswith(b"HTTP/1.1 100"):
            head = self._until(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        fields = {
            name.strip().lower(): value.strip() for name, _, value in (line.partition(b":") for line in head.split(b"\r\n")[1:])
        }
        length = 0 if is_head else int(fields.get(b"content-length", b"0"))
        while len(self._buffer) < length:
            self._more()
        body, self._buffer = self._buffer[:length], self._buffer[length:]
        if fields.get(b"connection", b"").lower() == b"close":
            self.close()
        return Answer(status, head, body, decoded(body))

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._buffer:
            self._more()
        head, _, self._buffer = self._buffer.partition(mark)
        return head

    def _more(self) -> None:
        assert self._socket is not None
        received = self._socket.recv(65_536)
        if not received or len(self._buffer) > TAIL_BYTES_MAX:
            raise ConnectionResetError
        self._buffer += received


def decoded(body: bytes) -> object:
    """The body as JSON, or nothing."""
    try:
        return json.loads(body)
    except ValueError:
        return None
