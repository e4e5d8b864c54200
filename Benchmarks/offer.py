"""Offers requests at a rate of its own, whether they are answered or not, or as fast as they are answered; prints what came back.

Run as a process of its own, so that its processor time can be told apart: `offer.py OPTIONS.json`."""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from processes import cpu_seconds


@dataclass
class Options:
    port: int
    requests: list[str]
    """Complete requests, asked in turn."""
    seconds: float
    connections: int
    rate: float = 0
    """Requests a second; 0 is as fast as they are answered."""
    watched: int = 0
    """The process whose memory is noted."""
    roots: dict[str, int] = field(default_factory=dict)
    """The processes whose time is taken, with all their descendants."""


@dataclass
class Offered:
    sent: int = 0
    unsent: int = 0
    """Requests for which no connection was free."""
    broken: int = 0
    seconds: float = 0
    answered: list[float] = field(default_factory=list)
    """Milliseconds to each 200."""
    refused: list[float] = field(default_factory=list)
    """Milliseconds to each 503."""
    unexplained: int = 0
    """Those of them without Retry-After."""
    other: dict[str, int] = field(default_factory=dict)
    used: dict[str, float] = field(default_factory=dict)
    """Seconds of processor time of each of the roots, and of the generator."""
    memory: list[float] = field(default_factory=list)
    """Resident MiB of the watched process, four times a second."""


class Connection:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setblocking(False)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent_at, self.head, self.missing, self.beginning = 0.0, b"", -1, b""

    def send(self, request: bytes) -> None:
        self.sent_at, self.head, self.missing = time.perf_counter(), b"", -1
        self.socket.send(request)

    def receive(self) -> bool:
        """Whether the response is complete."""
        data = self.socket.recv(262_144)
        if not data:
            raise ConnectionError
        if self.missing >= 0:
            self.missing -= len(data)
            return self.missing == 0
        self.head += data
        head, end, body = self.head.partition(b"\r\n\r\n")
        if not end:
            return False
        length = head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0]
        self.head, self.missing, self.beginning = head, int(length or b"0") - len(body), body[:16]
        return self.missing == 0


def offer(options: Options) -> Offered:
    """Runs this file as a process of its own, on the last core."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(asdict(options), file)
        file.flush()
        command = ["taskset", "--cpu-list", str((os.cpu_count() or 1) - 1), sys.executable, __file__, file.name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return Offered(**json.loads(done.stdout))


def request(token: str, query: str, variables: str = "{}") -> str:
    body = '{"query":%s,"variables":%s}' % (json.dumps(query), variables)
    return (
        f"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        f"Authorization: Bearer {token}\r\n\r\n{body}"
    )


def resident(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 2**20


class Generator:
    def __init__(self, options: Options) -> None:
        self.options, self.offered = options, Offered()
        self.requests = [each.encode() for each in options.requests]
        self.idle: list[Connection] = []
        self.open: dict[int, Connection] = {}
        self.poll = select.epoll()

    def send(self) -> None:
        if not self.idle:
            self.offered.unsent += 1
            return
        connection = self.idle.pop()
        connection.send(self.requests[self.offered.sent % len(self.requests)])
        self.offered.sent += 1

    def connect(self) -> None:
        """Opens all connections, and waits until they are served."""
        for _ in range(self.options.connections):
            connection = Connection(self.options.port)
            connection.send(b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n")
            self.open[connection.socket.fileno()] = connection
            self.poll.register(connection.socket, select.EPOLLIN)
        while len(self.idle) < len(self.open):
            for descriptor, _ in self.poll.poll():
                if self.open[descriptor].receive():
                    self.idle.append(self.open[descriptor])

    def take(self, descriptor: int) -> None:
        connection = self.open[descriptor]
        try:
            if not connection.receive():
                return
        except OSError:
            self.offered.broken += 1
            self.poll.unregister(descriptor)
            connection.socket.close()
            del self.open[descriptor]
            return
        self.idle.append(connection)
        time_taken = 1e3 * (time.perf_counter() - connection.sent_at)
        status = connection.head[9:12].decode()
        if connection.beginning.startswith((b'{"errors"', b'{"data":null')) and status == "200":
            status = "200 without data"
        if status == "200":
            self.offered.answered.append(time_taken)
        elif status == "503":
            self.offered.refused.append(time_taken)
            self.offered.unexplained += b"retry-after" not in connection.head.lower()
        else:
            self.offered.other[status] = self.offered.other.get(status, 0) + 1

    def used(self) -> dict[str, float]:
        return {"generator": time.process_time()} | {name: cpu_seconds(root) for name, root in self.options.roots.items()}

    def run(self) -> Offered:
        self.connect()
        before = self.used()
        options, start = self.options, time.perf_counter()
        due, end, look = start, start + options.seconds, start
        while (now := time.perf_counter()) < end:
            if options.rate == 0:
                while self.idle:
                    self.send()
                due = end
            while due <= now and options.rate > 0:
                self.send()
                due += 1 / options.rate
            if options.watched and now >= look:
                self.offered.memory.append(round(resident(options.watched), 1))
                look += 0.25
            for descriptor, _ in self.poll.poll(max(0.0, min(due, look, end) - time.perf_counter())):
                self.take(descriptor)
        self.offered.seconds = time.perf_counter() - start
        self.offered.used = {name: now - before[name] for name, now in self.used().items()}
        return self.offered


if __name__ == "__main__":
    print(json.dumps(asdict(Generator(Options(**json.loads(Path(sys.argv[1]).read_text()))).run())))
