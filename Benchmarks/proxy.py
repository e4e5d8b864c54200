"""A way to PostgreSQL that is longer than it is: passes everything on, half of the delay later in each direction.

    python3 Benchmarks/proxy.py DIRECTORY SERVER MILLISECONDS

listens on DIRECTORY/.s.PGSQL.5432 for the server whose socket is in the directory SERVER, and says `ready`. One thread does it all, woken to
the microsecond: what it takes beyond the delay is about the time of a system call."""

from __future__ import annotations

import ctypes
import os
import select
import socket
import sys
import time
from collections import deque
from pathlib import Path

PR_SET_TIMERSLACK = 29


class Way:
    """One direction of a connection."""

    def __init__(self, source: socket.socket, target: socket.socket) -> None:
        self.source, self.target = source, target
        self.line: deque[tuple[float, bytes]] = deque()
        """When each piece is due, and what it is: nothing at the end."""

    def read(self, delay: float) -> bool:
        """Whether more can come."""
        try:
            data = self.source.recv(1 << 18)
        except OSError:
            data = b""
        self.line.append((time.monotonic() + delay, data))
        return bool(data)

    def deliver(self, now: float) -> None:
        while self.line and self.line[0][0] <= now:
            _, data = self.line.popleft()
            try:
                if data:
                    self.target.sendall(data)
                else:
                    self.target.shutdown(socket.SHUT_WR)
            except OSError:
                self.line.clear()


class Proxy:
    def __init__(self, listener: socket.socket, server: str, delay: float) -> None:
        self.listener, self.server, self.delay = listener, server, delay
        self.open: dict[socket.socket, Way] = {}
        """The ways on which something may still come, by where it comes from."""
        self.waiting: dict[socket.socket, Way] = {}
        """Those on which something is under way."""

    def join(self) -> None:
        client, _ = self.listener.accept()
        upstream = socket.socket(socket.AF_UNIX)
        upstream.connect(f"{self.server}/.s.PGSQL.5432")
        for source, target in ((client, upstream), (upstream, client)):
            self.open[source] = Way(source, target)

    def turn(self) -> None:
        now = time.monotonic()
        for source, way in list(self.waiting.items()):
            way.deliver(now)
            if not way.line:
                del self.waiting[source]
        dues = [way.line[0][0] for way in self.waiting.values()]
        wait = max(0.0, min(dues) - time.monotonic()) if dues else 1.0
        for source in select.select([self.listener, *self.open], [], [], wait)[0]:
            if source is self.listener:
                self.join()
                continue
            way = self.open[source]
            if not way.read(self.delay):
                del self.open[source]
            self.waiting[source] = way


def main() -> None:
    directory, server, milliseconds = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    ctypes.CDLL(None).prctl(PR_SET_TIMERSLACK, 1)
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / ".s.PGSQL.5432"
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen(64)
    proxy = Proxy(listener, server, milliseconds / 2_000)
    print("ready", flush=True)
    while os.getppid() > 1:
        proxy.turn()


main()
